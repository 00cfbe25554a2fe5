"""Text of strangers made safe for a terminal: what would steer it is shown, character for character."""

from __future__ import annotations

_REPLACEMENT = 0xFFFD

# Control characters could move the cursor or hide text, marks of direction could reorder it.
_CONTROLS = {code: 0x2400 + code for code in range(32) if code not in b"\t\n"} | dict.fromkeys(
    [
        *range(0x7F, 0xA0),
        *(0x061C, 0x200E, 0x200F),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),
    ],
    _REPLACEMENT,
)


def visible(text: str) -> str:
    """Give a text of the same length in which every character that steers a terminal is a visible mark."""
    return text.translate(_CONTROLS)


def one_line(text: str) -> str:
    """Give a text that is visible and on one line, its white space folded."""
    return visible(" ".join(text.split()))
