"""How sure a claim is: what the model thinks of it, put right by how often it was right before.

A network that learned its texts by heart thinks itself surer than it is: of claims that it was 99.9 % sure of
some 96 % were right. Two numbers put that right (Platt scaling: J. Platt, "Probabilistic outputs for support
vector machines", 1999); `python -m training.sureness` fits and tests them.
"""

from __future__ import annotations

import math

from msgspec import Struct

_LEAST = 1e-6


class Sureness(Struct, frozen=True, forbid_unknown_fields=True):
    """The part `sureness` of a language pack: what is made of the model's log odds."""

    slope: float
    offset: float

    def of(self, chance: float) -> float:
        """Give how likely a claim is right whose measure the model thinks as likely as `chance`, 0 to 1."""
        kept = min(max(chance, _LEAST), 1 - _LEAST)
        odds = self.slope * math.log(kept / (1 - kept)) + self.offset
        return 1 / (1 + math.exp(-odds))
