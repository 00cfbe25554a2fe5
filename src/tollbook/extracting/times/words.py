"""The words by which a language says when, read from its pack (`languages/*/times.yaml`), and the patterns of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct

from tollbook.languages import load


class TimePack(Struct, frozen=True, forbid_unknown_fields=True):
    """`languages/*/times.yaml` as it stands; its comments say what each key holds."""

    months: dict[int, list[str]]
    weekdays: dict[int, list[str]]
    days: dict[str, int]
    nights: dict[str, int]
    narrative: dict[str, int]
    parts: list[str]
    clocks: dict[str, str]
    modifiers: list[str]
    back: list[str]
    ahead: list[str]
    units: dict[str, str]
    numbers: dict[str, int]
    ago: list[str]
    earlier: list[str]
    later: list[str]
    lasting: list[str]
    glue: list[str]
    local: list[str]
    zones: dict[str, list[int | str]]
    places: dict[str, str]
    roles: dict[str, list[str]]
    reporting: list[str]


class TimeWords(Struct, frozen=True):
    """The pack made ready: words by meaning, and the patterns that find them."""

    pack: TimePack
    months: dict[str, int]
    weekdays: dict[str, int]
    atom: re.Pattern[str]
    glue: re.Pattern[str]
    zone: re.Pattern[str]
    before: dict[str, re.Pattern[str]]
    after: dict[str, re.Pattern[str]]


@cache
def time_words(language: str) -> TimeWords:
    """Give the words of a language; raises `FileNotFoundError` where it has no `times.yaml`."""
    pack = load(language, "times", TimePack)
    zones = _any(z.upper() for z in pack.zones if len(z) > 1)
    local = _any(pack.local)
    return TimeWords(
        pack=pack,
        months={form: number for number, forms in pack.months.items() for form in forms},
        weekdays={form: number for number, forms in pack.weekdays.items() for form in forms},
        atom=re.compile(_atom(pack)),
        glue=re.compile(rf"[\s,]*(?:(?:{_cased(pack.glue)})[\s,]+){{0,4}}"),
        zone=re.compile(
            rf"[ ,]?\s?\(?(?P<zone>(?:{zones})\b|(?P<local>(?i:{local}))\b"
            rf"|(?P<named>[A-Z][\w.]+(?:[ -][A-Z][\w.]+){{0,2}})(?:'s|’s)?\s[Tt]ime\b)"
            rf"|(?P<offset>[Zz]|[+-]\d\d:?\d\d)\b"
        ),
        before={role: re.compile(rf"\b(?:{_any(words)})\b[^.;]{{0,25}}$", re.I) for role, words in pack.roles.items()},
        after={role: re.compile(rf"^[^.;]{{0,12}}\b(?:{_any(words)})\b", re.I) for role, words in pack.roles.items()},
    )


def _atom(pack: TimePack) -> str:
    """The pattern of one part of a time expression: a date, a weekday, a clock time, a length, a word like "today"."""
    month = _any(form for forms in pack.months.values() for word in forms for form in (word.title(), word.upper()))
    weekday = _any(form for forms in pack.weekdays.values() for word in forms for form in (word.title(), word.upper()))
    number = rf"\d{{1,3}}|{_cased(pack.numbers)}"
    unit = _cased(pack.units)
    year = r"(?:19|20)\d\d(?![\d,.]\d|\d)"
    day = r"\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)?(?![\d%]|[:.,]\d)"
    back, ahead = _cased(pack.back), _cased(pack.ahead)
    return rf"""(?x)(?<![\w.,/:-])(?:
    (?P<iso>(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?!\d|-\w)(?:[T\ ](?P<ih>\d\d):(?P<imi>\d\d)(?::\d\d(?:\.\d+)?)?)?)
  | (?P<num>(?P<na>\d{{1,2}})(?P<ns>[./])(?P<nb>\d{{1,2}})(?P=ns)(?P<ny>(?:19|20)\d\d))
  | (?P<dmy>(?P<d1>{day})(?:\s?[-–]\s?(?P<d1b>{day}))?\s+(?:of\s+)?(?P<m1>{month})\b\.?(?:,?\s+(?P<y1>{year}|(?<=[A-Z]\ )\d\d(?!\d)))?)
  | (?P<mdy>(?P<m2>{month})\b\.?\s+(?:the\s+)?(?P<d2>{day})(?:\s?[-–]\s?(?P<d2b>{day}))?(?:(?:,\s*|\s+)(?P<y2>{year}))?)
  | (?P<my>(?P<m3>{month})\b\.?,?\s+(?:of\s+)?(?P<y3>{year}))
  | (?P<m>(?:(?i:in|since|of|early|late|mid|mid-|until|during|from|by)[\s-]+)(?:(?P<mmod>{back}|{ahead})\s+)?(?P<m4>{month})\b(?!\s\d))
  | (?P<y>(?i:in|since|of|until|till|during|by|from|early|late|year)\s+(?P<y4>{year})\b(?!-\d))
  | (?P<weekday>(?:(?P<wmod>{back}|{ahead}|[Tt]his)\s+)?(?P<w>{weekday})(?:'s|’s)?\b\.?)
  | (?P<ago>(?P<an>{number})\s+(?P<au>{unit})s?\s+(?P<way>{_cased([*pack.ago, *pack.earlier, *pack.later])})\b)
  | (?P<night>(?:{_cased(pack.nights)})\b)
  | (?P<rel>(?:{_cased(pack.days)})\b)
  | (?P<told>(?:{_cased(pack.narrative)})\b)
  | (?P<unit>(?:[Tt]he\s+)?(?P<umod>{back}|{ahead}|[Tt]his)\s+(?:(?P<un>{number}|few|several)\s+)?(?P<uu>{unit})s?\b)
  | (?P<length>(?:(?:{_cased(pack.lasting)})\s+)(?P<ln>{number}|few|several)\s+(?P<lu>{unit})s?\b(?!\s+(?:old|of\s+age)))
  | (?P<hyphen>(?P<hn>{number})-(?P<hu>{unit})(?![\w-]))
  | (?P<clock>(?P<h>\d{{1,2}})(?:(?P<cs>[:.])(?P<mi>\d\d)(?::(?P<se>\d\d))?(?:\s?(?P<ap1>[AaPp]\.?[Mm]\b\.?))?|\s?(?P<ap2>[AaPp]\.?[Mm]\b\.?))(?![\d%])
      |(?P<military>(?P<mh>[01]\d|2[0-4])(?P<mm>[0-5]\d))(?=\s?(?:hours\b|hrs\b|[A-Z]{{3,4}}\b|[a-z]+\stime\b)))
  | (?P<named>(?:{_cased(pack.clocks)})\b)
  | (?P<part>(?:(?:early|late|mid|Early|Late|Mid)[\s-]+)?(?:{_cased(pack.parts)})\b)
    )"""


def _cased(words: Iterable[str] | Mapping[str, object]) -> str:
    return _any(form for word in words for form in (word, word[:1].upper() + word[1:], word.upper()))


def _any(words: Iterable[str]) -> str:
    escaped = {re.escape(word).replace(r"\ ", r"\s+") for word in words}
    return "|".join(sorted(escaped, key=lambda w: (-len(w), w)))
