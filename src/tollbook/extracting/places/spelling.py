"""Other spellings of a name: those that sound alike in English, and those one letter off."""

from __future__ import annotations

_SOUNDS = (
    ("oo", "u"), ("ee", "i"), ("aa", "a"), ("w", "v"), ("ph", "f"), ("th", "t"), ("pp", "p"), ("ll", "l"),
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def heard(key: str) -> set[str]:
    """Give the words that sound like a folded name, which is none of them: "mahaboob" and "mahabub"."""
    found = {key}
    for one, other in _SOUNDS:
        found |= {word.replace(a, b) for word in found for a, b in ((one, other), (other, one))}
    return found - {key}


def one_off(key: str) -> set[str]:
    """Give the words that one letter more, less, changed or swapped makes of a folded name."""
    halves = [(key[:i], key[i:]) for i in range(1, len(key) + 1)]
    found = {a + b[1:] for a, b in halves if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    found |= {a + c + b[1:] for a, b in halves if b for c in _LETTERS}
    found |= {a + c + b for a, b in halves for c in _LETTERS}
    return found - {key}
