"""Reports and claims for the tests of roots: a text, who says its figures, and copies of it."""

from __future__ import annotations

from random import Random
from typing import Any

from tollbook.model import Attribution, By, Claim, Count, Report, Span

STORY = (
    "A blast tore through the covered market of Ollen on Monday morning as traders opened their stalls.",
    "In all 12 people were killed and the roof of the northern hall came down, the mayor said.",
    "Rescue teams worked through the night with cranes that had been brought over from the harbour.",
    "Another 30 people were injured, among them many who had been waiting for the first bus to Marrowby.",
    "Nobody knew at first what had caused the blast, and an inquiry was opened on the same afternoon.",
    "The market, built in the last century, had been due for repairs that were put off again in spring.",
)
OTHER = (
    "Shops stayed shut along the quay of Ollen, and flags flew at half mast above the customs house all day.",
    "There were 14 people killed in the hall, by the reckoning of those who carried them out to the square.",
    "A service is planned for Sunday in the chapel on the hill, where the bells have been silent for years.",
)


def report(name: str, *sentences: str, outlet: str | None = None, published: str | None = None) -> Report:
    return Report(
        id=name,
        text="\n\n".join(sentences),
        outlet=outlet or name,
        published=published,
        language="en",
        checksum="0",
    )


def figures(source: Report, speakers: dict[str, str | None], **facts: Any) -> tuple[Claim, ...]:
    """The claims of a report: one for each figure that stands in it, with its speaker."""
    return tuple(
        Claim(
            id=f"{source.id}:{figure}",
            report=source.id,
            measure="killed" if "killed" in source.text[source.text.index(figure) :][:25] else "injured",
            unit="person",
            count=Count(low=int(figure.split()[0]), high=int(figure.split()[0]), text=figure),
            speaker=Attribution(id=f"{source.id}:{who}", name=who) if who else None,
            incident="evt_1",
            evidence=Span(start=at, end=at + len(figure), quote=figure),
            by=By(rules=(), confidence=1.0),
            **facts,
        )
        for figure, who in speakers.items()
        if (at := source.text.find(figure)) >= 0
    )


def copied(source: Report, name: str, chance: Random) -> Report:
    """A copy of a report by another outlet: at least half of its sentences, in any order, with a credit."""
    sentences = source.text.split("\n\n")
    kept = chance.sample(sentences, chance.randint((len(sentences) + 1) // 2, len(sentences)))
    return report(
        name, chance.choice(["Lantern Agency", "Seen by our desk"]), *kept, outlet=f"outlet of {name}"
    )
