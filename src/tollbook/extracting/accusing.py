"""Whom somebody in a report accuses of a deed, by verbs of blaming.

Takes the words of one sentence; gives the party that is blamed, with the words that say so and the name of
the accuser where the sentence has one. An accusation of something else than the deed gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tollbook.extracting.parties import MARKS, SOMEBODY, Named, Parties, ResponsibleData

FAR = 24
"""Words between "attributed" and "to", at most."""


def of_the_deed(lower: Sequence[str], data: ResponsibleData) -> bool | None:
    """Tell whether words speak of the deed; `None` where they accuse of something else."""
    told = set(lower)
    return None if told & data.unrelated else bool(told & data.guilt)


class Accusing:
    """Reads the accusations of one report."""

    def __init__(self, lower: Sequence[str], parties: Parties, data: ResponsibleData) -> None:
        self._lower, self._parties, self._data = lower, parties, data

    def blamed(self, first: int, at: int, last: int) -> Iterator[Named]:
        """Give whom the verb at an index blames: "blamed …", "attributed … to …", "was accused by … of …"."""
        data, lower = self._data, self._lower
        guilt = of_the_deed(lower[first:last], data)
        if guilt is None:
            return
        if lower[at - 1] in data.passive and lower[at + 1] in data.charged:
            named = self._passively(first, at, last) if guilt else None
            if named is not None:
                yield named
            return
        laid = self._laid(first, at, last)
        if laid is None:
            return
        accuser, upon = laid
        for value, end in self._parties.behind(upon, last):
            if guilt or end == last or lower[end] in MARKS:
                yield Named(value, at, end - 1, accuser=accuser)

    def _laid(self, first: int, at: int, last: int) -> tuple[str | None, int] | None:
        """Give the accuser, and the word before the one who is blamed; `None` if the verb blames nobody."""
        data, lower = self._data, self._lower
        link, accuser = data.laying.get(lower[at]), self._accuser(first, at)
        if link is not None and lower[at + 1] == link:
            if accuser is not None and lower[accuser[0] - 1] in data.relative:
                return self._named(accuser), at + 1
            return (None, at + 1) if lower[at - 1] in data.passive | data.guilt | MARKS else None
        upon = None if link is None else self._upon(at, last, link)
        if upon is None and lower[at] not in data.blaming:
            return None
        upon = at if upon is None else upon
        if accuser is None:
            goes_on = lower[at - 1] == "and" or (lower[at].endswith("ing") and lower[at - 1] == ",")
            return (SOMEBODY, upon) if goes_on else None
        return self._named(accuser), upon

    def _upon(self, at: int, last: int, link: str) -> int | None:
        """Give where "on" or "to" stands behind "blamed" or "attributed"."""
        for upon in range(at + 1, min(last - 1, at + FAR)):
            if self._lower[upon] == "for":
                return None
            if self._lower[upon] == link and self._lower[upon + 1] not in self._data.days:
                return upon
        return None

    def _passively(self, first: int, at: int, last: int) -> Named | None:
        """Give who "was accused by … of", with the accuser if one is named."""
        end = self._parties.before(first, at - 1, self._data.helpers)
        begin = self._parties.clause(first, end)
        value = None if begin is None else self._parties.party(begin, end)
        if begin is None or value is None:
            return None
        if self._lower[at + 1] != "by":
            return Named(value, begin, at)
        behind = self._parties.name_end(at + 2, last)
        return Named(value, begin, behind - 1, accuser=self._named((at + 2, behind)))

    def _accuser(self, first: int, at: int) -> tuple[int, int] | None:
        """Give the words before a verb of blaming that name who accuses, with a name in apposition."""
        data, lower = self._data, self._lower
        being = data.passive if lower[at].endswith("ing") else frozenset[str]()
        end = self._parties.before(first, at, data.helpers | being)
        comma, end = end - 1, self._parties.before_apposition(first, end)
        begin = self._parties.clause(first, end, data.linking)
        if begin is None or lower[begin] in data.nobody or lower[end - 1] in data.articles:
            return None
        return begin, comma if end < comma and self._parties.is_proper(end + 1, comma) else end

    def _named(self, accuser: tuple[int, int]) -> str:
        """Give the name of an accuser; a pronoun names nobody."""
        begin, end = accuser
        if begin == end or self._lower[begin] in self._data.pronouns:
            return SOMEBODY
        return self._parties.name(begin, end)
