"""Who says what: rules over what the model hears. Every text here is invented."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import tollbook
from tollbook.extracting.identity import names
from tollbook.extracting.mentions import sentence_ranges
from tollbook.extracting.speakers import Voices
from tollbook.extracting.statements.acts import load_statement_words
from tollbook.extracting.statements.listening import (
    FAR,
    Ear,
    Utterance,
    distances,
    load_listening,
    save_listening,
)
from tollbook.extracting.statements.making import Made, _voiced, covered
from tollbook.extracting.statements.pronouns import named
from tollbook.extracting.statements.quotations import Range, lines, quotations
from tollbook.extracting.statements.saying import NOWHERE, Said, Saying, said
from tollbook.extracting.statements.sayings import sayings
from tollbook.model import Attribution, By, Claim, Count, Offsets, Span, Statement
from tollbook.text import words

TERMS = load_statement_words("en")


def look_at(text: str) -> Said:
    text_words = words(text)
    return said(text, text_words, sentence_ranges(text, text_words), TERMS)


def place(where: Said, quote: str) -> Range:
    start = where.text.index(quote)
    return where.words.at(start), where.words.at(start + len(quote) - 1)


def quote(where: Said, stretch: Range) -> str:
    if stretch[0] < 0:
        return ""
    return where.text[where.words.starts[stretch[0]] : where.words.ends[stretch[1]]]


def hear(where: Said, source: str, cue: str, content: str) -> Utterance:
    return Utterance(
        place(where, cue), place(where, source) if source else NOWHERE, place(where, content), 0.9
    )


def read(where: Said, *heard: Utterance) -> list[Saying]:
    return sayings(heard, where)


LIST = """Mayor Ilse Brandt gave these details:

1. The flooding was reported to Prime Minister Lund.

2- Four bridges are under water; 60 houses were damaged.

3) Schools in all nine districts have been closed.

