"""What linking keeps of a report's event: enough to compare it with any other, its text left unread.

Takes: an `Account`. Gives: one `Sketch` for each of its incidents; running totals have none. Change this
when: a fact of reports should speak for or against their telling of the same incident.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct
from rensa import RMinHash

from tollbook.languages import available, load
from tollbook.model import Account, Claim, Incident, Offsets, Place, TimeMention, When
from tollbook.text import Words, sentences, words

LONGEST = 700
"""How many words of a report are looked at; what it tells of stands at the beginning."""

LEAD = 120
"""The words of title and lead, which count twice."""

PERMUTATIONS = 64
SEED = 7
SHINGLE = 4
OLDEST = 110

LETTERS = 3
HEADING = 0.7
"""A sentence with more capitals than this share among its words of more than LETTERS letters is a heading."""

SPOTS = 6
"""How many towns of a report are kept."""

_TOWN, _COUNTRY = 2, 6
"""UCDP's where_prec: towns and their parts are no coarser than the one, areas finer than the other."""

_SITE = re.compile(r"\s[-–—|]\s|\|")

_HURT = frozenset({"injured", "critical", "hospitalised"})


class LinkingWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language for linking; explained in `languages/<language>/linking.yaml`."""

    plain: frozenset[str]
    usual: frozenset[str]
    age_units: frozenset[str]
    numbers: dict[str, int] = {}
    endings: tuple[str, ...] = ()


class Sketch(Struct, frozen=True, kw_only=True):
    """One event of a report: its words, names, ages and figures, its place and its days.

    `words` holds how often each telling word stands in the report, up to 3, `title` those of its first line;
    `pairs` two capitalised words or a number and a capitalised word in a row ("600 covenant"). `days` is the
    first and last day of the event, where the words give a day or two, as ordinals, `dates` every day that
    the report names, `published` the day of publication. `town` is the event's town, `spots` that and other
    towns of the report with their positions, `areas` its districts and provinces. `copy` is the MinHash
    signature of the text.
    """

    report: str
    event: str
    main: bool = True
    published: int | None = None
    days: tuple[int, int] | None = None
    day_said: bool = False
    words: dict[str, int] = {}
    title: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    ages: frozenset[int] = frozenset()
    figures: dict[str, int] = {}
    dates: frozenset[int] = frozenset()
    town: str | None = None
    spots: dict[str, tuple[float, float]] = {}
    areas: frozenset[str] = frozenset()
    copy: tuple[int, ...] = ()


def sketches(account: Account) -> tuple[Sketch, ...]:
    """Give the sketches of an account's incidents, the main one first; running totals are left out.

    The main incident is drawn from the whole text without the page's furniture, every other one from the
    sentences of its claims. A report without any incident is drawn as one named "evt_1".
    """
    claims = {claim.id: claim for claim in account.claims}
    incidents = account.incidents or (Incident(id="evt_1"),)
    drawn = []
    for number, incident in enumerate(incidents):
        own = [claims[name] for name in incident.claims if name in claims]
        if number and (not own or all(claim.scope == "cumulative" for claim in own)):
            continue
        drawn.append(_sketch(account, incident, own, main=number == 0))
    return tuple(drawn)


def _sketch(account: Account, incident: Incident, own: Sequence[Claim], *, main: bool) -> Sketch:
    report = account.report
    pack = _pack(report.language)
    parts = _body(report.text, report.furniture) if main else _around(report.text, own)
    found = [words(report.text, start, end) for start, end in parts]
    lower = [_cut(word, pack) for part in found for word in part.lower][:LONGEST]
    capital = [big for part in found for big in _capitals(report.text, part)][:LONGEST]
    opens = [n == 0 for part in found for n in range(len(part))][:LONGEST]
    ages = frozenset(_ages(lower, pack))
    heading = words(_title(report.text)).lower if main else ()
    places = [m for m in account.places if any(start <= m.start < end for start, end in parts)]
    place = incident.place
    precise = place is not None and (place.precision or 9) <= _TOWN
    when = incident.date
    return Sketch(
        report=report.id,
        event=incident.id,
        main=main,
        published=_day(report.published),
        days=_days(when),
        day_said=when is not None and when.ground == "words",
        words={**_telling(lower, pack), **{f"{age}-year-old": 1 for age in ages}},
        title=frozenset(_telling([_cut(word, pack) for word in heading], pack)),
        names=_names(lower, capital, opens, pack),
        pairs=frozenset(_pairs(lower, capital, opens, pack)),
        ages=ages,
        figures=_figures(own),
        town=place.name.casefold() if place is not None and precise else None,
        dates=frozenset(_dates(account.times, parts)),
        spots=_spots([place, *(mention.place for mention in places)]),
        areas=frozenset(_areas(mention.place for mention in places)),
        copy=_signature(lower),
    )


def _pack(language: str | None) -> LinkingWords:
    """Give the words of a language; a report in one that is not read is compared by all of its words."""
    if language in available():
        words: LinkingWords = load(language or "", "linking", LinkingWords)
        return words
    return LinkingWords(plain=frozenset(), usual=frozenset(), age_units=frozenset())


def _body(text: str, furniture: Iterable[Offsets]) -> list[tuple[int, int]]:
    """Give the sentences of a text that do not begin in a piece of the page's furniture."""
    held = sorted((piece.start, piece.end) for piece in furniture)
    return [(start, end) for start, end in sentences(text) if not any(a <= start < b for a, b in held)]


