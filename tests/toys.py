"""Nouns for tests, and a toy that reads just enough to test what stands around the reader."""

from __future__ import annotations

import re

from msgspec.structs import replace

from tollbook.extracting import Extraction
from tollbook.model import Attribution, By, Claim, Count, Report, Span

TOLL = re.compile(r"(?P<n>\d+) (?:people )?(?:were )?(?P<measure>killed|injured)")


def a_report(text: str, **facts: object) -> Report:
    """A report in English with any further facts."""
    return replace(Report(id="rpt_1", text=text, language="en", checksum="0" * 64), **facts)


def a_claim(quote: str = "12 people", **facts: object) -> Claim:
    """A claim that 12 people were killed, with any facts set otherwise."""
    plain = Claim(
        id="clm_1",
        report="rpt_1",
        measure="killed",
        unit="person",
        count=Count(low=12, high=12, text=quote),
        evidence=Span(start=0, end=len(quote), quote=quote),
        by=By(rules=("toy",), confidence=0.9),
    )
    return replace(plain, **facts)


def toy_extract(report: Report, *, everywhere: bool = False) -> Extraction:
    """Read "N killed" and "N injured" and nothing else, said by the police where the text names them."""
    police = Attribution(id="spk_1", name="police") if "police" in report.text else None
    return Extraction(
        claims=tuple(
            a_claim(
                match["n"],
                id=f"clm_{report.id}_{match.start()}",
                report=report.id,
                measure=match["measure"],
                count=Count(low=int(match["n"]), high=int(match["n"]), text=match["n"]),
                speaker=police,
                evidence=Span(start=match.start("n"), end=match.end("n"), quote=match["n"]),
            )
            for match in TOLL.finditer(report.text)
        )
    )