The river is expected to fall.
"""


def test_the_items_of_a_list_belong_to_the_speaker_of_its_head() -> None:
    where = look_at(LIST)
    items = [s for s in read(where) if s.rule == "list"]
    assert [quote(where, s.content) for s in items] == [
        "The flooding was reported to Prime Minister Lund",
        "Four bridges are under water; 60 houses were damaged",
        "Schools in all nine districts have been closed",
    ]
    assert {quote(where, s.source) for s in items} == {"Mayor Ilse Brandt"}


def test_an_item_says_to_whom_something_was_reported_and_what_was_done() -> None:
    where = look_at(LIST)
    items = [s for s in read(where) if s.rule == "list"]
    assert quote(where, items[0].addressee) == "Prime Minister Lund"
    assert [s.act for s in items] == ["report", "report", "announce"]


def test_what_the_model_hears_in_an_item_is_not_told_twice() -> None:
    where = look_at(LIST)
    again = hear(where, "", "was reported", "The flooding was reported to Prime Minister Lund")
    contents = [quote(where, s.content) for s in read(where, again)]
    assert contents.count("The flooding was reported to Prime Minister Lund") == 1


def test_a_line_without_a_number_ends_the_list() -> None:
    where = look_at(LIST)
    assert all(s.source == NOWHERE for s in read(where) if "river" in quote(where, s.content))


def test_the_own_voice_condemns_and_feels_for_the_victims() -> None:
    where = look_at(
        "We extend our condolences to the families, and we firmly condemn this shelling of a market."
    )
    found = read(where)
    assert [(s.act, s.source, s.rule) for s in found] == [
        ("express sympathy", NOWHERE, "own voice"),
        ("condemn", NOWHERE, "own voice"),
    ]
    assert quote(where, found[0].target) == "the families"
    assert quote(where, found[1].content) == "this shelling of a market"


def test_we_in_a_quotation_is_not_the_reports_own_voice() -> None:
    assert read(look_at("“We condemn the shelling of the market.”")) == []


def test_we_heard_as_a_source_is_the_own_voice_outside_quotations_only() -> None:
    outside = look_at("We believe that the dam broke.")
    assert read(outside, hear(outside, "We", "believe", "that the dam broke"))[0].source == NOWHERE
    inside = look_at("“We believe that the dam broke.”")
    assert read(inside, hear(inside, "We", "believe", "that the dam broke"))[0].source[0] > 0


CONTINUED = (
    "The Harbour Ministry urged all governments to condemn the raid. "
    "The involvement of pilots from Norland is highlighted."
)


def test_a_passive_goes_on_with_the_speaker_of_the_sentence_before() -> None:
    where = look_at(CONTINUED)
    urged = hear(where, "The Harbour Ministry", "urged", "all governments to condemn the raid")
    passive = next(s for s in read(where, urged) if s.rule == "passive")
    assert quote(where, passive.of) == "The Harbour Ministry"
    assert (passive.act, quote(where, passive.target)) == ("accuse", "pilots from Norland")


def test_a_passive_in_another_paragraph_leaves_open_who_speaks() -> None:
    where = look_at(CONTINUED.replace(". The", ".\n\nThe"))
    urged = hear(where, "The Harbour Ministry", "urged", "all governments to condemn the raid")
    assert next(s for s in read(where, urged) if s.rule == "passive").of == NOWHERE


def test_a_passive_with_its_agent_is_left_to_the_model() -> None:
    assert read(look_at("The raid was condemned by the Harbour Ministry.")) == []


def test_who_is_called_upon_is_the_addressee() -> None:
    where = look_at("All nations are called upon to open their ports.")
    (appeal,) = read(where)
    assert (appeal.act, quote(where, appeal.addressee)) == ("appeal", "All nations")
    assert quote(where, appeal.content) == "to open their ports"


@pytest.mark.parametrize(
    ("text", "source", "act", "content"),
    [
        ("Norland is demanding a seat at the talks.", "Norland", "demand", "a seat at the talks"),
        ("The Port Ministry has repeatedly condemned the raid.", "The Port Ministry", "condemn", "the raid"),
    ],
)
def test_an_active_verb_of_an_act_makes_a_statement_by_its_subject(
    text: str, source: str, act: str, content: str
) -> None:
    where = look_at(text)
    (found,) = read(where)
    assert (quote(where, found.source), found.act, quote(where, found.content)) == (source, act, content)


@pytest.mark.parametrize(
    "text", ["Norland is raining.", "The weather has demanded much.", "The raid was condemned by all."]
)
def test_other_verbs_and_subjects_without_a_name_make_none(text: str) -> None:
    assert read(look_at(text)) == []


def test_a_cue_of_helping_words_takes_in_its_verb() -> None:
    where = look_at("Lund has also urged the two armies to stop.")
    (found,) = read(where, hear(where, "Lund", "has", "urged the two armies to stop"))
    assert (quote(where, found.cue), found.act) == ("has also urged", "appeal")
    assert (quote(where, found.addressee), quote(where, found.content)) == ("the two armies", "to stop")


def test_measures_are_statements_without_a_speaker() -> None:
    where = look_at("All ferries in the bay have been suspended.")
    (measure,) = read(where)
    assert (measure.act, measure.source, measure.of) == ("announce", NOWHERE, NOWHERE)


@pytest.mark.parametrize(
    ("text", "cue", "content", "act", "addressee", "target"),
    [
        (
            "Lund urged the two armies to stop.",
            "urged",
            "the two armies to stop",
            "appeal",
            "the two armies",
            "",
        ),
        ("Lund told reporters that nine had died.", "told", "that nine had died", "report", "reporters", ""),
        (
            "Lund accused the militia of arson.",
            "accused",
            "the militia of arson",
            "accuse",
            "",
            "the militia",
        ),
        ("Lund condemned the raid.", "condemned", "the raid", "condemn", "", "the raid"),
        ("Lund is demanding a seat at the talks.", "demanding", "a seat at the talks", "demand", "", ""),
        ("Lund denied that a bomb fell.", "denied", "that a bomb fell", "deny", "", ""),
        ("Lund vowed to rebuild.", "vowed", "to rebuild", "promise", "", ""),
        ("Lund defended the strike.", "defended", "the strike", "justify", "", ""),
        ("Lund expressed his condolences.", "expressed", "his condolences", "express sympathy", "", ""),
        ("Lund announced a day of rest.", "announced", "a day of rest", "announce", "", ""),
        ("Lund threatened to leave.", "threatened", "to leave", "threaten", "", ""),
        ("Lund said that it rained.", "said", "that it rained", "report", "", ""),
    ],
)
def test_a_cue_tells_the_act_the_addressee_and_the_target(
    text: str, cue: str, content: str, act: str, addressee: str, target: str
) -> None:
    where = look_at(text)
    found = read(where, hear(where, "Lund", cue, content))[0]
    assert (found.act, quote(where, found.addressee), quote(where, found.target)) == (act, addressee, target)


def test_a_content_takes_in_the_rest_of_its_quotation() -> None:
    where = look_at("“The bridge fell. Nobody was on it. We were lucky,” Brandt said.")
    found = read(where, hear(where, "Brandt", "said", "We were lucky"))[0]
    assert quote(where, found.content) == "“The bridge fell. Nobody was on it. We were lucky,”"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("“One.\n\n“Two,” she said.", ["“One.\n\n“Two,”"]),
        ("“One.\n\nShe left.", ["“One."]),
        ('"Open to the end', ['"Open to the end']),
        ("None here.", []),
    ],
)
def test_quotations_go_on_in_the_next_paragraph_only_behind_a_mark(text: str, quoted: list[str]) -> None:
    where = look_at(text)
    assert [quote(where, stretch) for stretch in where.quotations] == quoted
    assert where.quotations == quotations(where.words, lines(text, where.words))


@pytest.mark.parametrize(
    ("text", "pronoun", "earlier", "name"),
    [
        ("Ilse Brandt spoke first. She said no.", "She", ["Ilse Brandt"], "Ilse Brandt"),
        ("The Ministry and Lund spoke. It said no.", "It", ["The Ministry", "Lund"], "The Ministry"),
        ("The Ministry and Lund spoke. He said no.", "He", ["Lund", "The Ministry"], "Lund"),
        ("Two fishermen and residents spoke. They said no.", "They", ["residents"], "residents"),
        ("It was Ilse Brandt, who said no.", "who", [], "Ilse Brandt"),
        ("Nobody came. They said no.", "They", [], "They"),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_a_speaker_before_it(
    text: str, pronoun: str, earlier: list[str], name: str
) -> None:
    where = look_at(text)
    before = [place(where, mention) for mention in earlier]
    assert quote(where, named(place(where, pronoun), before, where)) == name


def _statement(act: str) -> Statement:
    brandt = Attribution(id="spk_1", name="Brandt")
    return Statement(id="stm_1", speaker=brandt, content=Offsets(start=0, end=40), act=act)


def _claim(speaker: Attribution | None = None) -> Claim:
    return Claim(
        id="clm_1", report="rpt_1", measure="killed", unit="person", count=Count(low=5, high=5, text="five"),
        speaker=speaker, evidence=Span(start=5, end=9, quote="five"), by=By(rules=(), confidence=1.0),
    )  # fmt: skip


def _cover(claim: Claim, made: Made) -> tuple[str | None, str | None]:
    (found,) = covered([claim], made)
    return found.statement, found.speaker.name if found.speaker else None


TOLD = {"stm_1": Offsets(start=0, end=40)}
POLICE = Attribution(id="spk_2", name="police", start=60, end=66)


def test_a_claim_in_what_is_told_takes_over_the_speaker() -> None:
    assert _cover(_claim(), Made((_statement("report"),), TOLD)) == ("stm_1", "Brandt")


def test_who_condemns_an_attack_does_not_tell_its_toll() -> None:
    assert _cover(_claim(), Made((_statement("condemn"),))) == ("stm_1", None)


def test_a_claim_beyond_the_sentence_of_the_cue_has_the_statement_but_not_its_speaker() -> None:
    sentence = {"stm_1": Offsets(start=0, end=5)}
    assert _cover(_claim(), Made((_statement("report"),), sentence)) == ("stm_1", None)


def test_a_claims_own_speaker_stays() -> None:
    assert _cover(_claim(POLICE), Made((_statement("report"),), TOLD)) == ("stm_1", "police")


def test_in_a_list_the_speaker_of_its_head_goes_before_one_outside_the_item() -> None:
    assert _cover(_claim(POLICE), Made((_statement("report"),), TOLD, frozenset(TOLD))) == ("stm_1", "Brandt")


def test_a_claim_outside_every_content_has_no_statement() -> None:
    far = Statement(id="stm_2", content=Offsets(start=50, end=60), act="report")
    assert _cover(_claim(), Made((far,))) == (None, None)


def test_a_claim_belongs_to_the_innermost_statement() -> None:
    inner = Statement(id="stm_2", content=Offsets(start=4, end=20), act="report")
    assert _cover(_claim(), Made((_statement("report"), inner), TOLD)) == ("stm_2", "Brandt")


def test_the_ear_attends_to_sentences_with_words_of_speech() -> None:
    where = look_at("Lund said so. The rain fell.")
    ear = Ear({"said": 2.0}, 1.0)
    assert ear.live(where.words, [(first, last + 1) for first, last in where.sentences]) == [True, False]


def test_distances_are_exact_near_a_cue_and_never_leave_their_range() -> None:
    apart = distances([400], 900)[0]
    assert list(apart[392:409] - FAR) == list(range(-8, 9))
    assert (apart.min(), apart.max()) == (0, 2 * FAR)
    assert (np.diff(apart) >= 0).all()


def test_the_weights_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "statements.npz"
    save_listening({"tag.weight": np.ones((3, 4), np.float32)}, Ear({"said": 1.5, "says": -0.5}, 0.25), path)
    ear, _ = load_listening(path)
    assert (dict(ear.weights), ear.floor) == ({"said": 1.5, "says": -0.5}, 0.25)


def _voices(text: str, *mentions: str) -> Voices:
    where = look_at(text)
    voices = Voices("rpt_1", text, where.words, names("en"))
    voices.meet([place(where, mention) for mention in mentions])
    return voices


def test_a_short_name_with_two_owners_keeps_its_words_and_lists_both() -> None:
    names = ("The Foreign Ministry", "The Harbour Ministry", "Ministry")
    speakers = _voices("Ministry, The Foreign Ministry, The Harbour Ministry", *names).speakers()
    short = next(s for s in speakers if s.name == "Ministry")
    assert set(short.candidates) == {s.id for s in speakers if s is not short}


def test_a_short_name_with_one_owner_is_joined_to_it() -> None:
    (ministry,) = _voices("Ministry, The Harbour Ministry", "Ministry", "The Harbour Ministry").speakers()
    assert (ministry.name, len(ministry.mentions), ministry.candidates) == ("The Harbour Ministry", 2, ())


def test_one_name_in_two_spellings_is_one_speaker() -> None:
    assert len(_voices("Police, the police", "Police", "the police").speakers()) == 1


def test_an_accusation_that_names_no_accuser_goes_on_with_who_spoke_last_in_its_paragraph() -> None:
    told = (
        "The Foreign Ministry urged all governments to condemn the attack. The involvement of advisers from "
        "Norvia is alleged.\n\nTwelve people were killed in Lor, doctors said."
    )
    accusing = [said for said in tollbook.read(told).statements if said.act == "accuse"]
    assert [said.speaker and said.speaker.name for said in accusing] == ["The Foreign Ministry"]


def test_what_takes_lives_says_nothing() -> None:
    where = look_at("The flood in Lund claimed 12 lives.")
    assert read(where, hear(where, "The flood in Lund", "claimed", "12 lives")) == []


def test_what_is_said_ends_with_its_paragraph_unless_a_quotation_goes_on() -> None:
    where = look_at("The mayor said two had died.\n\nThe fire was out by noon.")
    (told,) = read(where, hear(where, "The mayor", "said", "two had died.\n\nThe fire was out by noon"))
    assert quote(where, told.content) == "two had died"
    where = look_at("The mayor said: “Two have died.\n\n“The fire is out.”")
    (told,) = read(where, hear(where, "The mayor", "said", "Two have died.\n\n“The fire is out"))
    assert quote(where, told.content).endswith("The fire is out.”")


def test_who_takes_responsibility_for_a_deed_does_not_stand_behind_its_figures() -> None:
    text = "The Front claimed responsibility for the attack in which five guards died."
    content = "responsibility for the attack in which five guards died"
    for cue, tells in (("claimed", False), ("said", True)):
        other = look_at(text.replace("claimed", cue))
        (told,) = _voiced(read(other, hear(other, "The Front", cue, content)), other)
        assert (told.telling != NOWHERE) is tells


def test_a_quotation_that_its_cue_splits_is_one_content() -> None:
    where = look_at("“The bridge is closed,” the mayor said. “Two of us are missing.” Rain fell.")
    (told,) = read(where, hear(where, "the mayor", "said", "“The bridge is closed"))
    assert quote(where, told.content).endswith("“Two of us are missing.”")
