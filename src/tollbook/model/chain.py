"""How a figure reached a report: the link from an outlet to who stands behind it, and copies of texts."""

from __future__ import annotations

from msgspec import Struct

from tollbook.model.span import Offsets, Span


class Copy(Struct, frozen=True, kw_only=True):
    """One report that passes on the text of another, `of`.

    `share` is the part of its words, 0 to 1, that stand there in stretches: `passages` are those stretches,
    and `of_passages` the same ones in the other text. Which of the two was first is not said.
    """

    report: str
    of: str
    share: float
    passages: tuple[Offsets, ...] = ()
    of_passages: tuple[Offsets, ...] = ()


class Edge(Struct, frozen=True, kw_only=True):
    """One link of a chain, root - agency - outlet, in one report: who has it from whom, and the words for it.

    `evidence` is the mention of the giver in the text of `report`; `None` where the report says it in its own
    voice, or where the giver is known only from the text that it copies. `because` says which of these it is.
    """

    root: str
    giver: str
    taker: str
    report: str
    claims: tuple[str, ...] = ()
    evidence: Span | None = None
    because: str


class Chains(Struct, frozen=True, kw_only=True):
    """Who stands behind the figures of several reports: links in the order of the roots, and the copies.

    `independent` holds the pairs of roots, by their ids, that are shown as independent of each other.
    """

    edges: tuple[Edge, ...] = ()
    copies: tuple[Copy, ...] = ()
    independent: tuple[tuple[str, str], ...] = ()
