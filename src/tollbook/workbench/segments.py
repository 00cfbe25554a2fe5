"""A text cut into segments, each under the marks that cover it: how quotes that overlap are highlighted.

Takes: a text and marks over stretches of it, in any order, nested or crossing. Gives: segments that make up
the text again, each with the marks on it. Change this when: another kind of stretch is marked in a text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal

from markupsafe import Markup, escape
from msgspec import Struct

from tollbook.measures import measures

Kind = Literal["claim", "statement", "loaded", "furniture"]
"""What a mark says of its stretch."""


class Mark(Struct, frozen=True, kw_only=True):
    """A stretch of a text, as Python string offsets, with what it is; `style` is its class in a style sheet.

    `id` names the claim, `hint` says in words what a reader is shown of any other mark.
    """

    start: int
    end: int
    kind: Kind
    style: str
    id: str = ""
    hint: str = ""


class Segment(Struct, frozen=True, kw_only=True):
    """A stretch without a border inside: its words, the classes of its marks, its claims, innermost first.

    `opens` are the claims of which the quotes begin here; `number` is the place among all segments.
    """

    number: int
    text: str
    style: str = ""
    claims: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    hint: str = ""

    @property
    def shown(self) -> Markup:
        """The words for a page, which a browser then holds code point for code point."""
        return verbatim(self.text)


def segments(text: str, marks: Iterable[Mark]) -> Iterator[Segment]:
    """Cut a text at the borders of its marks; what of a mark lies beyond the text is cut off.

    Of several claims on one stretch the shortest is the innermost, whose style is shown; the same holds for
    statements. More than one claim adds the class `nested`.
    """
    opening: dict[int, list[Mark]] = defaultdict(list)
    closing: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        start, end = max(mark.start, 0), min(mark.end, len(text))
        if start < end:
            opening[start].append(mark)
            closing[end].append(mark)
    borders = sorted({0, len(text), *opening, *closing})
    on: list[Mark] = []
    for number, (start, end) in enumerate(pairwise(borders)):
        on = [mark for mark in on if mark not in closing[start]] + opening[start]
        yield _segment(number, text[start:end], on, opening[start])


def _segment(number: int, words: str, on: list[Mark], opened: list[Mark]) -> Segment:
    inner = sorted(on, key=lambda mark: (mark.end - mark.start, -mark.start))
    claims = [mark for mark in inner if mark.kind == "claim"]
    shown: dict[Kind, Mark] = {}
    for mark in inner:
        shown.setdefault(mark.kind, mark)
    styles = [mark.style for mark in shown.values()] + (["nested"] if len(claims) > 1 else [])
    return Segment(
        number=number,
        text=words,
        style=" ".join(styles),
        claims=tuple(mark.id for mark in claims),
        opens=tuple(mark.id for mark in claims if mark in opened),
        hint="; ".join(mark.hint for mark in shown.values() if mark.hint),
    )


def anchors(cut: Iterable[Segment]) -> dict[str, str]:
    """Give for each claim the name by which a page leads to the place where its quote begins."""
    return {claim: f"s{segment.number}" for segment in cut for claim in segment.opens}


def is_right_to_left(language: str | None) -> bool:
    """Tell whether texts in a language run from right to left, by its code."""
    return (language or "").partition("-")[0] in {"ar", "fa", "he", "ur", "ps", "yi", "dv", "ckb", "sd", "ug"}


def verbatim(words: str) -> Markup:
    """Give words for a page so that a browser holds them code point for code point.

    A browser reads a carriage return as a line break unless it is written as a reference; what HTML cannot
    hold at all, halves of characters and zeros, is shown as another mark.
    """
    told = words.encode(errors="replace").decode() if not words.isascii() else words
    return Markup(escape(told).replace("\0", "\ufffd").replace("\r", Markup("&#13;")))


HATCHES = (
    "none",
    "repeating-linear-gradient(135deg, {c} 0 2px, transparent 2px 6px)",
    "repeating-linear-gradient(90deg, {c} 0 2px, transparent 2px 5px)",
    "repeating-linear-gradient(0deg, {c} 0 1px, transparent 1px 3px)",
    "repeating-linear-gradient(90deg, {c} 0 8px, transparent 8px 12px)",
    "linear-gradient({c}, {c})",
    "repeating-linear-gradient(45deg, {c} 0 4px, transparent 4px 10px)",
)
"""The patterns under quotes, so that measures that stand side by side are told apart without colour."""


def measures_css() -> str:
    """Give the style sheet of the measures: a colour for each, and a pattern that its neighbours lack."""
    lines = []
    for place, one in enumerate(measures().values()):
        hatch = HATCHES[place % len(HATCHES)].format(c="var(--mark)")
        mark = f"light-dark({one.colour}, color-mix(in srgb, {one.colour} 55%, white))"
        lines.append(f".claim.m-{one.name} {{ --mark: {mark}; --hatch: {hatch}; }}")
    return "\n".join(lines) + "\n"
