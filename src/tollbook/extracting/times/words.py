"""The words by which a language says when (`languages/*/times.yaml`), and the patterns that find them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct

from tollbook.languages import load

_LATER_IN_CLAUSE = r"[^,;:!?\n]{0,80}?"


class TimePack(Struct, frozen=True, forbid_unknown_fields=True):
    """`languages/*/times.yaml` as it stands; its comments say what each key holds."""

    months: dict[int, list[str]]
    weekdays: dict[int, list[str]]
    days: dict[str, int]
    nights: dict[str, int]
    narrative: dict[str, int]
    parts: dict[str, tuple[int, int]]
    narrowed: dict[str, tuple[int, int]]
    clocks: dict[str, str]
    early: list[str]
    first_half: list[str]
    last_half: list[str]
    beside_early: list[str]
    before_month: list[str]
    before_year: list[str]
    some: list[str]
    ages: list[str]
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
    holidays: dict[str, str]
    weekends: list[str]
    zones: dict[str, list[int | str]]
    places: dict[str, str]
    roles: dict[str, list[str]]
    occasions: list[str]
    not_describing: list[str]
    articles: list[str]
    small: list[str]
    opening: list[str]
    passive: list[str]


class TimeWords(Struct, frozen=True):
    """The pack made ready: words by meaning, and the patterns that find them."""

    pack: TimePack
    months: dict[str, int]
    weekdays: dict[str, int]
    atom: re.Pattern[str]
    glue: re.Pattern[str]
    zone: re.Pattern[str]
    cues: dict[str, re.Pattern[str]]
    edge: re.Pattern[str]
    opening: re.Pattern[str]
    said_behind: re.Pattern[str]
    said_next: re.Pattern[str]
    grown: re.Pattern[str]
    growing: re.Pattern[str]
    occasion: re.Pattern[str]


@cache
def time_words(language: str) -> TimeWords:
    """Give the words of a language; raises `FileNotFoundError` where it has no `times.yaml`."""
    pack = load(language, "times", TimePack)
    zones = _any(z.upper() for z in pack.zones if len(z) > 1)
    local = _any(pack.local)
    toll, growing = (rf"\b(?:{_any(pack.roles[role])})\b" for role in ("tolls", "growing"))
    number = rf"(?:\s+(?!(?:{_any(pack.roles['begun_anew'])})\b)[\w,.'’-]+){{0,6}}"
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
        cues=_cues(pack),
        edge=re.compile(
            rf"\b(?P<edge>{_any([*pack.first_half, *pack.last_half])})\s+"
            rf"(?:(?:{_any(pack.beside_early)})\s+)?$",
            re.IGNORECASE,
        ),
        opening=re.compile(rf"\W*(?:(?:{_any(pack.opening)})\s+)*(?:the\s+)?", re.IGNORECASE),
        said_behind=re.compile(
            r"\s[^,.;:!?\n]{0,70}?(?:,\s[A-Z][^,.;:!?\n]{1,40},\s[^,.;:!?\n]{0,40}?)?"
            rf"{_not_after(pack.passive)}\b(?:{_any(pack.roles['said_behind'])})\b"
        ),
        said_next=re.compile(rf"\s(?:{_any(pack.roles['said_behind'])})\b"),
        grown=re.compile(rf"{toll}{_LATER_IN_CLAUSE}{growing}{number}\W*$", re.IGNORECASE),
        growing=re.compile(rf"{_LATER_IN_CLAUSE}{toll}{_LATER_IN_CLAUSE}{growing}", re.IGNORECASE),
        occasion=re.compile(
            rf"(?:['’]s)?\s+(?:(?!(?:{_any(pack.not_describing)})\b)[\w-]+\s+){{0,2}}(?:{_any(pack.occasions)})\b",
            re.IGNORECASE,
        ),
    )


def _cues(pack: TimePack) -> dict[str, re.Pattern[str]]:
    """The patterns of the words before a time expression that say what it is the time of, by role."""
    small = rf"(?:\W+(?:{_any(pack.small)}|(?-i:[A-Z]\w+)))"
    passive = _not_after(pack.passive)
    said, as_of, background, aftermath = (
        _any(pack.roles[role]) for role in ("said", "as_of", "background", "aftermath")
    )
    patterns = {
        "said": rf"{passive}\b(?:{said})\b{small}{{0,6}}\W*$",
        "as_of": rf"(?<![-\w])(?:{as_of})\b{small}{{0,2}}\W*$",
        "aftermath": rf"\b(?:{aftermath})\b{small}{{0,3}}\W*$",
        "background": rf"\b(?:{background})\b{small}{{0,2}}\W*$",
        "future": rf"\b(?:{_any(pack.roles['future'])})\b[^.;!?\n]{{0,45}}$",
    }
    return {role: re.compile(pattern, re.IGNORECASE) for role, pattern in patterns.items()}


def _not_after(words: Iterable[str]) -> str:
    return "".join(rf"(?<!{word}\s)" for word in words)


def _atom(pack: TimePack) -> str:
    """The pattern of one part of a time expression: a date, a weekday, a clock time, a length, "today"."""
    month = _any(
        form for forms in pack.months.values() for word in forms for form in (word.title(), word.upper())
    )
    weekday = _any(
        form for forms in pack.weekdays.values() for word in forms for form in (word.title(), word.upper())
    )
    number = rf"\d{{1,3}}|{_cased(pack.numbers)}"
    units = rf"(?:{_cased(pack.units)})"
    year = r"(?:19|20)\d\d(?![\d,.]\d|\d)"
    day = r"\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)?(?![\d%]|[:.,]\d)"
    back, ahead, some = _cased(pack.back), _cased(pack.ahead), _any(pack.some)
    steps = [*pack.ago, *pack.earlier, *pack.later]
    half = r"[AaPp]\.?[Mm]\b\.?"
    return rf"""(?x)(?<![\w.,/:-])(?:
    (?P<iso>(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?!\d|-\w)
        (?:[T\ ](?P<ih>\d\d):(?P<imi>\d\d)(?::\d\d(?:\.\d+)?)?)?)
  | (?P<num>(?P<na>\d{{1,2}})(?P<ns>[./])(?P<nb>\d{{1,2}})(?P=ns)(?P<ny>(?:19|20)\d\d))
  | (?P<dmy>(?P<d1>{day})(?:\s?[-–]\s?(?P<d1b>{day}))?\s+(?:of\s+)?(?P<m1>{month})\b\.?
        (?:,?\s+(?P<y1>{year}|(?<=[A-Z]\ )\d\d(?!\d)))?)
  | (?P<mdy>(?P<m2>{month})\b\.?\s+(?:the\s+)?(?P<d2>{day})(?:\s?[-–]\s?(?P<d2b>{day}))?
        (?:(?:,\s*|\s+)(?P<y2>{year}))?)
  | (?P<my>(?P<m3>{month})\b\.?,?\s+(?:of\s+)?(?P<y3>{year}))
  | (?P<m>(?:(?i:{_any(pack.before_month)})[\s-]+)(?:(?P<mmod>{back}|{ahead})\s+)?(?P<m4>{month})\b(?!\s\d))
  | (?P<y>(?i:{_any(pack.before_year)})\s+(?P<y4>{year})\b(?!-\d))
  | (?P<weekday>(?:(?P<wmod>{back}|{ahead}|[Tt]his)\s+)?(?P<w>{weekday})(?:'s|’s)?\b\.?)
  | (?P<ago>(?P<an>{number})\s+(?P<au>{units})s?\s+(?P<way>{_cased(steps)})\b)
  | (?P<weekend>(?:(?:[Tt]he|[Tt]his|{back}|{ahead})\s+)?(?:{_cased(pack.weekends)})\b)
  | (?P<holiday>(?:{_cased(pack.holidays)})\b)
  | (?P<night>(?:{_cased(pack.nights)})\b)
  | (?P<rel>(?:{_cased(pack.days)})\b)
  | (?P<told>(?:{_cased(pack.narrative)})\b)
  | (?P<unit>(?:[Tt]he\s+)?(?P<umod>{back}|{ahead}|[Tt]his)\s+
        (?:(?P<un>{number}|{some})\s+)?(?P<uu>{units})s?\b)
  | (?P<length>(?:(?:{_cased(pack.lasting)})\s+)(?P<ln>{number}|{some})\s+
        (?P<lu>{units})s?\b(?!\s+(?:{_any(pack.ages)})))
  | (?P<hyphen>(?P<hn>{number})-(?P<hu>{units})(?![\w-]))
  | (?P<clock>
        (?P<h>\d{{1,2}})(?:(?P<cs>[:.])(?P<mi>\d\d)(?::(?P<se>\d\d))?(?:\s?(?P<ap1>{half}))?
            |\s?(?P<ap2>{half}))(?![\d%])
      | (?P<military>(?P<mh>[01]\d|2[0-4])(?P<mm>[0-5]\d))
        (?=\s?(?:hours\b|hrs\b|[A-Z]{{3,4}}\b|[a-z]+\stime\b)))
  | (?P<named>(?:{_cased(pack.clocks)})\b)
  | (?P<part>(?:(?:{_cased(pack.early)})[\s-]+)?(?:{_cased(pack.parts)})\b)
    )"""


def _cased(words: Iterable[str] | Mapping[str, object]) -> str:
    return _any(form for word in words for form in (word, word[:1].upper() + word[1:], word.upper()))


def _any(words: Iterable[str]) -> str:
    escaped = {re.escape(word).replace(r"\ ", r"\s+") for word in words}
    return "|".join(sorted(escaped, key=lambda w: (-len(w), w)))
