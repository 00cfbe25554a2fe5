"""Low, best and high under the method plain, rule by rule."""

from __future__ import annotations

from tests.reconciling.making import best, case, claim, find, moment, report, said, values

EARLY, LATE = moment("2024-05-01T12:00:00Z"), moment("2024-05-02T12:00:00Z")


def test_the_latest_toll_overtakes_the_lower_one_and_sets_it_aside() -> None:
    made = case(
        said("a", "12 people", 12, "the mayor", at=EARLY), said("b", "15 people", 15, "the army", at=LATE)
    )
    (finding,) = find(made).findings
    assert (finding.low, finding.best, finding.high) == (15, 15, 15)
    assert [(aside.claim, aside.rule) for aside in finding.set_aside] == [
        ("a:0", "overtaken-by-a-later-figure")
    ]


def test_a_later_lower_figure_overtakes_only_its_own_roots() -> None:
    own = case(
        said("a", "15 people", 15, "the mayor", at=EARLY), said("b", "12 people", 12, "the mayor", at=LATE)
    )
    assert values(own) == (12, 12, 12)
    other = case(
        said("a", "15 people", 15, "the mayor", at=EARLY), said("b", "12 people", 12, "the army", at=LATE)
    )
    assert values(other) == (12, 12, 15)


def test_most_roots_decide_among_figures_of_one_time() -> None:
    made = case(
        said("a", "12 people", 12, "the mayor", at=EARLY),
        said("b", "14 people", 14, "the army", at=EARLY),
        said("c", "14 people", 14, "the hospital", at=EARLY),
    )
    assert values(made) == (12, 14, 14)


def test_an_outlets_own_voice_widens_the_range_and_never_votes() -> None:
    made = case(
        said("a", "12 people", 12, "the mayor", at=EARLY),
        said("b", "14 people", 14, at=EARLY),
        said("c", "14 people", 14, at=EARLY),
    )
    assert values(made) == (12, 12, 14)


def test_unattributed_figures_alone_are_decided_by_outlets() -> None:
    made = case(
        said("a", "12 people", 12, at=EARLY),
        said("b", "14 people", 14, at=EARLY),
        said("c", "14 people", 14, at=EARLY),
    )
    assert values(made) == (12, 14, 14)


def test_two_roots_of_one_time_leave_the_best_undecided() -> None:
    made = case(
        said("a", "12 people", 12, "the mayor", at=EARLY), said("b", "14 people", 14, "the army", at=EARLY)
    )
    assert values(made) == (12, None, 14)


def test_an_open_side_sets_no_end() -> None:
    assert values(case(said("a", "at least 18 people", 18, "the army", high=None))) == (18, 18, None)
    both = case(
        said("a", "at least 12 people", 12, "the army", high=None, at=EARLY),
        said("b", "15 people", 15, "the mayor", at=EARLY),
    )
    assert values(both) == (15, 15, 15)


def test_the_zero_of_up_to_is_an_end() -> None:
    assert values(case(said("a", "up to 20 people", 0, "the army", high=20))) == (0, None, 20)


def test_parts_only_raise_the_low_end_and_leave_the_high_one_open() -> None:
    assert values(case(said("a", "two people", 2, "the army", extent="part"))) == (2, 2, None)


def test_a_total_nobody_states_is_the_sum_of_one_roots_parts() -> None:
    source = report("a", "Three Rovanists and two policemen were killed.")
    made = case(
        source,
        claim(source, "Three Rovanists", 3, group=("combatant",)),
        claim(source, "two policemen", 2, group=("police",)),
    )
    assert values(made) == (5, 5, 5)
    assert find(made).findings[0].derived


def test_parts_of_different_roots_are_never_added_up() -> None:
    made = case(
        said("a", "three soldiers", 3, "the army", group=("combatant",), at=EARLY),
        said("b", "two villagers", 2, "the mayor", at=EARLY),
    )
    assert values(made) not in ((5, 5, 5), (5, None, 5))


def test_adults_follow_from_a_total_and_its_children() -> None:
    source = report("a", "The mayor said 25 people were killed, five of them children.")
    made = case(
        source,
        claim(source, "25 people", 25, by="The mayor"),
        claim(source, "five of them", 5, by="The mayor", group=("child",), part_of="a:15", extent="part"),
    )
    assert values(made, group=("adult",)) == (20, 20, 20)


def test_vague_words_are_worth_their_least_and_marked() -> None:
    for word, least in (("dozens", 24), ("several", 3), ("plural", 2), ("thousands", 2_000), ("a couple", 2)):
        (finding,) = find(case(said("a", "Many people", None, "the army", vague=word))).findings
        assert (finding.low, finding.high, finding.vague) == (least, None, True), word


