"""The steps from a report's text to what it says."""

from __future__ import annotations

from msgspec.structs import replace

from tollbook import languages
from tollbook.extracting.assemble import Material, assemble
from tollbook.extracting.extraction import Extraction
from tollbook.extracting.mentions import find_mentions, read_harm, sentence_ranges
from tollbook.extracting.pack import Pack, load_pack
from tollbook.extracting.speakers import SpeakerData, Voices
from tollbook.extracting.statements import covered, listen, load_hearing, statements
from tollbook.model import Claim, Incident, Report
from tollbook.text import words


def extract(report: Report, *, everywhere: bool = False) -> Extraction:
    """Give what a report says; the language of the report must be one that is read.

    Statements are read in reports that tell of harm, or in all of them with `everywhere`.
    """
    return extract_with(report, load_pack(report.language or ""), everywhere=everywhere)


def extract_with(report: Report, pack: Pack, *, everywhere: bool = False) -> Extraction:
    """Give what a report says, read with the given words and model."""
    text_words = words(report.text)
    ranges = sentence_ranges(report.text, text_words)
    language = report.language or ""
    read = read_harm(text_words, ranges, pack)
    mentions = find_mentions(text_words, read, pack)
    data = languages.load(language, "speakers", SpeakerData)
    voices = Voices(report.id, report.text, text_words, data)
    hearing = load_hearing(language) if mentions or everywhere else None
    heard = listen(report.text, text_words, read, pack, hearing) if hearing else []
    voices.meet([m.speaker for m in mentions] + [voiced.speaker for voiced in heard])
    said = statements(report, text_words, heard, voices)
    claims = covered(assemble(Material(report, text_words, ranges, pack), mentions, voices), said)
    incidents = _incidents(claims)
    of_claim = {claim: incident.id for incident in incidents for claim in incident.claims}
    return Extraction(
        claims=tuple(_placed(claim, of_claim) for claim in claims),
        statements=said.statements,
        speakers=voices.speakers(),
        incidents=incidents,
    )


def _incidents(claims: tuple[Claim, ...]) -> tuple[Incident, ...]:
    """Give the report's main incident, then one for earlier incidents and one for running totals."""
    by_scope = {
        scope: tuple(c.id for c in claims if c.scope == scope)
        for scope in ("event", "background", "cumulative")
    }
    kept = [members for members in by_scope.values() if members]
    return tuple(Incident(id=f"evt_{i + 1}", claims=members) for i, members in enumerate(kept))


def _placed(claim: Claim, of_claim: dict[str, str]) -> Claim:
    return replace(claim, incident=of_claim.get(claim.id))