def _around(text: str, claims: Sequence[Claim]) -> list[tuple[int, int]]:
    """Give the sentences in which claims stand."""
    spots = [claim.evidence.start for claim in claims]
    return [(start, end) for start, end in sentences(text) if any(start <= spot < end for spot in spots)]


def _cut(word: str, pack: LinkingWords) -> str:
    """Give a word without the ending of a possessive."""
    return next((word.removesuffix(end) for end in pack.endings if word.endswith(end)), word)


def _capitals(text: str, part: Words) -> list[bool]:
    """Tell which words of a sentence begin with a capital; in a heading in capitals that says nothing."""
    found = [text[start].isupper() for start in part.starts]
    letters = [end - start for start, end in zip(part.starts, part.ends, strict=True)]
    long = [big for big, count in zip(found, letters, strict=True) if count > LETTERS]
    return [False] * len(found) if sum(long) > HEADING * len(long) else found


def _telling(lower: Sequence[str], pack: LinkingWords) -> dict[str, int]:
    counted = Counter(word for word in lower if len(word) > 1 and word not in pack.plain)
    lead = set(lower[:LEAD])
    return {word: min(3, count + (word in lead)) for word, count in counted.items()}


def _names(
    lower: Sequence[str], capital: Sequence[bool], opens: Sequence[bool], pack: LinkingWords
) -> frozenset[str]:
    """Give the words that stand with a capital inside a sentence and never without one."""
    small = {word for word, big in zip(lower, capital, strict=True) if not big}
    return frozenset(
        word
        for word, big, first in zip(lower, capital, opens, strict=True)
        if big and not first and len(word) > 2 and word not in small | pack.plain | pack.usual
    )


def _pairs(
    lower: Sequence[str], capital: Sequence[bool], opens: Sequence[bool], pack: LinkingWords
) -> Iterator[str]:
    """Give two telling words in a row of which the second has a capital and the first too or is a number."""
    for n in range(len(lower) - 1):
        one, two = lower[n], lower[n + 1]
        if one.isdigit() and two == "block" and n + 3 < len(lower):
            yield f"{one} {lower[n + 3]}"
        elif (
            capital[n + 1]
            and not opens[n + 1]
            and (capital[n] or (one.isdigit() and len(one) > 1))
            and not {one, two} & (pack.plain | pack.usual)
        ):
            yield f"{one} {two}"


def _title(text: str) -> str:
    """Give the first line of a text, without the name of the site that follows a dash or a bar."""
    line = text.lstrip().split("\n", 1)[0]
    head = _SITE.split(line, maxsplit=1)[0]
    return head if len(head.split()) > LETTERS else line


def _ages(lower: Sequence[str], pack: LinkingWords) -> Iterator[int]:
    """Give the ages of people: "27-year-old", "Smith, 27,", "aged 27"."""
    for n, word in enumerate(lower):
        age = int(word) if word.isdigit() and len(word) < 4 else pack.numbers.get(word, 0)
        if not 0 < age < OLDEST:
            continue
        after = [other for other in lower[n + 1 : n + 4] if other != "-"]
        before = lower[n - 1] if n else ""
        listed = word.isdigit() and before == "," and after[:1] and after[0] in ",.;"
        if (after and after[0] in pack.age_units) or listed or before == "aged":
            yield age


def _figures(claims: Sequence[Claim]) -> dict[str, int]:
    """Give the largest number of dead and of hurt, and of both together where the words do not part them."""
    found: dict[str, int] = {}
    for claim in claims:
        if claim.unit == "person" and claim.status != "denied" and claim.count.low is not None:
            kind = "injured" if claim.measure in _HURT else claim.measure
            found[kind] = max(found.get(kind, 0), claim.count.low)
    return found


def _spots(places: Iterable[Place | None]) -> dict[str, tuple[float, float]]:
    """Give the first towns among places with their positions."""
    found: dict[str, tuple[float, float]] = {}
    for place in places:
        if place is None or place.lat is None or place.lon is None or (place.precision or 9) > _TOWN:
            continue
        found.setdefault(place.name.casefold(), (place.lat, place.lon))
        if len(found) == SPOTS:
            break
    return found


def _areas(places: Iterable[Place | None]) -> Iterator[str]:
    """Give the districts and provinces among places, and the provinces of the towns."""
    for place in places:
        if place is not None and place.precision is not None and place.precision < _COUNTRY:
            if place.precision > _TOWN:
                yield place.name.casefold()
            if place.admin1:
                yield place.admin1.casefold()


def _dates(times: Iterable[TimeMention], parts: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Give the days that the sentences name."""
    for mention in times:
        if mention.precision in ("time", "day") and any(a <= mention.start < b for a, b in parts):
            for moment in (mention.utc or "").split("/"):
                day = _day(moment)
                if day is not None:
                    yield day


def _days(when: When | None) -> tuple[int, int] | None:
    if when is None or when.precision not in ("time", "day"):
        return None
    first, last = _day(when.start), _day(when.end)
    return (first, last) if first and last else None


def _day(moment: str | None) -> int | None:
    try:
        return date.fromisoformat((moment or "")[:10]).toordinal()
    except ValueError:
        return None


def _signature(lower: Sequence[str]) -> tuple[int, ...]:
    spoken = [word for word in lower if word[0].isalnum()]
    shingles = [" ".join(spoken[n : n + SHINGLE]) for n in range(max(1, len(spoken) - SHINGLE + 1))]
    if not spoken:
        return ()
    signature = RMinHash(PERMUTATIONS, SEED)
    signature.update(shingles)
    return tuple(signature.digest())