def test_casualties_less_the_killed_are_the_injured() -> None:
    source = report("a", "Four people were shot. The rain went on. One man was killed, police said.")
    made = case(
        source,
        claim(source, "Four people", 4, measure="casualties", word="shot"),
        claim(source, "One man", 1, group=("man",)),
    )
    assert values(made, "injured") == (3, 3, 3)


def test_those_in_hospital_are_the_injured_where_nobody_counts_them() -> None:
    assert values(case(said("a", "Four people", 4, "the police", measure="hospitalised")), "injured") == (
        4,
        4,
        4,
    )


def test_possible_background_and_cumulative_figures_stay_out_and_are_listed() -> None:
    made = case(
        said("a", "12 people", 12, "the mayor"),
        said("b", "40 people", 40, "the army", status="possible"),
        said("c", "90 people", 90, "the army", scope="cumulative"),
    )
    (finding,) = find(made).findings
    assert (finding.low, finding.best, finding.high) == (12, 12, 12)
    assert {aside.rule for aside in finding.set_aside} == {"only-possible", "running-total"}


def test_a_denial_disputes_a_finding_and_never_sets_its_low() -> None:
    made = case(
        said("a", "12 people", 12, "the mayor"), said("b", "any people", 0, "the army", status="denied")
    )
    (finding,) = find(made).findings
    army = next(root.id for root in made.roots if root.name == "the army")
    assert (finding.low, finding.disputed_by) == (12, (army,))


def test_a_villager_counts_under_civilian_in_findings_though_the_claim_has_no_group() -> None:
    assert values(case(said("a", "Two villagers", 2, "the army")), group=("civilian",)) == (2, 2, 2)


def test_weapons_make_no_findings() -> None:
    made = case(said("a", "13 rockets", 13, "the army", measure="intercepted", unit="rocket"))
    assert find(made).findings == ()


def test_what_officers_found_on_arrival_is_the_first_state() -> None:
    source = report(
        "a",
        "Officers arrived to find six people hurt. The street was closed. Nine people were injured in all.",
    )
    made = case(
        source,
        claim(source, "six people", 6, measure="injured"),
        claim(source, "Nine people", 9, measure="injured"),
    )
    assert values(made, "injured") == (9, 9, 9)
    assert find(made).conflicts == ()


def test_fewer_hurt_behind_far_more_in_one_report_are_some_of_those() -> None:
    source = report("a", "Fire\n\nNine people were injured. Two people with burns are stable, police said.")
    nine = claim(source, "Nine people", 9, measure="injured")
    two = claim(source, "Two people", 2, measure="injured", by="police")
    assert values(case(source, nine, two), "injured") == (9, 9, 9)


def test_people_told_of_before_are_no_toll_of_their_own() -> None:
    source = report("a", "Raid\n\nSeven people were injured. All four in the clinic are injured lightly.")
    seven = claim(source, "Seven people", 7, measure="injured")
    four = claim(source, "All four", 4, measure="injured")
    assert values(case(source, seven, four), "injured") == (7, 7, 7)


def test_of_a_range_the_low_end_is_entered() -> None:
    assert values(case(said("a", "10 to 15 people", 10, "the army", high=15))) == (10, 10, 15)


def test_a_report_that_quotes_figures_apart_concludes_with_what_it_opens_with() -> None:
    source = report("a", "At least nine people died. The mayor spoke of seven dead, the army of twelve dead.")
    made = case(
        source,
        claim(source, "At least nine people", 9, high=None),
        claim(source, "seven dead", 7, by="the mayor"),
        claim(source, "twelve dead", 12, by="the army"),
    )
    (finding,) = find(made).findings
    assert (finding.best, finding.rule) == (9, "what-the-report-concludes")


def test_a_quoted_figure_below_what_a_report_opens_with_is_not_entered() -> None:
    source = report("a", "Nine people died. The mayor had spoken of seven dead.")
    made = case(source, claim(source, "Nine people", 9), claim(source, "seven dead", 7, by="the mayor"))
    assert best(made) == 9


def test_a_report_that_quotes_one_figure_takes_it_for_its_own() -> None:
    source = report("a", "Nine people died. The mayor spoke of ten dead.")
    made = case(source, claim(source, "Nine people", 9), claim(source, "ten dead", 10, by="the mayor"))
    assert values(made) == (9, 10, 10)


def test_a_word_says_nothing_against_a_number_however_many_it_stands_for() -> None:
    source = report("a", "The mayor spoke of dozens of dead. Nine people died.")
    made = case(
        source,
        claim(source, "dozens of dead", None, vague="dozens", by="the mayor"),
        claim(source, "Nine people", 9),
    )
    assert best(made) == 9


