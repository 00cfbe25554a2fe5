"""What kind of statement the words of a cue tell of, and the words that rules of attribution look for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tollbook import languages

PLAIN = "report"
"""The act of a statement whose cue tells no other."""


class Own(Struct, frozen=True):
    """Subjects of the report's own voice, and how many words may stand between one and its verb."""

    subjects: list[str]
    reach: int


class Addressed(Struct, frozen=True):
    """Words after which an addressee stands, and cues that it follows directly."""

    after: list[str]
    direct: list[str]


class Taken(Struct, frozen=True):
    """Verbs of saying that take lives ("claimed 12 lives"), the words for lives, and what is owned up to."""

    verbs: frozenset[str]
    lives: frozenset[str]
    owned: frozenset[str]


class Links(Struct, frozen=True):
    """Small words that tie the parts of a statement together, by what they lead to."""

    agent: frozenset[str]
    guilt: frozenset[str]
    blame: frozenset[str]
    towards: frozenset[str]
    within: frozenset[str]
    joins: frozenset[str]
    that: frozenset[str]
    predicate: frozenset[str]
    articles: frozenset[str]


class StatementData(Struct, frozen=True):
    """The part `statements` of a language pack."""

    acts: dict[str, list[str]]
    light: list[str]
    measures: list[str]
    passives: list[str]
    auxiliaries: list[str]
    active: dict[str, str]
    between: list[str]
    accusing: list[str]
    own: Own
    addressed: Addressed
    introducing: list[str]
    telling: list[str]
    pronouns: dict[str, list[str]]
    adverbs: list[str]
    places: list[str]
    bodies: list[str]
    clauses: list[str]
    taken: Taken
    links: Links


class Phrases:
    """A list of words and phrases to look up; `word*` stands for every word that begins so."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._by_first: dict[str, list[list[str]]] = {}
        self._stems: tuple[str, ...] = ()
        for entry in entries:
            parts = entry.split()
            if len(parts) == 1 and entry.endswith("*"):
                self._stems += (entry[:-1],)
            else:
                self._by_first.setdefault(parts[0], []).append(parts)

    def length(self, lower: Sequence[str], at: int) -> int:
        """Give how many words from index `at` on make a phrase of the list; 0 for none."""
        word = lower[at]
        sizes = [len(p) for p in self._by_first.get(word, ()) if list(lower[at : at + len(p)]) == p]
        return max(sizes, default=int(bool(self._stems) and word.startswith(self._stems)))

    def within(self, lower: Sequence[str], first: int, last: int) -> bool:
        """Tell whether a phrase of the list begins between two word indices, the last included."""
        return any(self.length(lower, i) for i in range(first, last + 1))


class StatementWords(Struct, frozen=True):
    """The words of statements in one language, ready to be looked up."""

    acts: Mapping[str, Phrases]
    light: Phrases
    measures: Phrases
    passives: Phrases
    auxiliaries: frozenset[str]
    active: Mapping[str, str]
    between: frozenset[str]
    accusing: Phrases
    own: frozenset[str]
    own_reach: int
    addressed_after: frozenset[str]
    addressed: Phrases
    introducing: Phrases
    telling: Phrases
    pronouns: Mapping[str, str]
    adverbs: frozenset[str]
    places: frozenset[str]
    bodies: frozenset[str]
    clauses: frozenset[str]
    taken: Taken
    links: Links

    def helps(self, word: str) -> bool:
        """Tell whether a word only helps the verb behind it ("has", "also", "firmly")."""
        return word in self.active or word in self.between or word in self.auxiliaries or word.endswith("ly")

    def speaks(self, lower: Sequence[str], at: int) -> int:
        """Give how many words from index `at` on make a verb of saying or of another act; 0 for none."""
        told = (
            self.telling.length(lower, at),
            self.introducing.length(lower, at),
            self.light.length(lower, at),
        )
        return max(*told, *(words.length(lower, at) for words in self.acts.values()))

    def act(self, lower: Sequence[str], first: int, last: int) -> str:
        """Give the act that the words from index `first` to `last`, included, tell of; `report` for none."""
        return next((act for act, words in self.acts.items() if words.within(lower, first, last)), PLAIN)


def load_statement_words(language: str) -> StatementWords:
    """Give the words of statements of a language, by its ISO 639-1 name."""
    data = languages.load(language, "statements", StatementData)
    return StatementWords(
        acts={act: Phrases(entries) for act, entries in data.acts.items()},
        light=Phrases(data.light),
        measures=Phrases(data.measures),
        passives=Phrases(data.passives),
        auxiliaries=frozenset(data.auxiliaries),
        active=data.active,
        between=frozenset(data.between),
        accusing=Phrases(data.accusing),
        own=frozenset(data.own.subjects),
        own_reach=data.own.reach,
        addressed_after=frozenset(data.addressed.after),
        addressed=Phrases(data.addressed.direct),
        introducing=Phrases(data.introducing),
        telling=Phrases(data.telling),
        pronouns={word: kind for kind, words in data.pronouns.items() for word in words},
        adverbs=frozenset(data.adverbs),
        places=frozenset(data.places),
        bodies=frozenset(data.bodies),
        clauses=frozenset(data.clauses),
        taken=data.taken,
        links=data.links,
    )
