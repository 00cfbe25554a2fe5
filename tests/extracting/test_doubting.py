"""What plain words say of the status of a count."""

from __future__ import annotations

import pytest

from tollbook.extracting.doubting import StatusData, stated
from tollbook.languages import load
from tollbook.text import words

SENTENCES = [
    ("in case", "The navy is ready in case they need to evacuate 300 islanders.", "300", "possible"),
    ("appearance", "A boy says 2 guards appeared to be wounded.", "2", "possible"),
    ("asked whether", "An inquiry is to determine whether the raid killed 40 people.", "40", "possible"),
    ("a denial in few words", "Rebels deny killing 12 villagers.", "12", "denied"),
    ("a denial", "The ministry denied that 200 people had died.", "200", "denied"),
    ("a denial that ends", "It denied that 9 had died, but 4 people were hurt.", "4", None),
    ("a fear", "Up to 30 miners are feared dead.", "30", "possible"),
    ("what may be", "As many as 12 people may have been killed.", "12", "possible"),
    ("a rumour", "He dismissed as a hoax a message on the radio that 40 people had died.", "40", "denied"),
    ("a claim called wrong", "The army called false a claim that 25 soldiers had died.", "25", "denied"),
    ("a claim said to be wrong", "Reports that 9 pupils drowned are untrue, the board said.", "9", "denied"),
    ("a deed denied", "The rebels denied having lost 30 men.", "30", "denied"),
    ("a denial with an aside", "It denied that the raid, which hit a depot, killed 14.", "14", "denied"),
    ("what did not happen", "He said 300 people did not die in the storm.", "300", "denied"),
    ("guilt denied", "They denied that they laid the bomb that killed 6 soldiers.", "6", None),
    ("negligence denied", "Police denied negligence after 11 fans died.", "11", None),
    ("no denial", "He did not deny that 16 prisoners had been shot.", "16", None),
    ("one who is dismissed", "He was dismissed over claims that 20 men died.", "20", None),
    ("a threat", "The gang threatened to kill 8 hostages.", "8", "possible"),
    ("a vow about the dead", "He vowed to avenge the deaths of 17 soldiers.", "17", None),
    ("a fate announced", "They said 5 captives would be executed.", "5", "possible"),
    ("a toll to come", "The toll could exceed 400, rescuers said.", "400", "possible"),
    ("a toll that may rise", "At least 12 died and the toll could rise.", "12", None),
    ("the doomed", "Of them 2 people may not survive the night.", "2", "possible"),
    ("somebody else's doubt", "Police said 4 died and the driver, who may have slept, fled.", "4", None),
    ("a plain toll", "Police said 5 people were killed.", "5", None),
]


@pytest.mark.parametrize(("given", "number", "expected"), [case[1:] for case in SENTENCES],
                         ids=[case[0] for case in SENTENCES])  # fmt: skip
def test_plain_words_give_the_status_of_a_count(given: str, number: str, expected: str | None) -> None:
    lower = words(given).lower
    at = list(lower).index(number)
    assert stated(lower, at, at + 1, load("en", "status", StatusData)) == expected