def test_civilians_are_everybody_where_nobody_counts_others() -> None:
    source = report("a", "At least 26 civilians were killed. Earlier, 14 dead had been counted.")
    made = case(
        source,
        claim(source, "At least 26 civilians", 26, high=None, group=("civilian",)),
        claim(source, "14 dead", 14, by="the agency"),
    )
    assert best(made) == 26


def test_civilians_beside_soldiers_are_no_total() -> None:
    source = report("a", "26 civilians were killed. 30 people died, and soldiers among them, four soldiers.")
    made = case(
        source,
        claim(source, "26 civilians", 26, group=("civilian",)),
        claim(source, "30 people", 30),
        claim(source, "four soldiers", 4, group=("combatant",)),
    )
    assert best(made) == 30


def test_somebodys_own_children_are_not_all_of_the_children() -> None:
    text = "Nine people, six of them children, were killed. Adel Reth died with his two children."
    source = report("a", text)
    all_ = claim(source, "Nine people", 9)
    six = claim(source, "six of them", 6, group=("child",), extent="part", part_of=all_.id)
    two = claim(source, "his two children", 2, group=("child",))
    assert values(case(source, all_, six, two), group=("child",)) == (6, 6, 6)


def test_what_is_read_less_surely_than_a_total_is_set_aside_and_named() -> None:
    source = report("a", "12 people died. Of the wounded 9 people died.")
    total, doubtful = claim(source, "12 people", 12), claim(source, "9 people", 9, sure=0.3)
    made = case(source, total, doubtful)
    (found,) = find(made).findings
    assert (found.low, found.best, found.high) == (12, 12, 12)
    assert [(aside.claim, aside.rule) for aside in found.set_aside] == [(doubtful.id, "read-less-surely")]


def test_a_part_is_added_up_however_surely_it_is_read() -> None:
    source = report("a", "Five children and 14 adults died.")
    children = claim(source, "Five children", 5, group=("child",))
    adults = claim(source, "14 adults", 14, group=("adult",), sure=0.3)
    assert best(case(source, children, adults)) == 19


def test_one_person_without_a_number_corrects_no_toll() -> None:
    made = case(
        said("a", "three people", 3, "the police", at=EARLY),
        said("b", "his wife", 1, "the police", at=LATE),
    )
    assert best(made) == 3


def test_a_toll_that_words_raise_is_later_than_one_of_unknown_time() -> None:
    source = report("a", "The army spoke of four dead. Another man died, taking the toll to five.")
    made = case(source, claim(source, "four dead", 4, by="the army"), claim(source, "five", 5))
    assert best(made) == 5


def test_a_third_victim_makes_three_of_two() -> None:
    later = report("b", "Third man dies. Two men were killed at once.", "2024-07-02")
    made = case(
        said("a", "two men", 2, "the police", published="2024-05-01"),
        later,
        claim(later, "Third man", 1),
        claim(later, "Two men", 2),
    )
    assert best(made) == 3


def test_a_third_victim_says_nothing_where_nobody_counts_two() -> None:
    source = report("a", "A third man was killed, after five men were killed.")
    made = case(source, claim(source, "A third man", 1), claim(source, "five men", 5))
    assert best(made) == 5


def test_a_report_that_calls_the_shared_number_some_of_a_larger_one_tells_of_the_same() -> None:
    source = report("a", "The names of 2 dead. Police identified two of three victims.")
    made = case(
        source,
        claim(source, "2 dead", 2, by="the police"),
        claim(source, "two of three victims", 2, by="the police", extent="part"),
        claim(source, "three victims", 3, by="the police"),
        said("b", "two people", 2),
    )
    assert values(made) == (2, None, 3)


def test_later_casualties_less_the_dead_raise_an_earlier_number_of_hurt() -> None:
    later = report("b", "One person was killed, and five people were shot.", "2024-05-02")
    made = case(
        said("a", "two people", 2, published="2024-05-01", measure="injured"),
        later,
        claim(later, "One person", 1),
        claim(later, "five people", 5, measure="casualties"),
    )
    (injured,) = [finding for finding in find(made).findings if finding.measure == "injured"]
    assert (injured.best, injured.derived) == (4, True)


def test_a_third_victim_of_four_is_one_of_the_four() -> None:
    text = "Four people were killed. The police named two people on Monday. A third victim was a guard."
    source = report("a", text)
    made = case(
        source,
        claim(source, "Four people", 4),
        claim(source, "two people", 2, extent="part"),
        claim(source, "A third victim", 1),
    )
    assert best(made) == 4


def test_some_of_the_victims_who_are_more_than_a_stated_total_raise_the_high_end() -> None:
    source = report("a", "A blast killed 11 workers, the army said. The owner said only eight had died.")
    made = case(
        source,
        claim(source, "11 workers", 11, by="the army", extent="part"),
        claim(source, "only eight", 8, by="the owner"),
    )
    assert values(made) == (8, 8, 11)
