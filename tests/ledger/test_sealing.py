"""What enters the chain, and what stays outside it."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.told import a_judgement, a_step, an_account

from tollbook import model
from tollbook.ledger import drafts, open_ledger
from tollbook.ledger.sealing import CODES, ERASED, pack, seal, unpack, unseal
from tollbook.model import Account, Claim, Judgement, Report

ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Texts of all characters, with halves of characters and control characters among them."""

NOUNS = [noun for noun in vars(model).values() if isinstance(noun, type) and issubclass(noun, msgspec.Struct)]


def test_words_go_out_and_codes_stay() -> None:
    claim = an_account(3).claims[0]
    value, words = seal(claim)
    assert words == ("3 people", "Mayor Ilsa Brandt")
    assert (value["measure"], value["count"]["low"], value["evidence"]["quote"]) == ("killed", 3, {"$": 0})


@pytest.mark.parametrize(
    "noun",
    [an_account(3, 5), an_account(), a_judgement("clm_1"), a_step()],
    ids=lambda noun: type(noun).__name__,
)
def test_a_sealed_noun_comes_back(noun: msgspec.Struct) -> None:
    value, words = seal(noun)
    assert unseal(msgspec.json.decode(msgspec.json.encode(value)), words, type(noun)) == noun


def test_a_noun_whose_words_were_deleted_comes_back_without_them() -> None:
    claim = an_account(3).claims[0]
    value, _ = seal(claim)
    bare = unseal(value, None, Claim)
    assert (bare.evidence.quote, bare.count.low, bare.id) == (ERASED, 3, claim.id)


def test_a_judgement_of_an_older_version_comes_back_with_defaults_for_what_is_new() -> None:
    judgement = a_judgement("clm_1")
    value, words = seal(judgement)
    older = {name: each for name, each in value.items() if name != "chosen"}
    assert unseal(older, words, Judgement) == judgement


def test_every_code_is_the_name_of_a_field_of_a_noun() -> None:
    names = {name for noun in NOUNS for name in noun.__struct_encode_fields__}
    assert CODES - names == set()


@pytest.mark.parametrize(
    "name", ["quote", "name", "text", "title", "url", "who", "why", "where", "outlet", "what"]
)
def test_what_may_name_a_person_or_hold_a_sentence_is_no_code(name: str) -> None:
    assert name not in CODES


@given(st.lists(ANY_TEXT))
def test_all_texts_can_be_packed(words: list[str]) -> None:
    assert unpack(pack(words)) == tuple(words)


@settings(max_examples=20, deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_a_report_of_whatever_text_is_kept_and_given_back(text: str, outlet: str) -> None:
    report = Report(id="rpt_1", text=text, outlet=outlet, url=outlet, checksum="0" * 64)
    account = Account(report=report)
    with open_ledger("sqlite://") as ledger:
        ledger.append(drafts.of_account(account, None, read_by=a_step("reading:read"), extracted_by=a_step()))
        assert ledger.account("rpt_1") == account
        assert ledger.verify().problems == ()
