"""Place names: found by what stands beside them, told apart by kind, country and neighbours."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extracting.places import PlaceContext, find_aliases, find_places
from tollbook.extracting.places.gazetteer import Gazetteer, gazetteer
from tollbook.model import PlaceMention
from tollbook.text import fold

NOTHING = PlaceContext()


def at(text: str, quote: str, context: PlaceContext = NOTHING) -> PlaceMention:
    return next(m for m in find_places(text, context) if m.quote == quote)


def where(mention: PlaceMention) -> tuple[str | None, str | None, int | None]:
    assert mention.place is not None
    return mention.place.name, mention.place.country, mention.place.precision


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Khān Yūnis", "khan yunis"),
        ("Pul-e-Khumri", "pul e khumri"),
        ("Panjwa’i", "panjwai"),
        ("Łódź", "lodz"),
        ("Белгород", "белгород"),
    ],
)
def test_names_are_compared_without_case_accents_and_apostrophes(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_a_city_and_its_region_are_two_places() -> None:
    city = at("A missile struck Belgorod in Russia.", "Belgorod")
    region = at("A missile struck the Belgorod region of Russia.", "Belgorod region")
    assert where(city) == ("Belgorod", "Russia", 1)
    assert where(region)[1:] == ("Russia", 4)
    assert region.place is not None
    assert city.place is not None
    assert (city.place.radius_km or 0) < (region.place.radius_km or 0)


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("Shelling hit Kharkov in Ukraine.", "Kharkov", "Kharkiv"),
        ("Fighting went on in Artemivsk, Ukraine.", "Artemivsk", "Bakhmut"),
        ("Police in Orissa, India, found them.", "Orissa", "Odisha"),
        ("Удар по городу Харьков", "Харьков", "Kharkiv"),
        ("غارة على خان يونس", "خان يونس", "Khān Yūnis"),
    ],
)
def test_old_names_and_other_scripts_are_known(text: str, quote: str, name: str) -> None:
    assert where(at(text, quote))[0] == name


def test_adjectives_are_mentions_of_their_country_and_no_more() -> None:
    mention = at("Ukrainian drones were downed.", "Ukrainian")
    assert where(mention) == ("Ukraine", "Ukraine", 6)
    assert "adjective" in mention.because


@pytest.mark.parametrize(
    ("text", "quote", "admin1"),
    [
        ("Two men died in Springfield, Illinois.", "Springfield", "Illinois"),
        ("Two men died in Springfield, Massachusetts.", "Springfield", "Massachusetts"),
        ("Two men died in Tulsa, Okla., police said.", "Tulsa", "Oklahoma"),
        ("A mine went off in Bijapur District of Karnataka.", "Bijapur District", "Karnātaka"),
        ("A mine went off in Bijapur District of Chhattisgarh.", "Bijapur District", "Chhattīsgarh"),
        ("Forces searched Andar district, Ghazni province.", "Andar district", "Ghaznī"),
    ],
)
def test_the_place_named_with_it_decides(text: str, quote: str, admin1: str) -> None:
    mention = at(text, quote)
    assert mention.place is not None
    assert mention.place.admin1 == admin1


def test_the_country_of_the_report_decides_and_the_others_are_kept() -> None:
    text = "A bomb killed six people in Tripoli."
    assert where(at(text + " The army of Lebanon was there.", "Tripoli"))[1] == "Lebanon"
    libya = at(text + " The army of Libya was there.", "Tripoli")
    assert where(libya)[1] == "Libya"
    assert "Lebanon" in {place.country for place in libya.alternatives}
    assert libya.because
    assert where(at(text, "Tripoli", PlaceContext(countries=("LB",))))[1] == "Lebanon"
    assert where(at(text, "Tripoli", PlaceContext(dateline="BEIRUT")))[1] == "Lebanon"


def test_the_word_behind_a_list_says_what_all_of_it_is() -> None:
    mentions = find_places("Raids went on in Khost, Paktia and Logar provinces of Afghanistan.")
    assert [m.place.precision for m in mentions if m.place] == [4, 4, 4, 6]


def test_a_name_one_letter_off_is_found_only_where_the_words_say_a_district() -> None:
    mention = at("Three were held in Gadchiorli District of Maharashtra, India.", "Gadchiorli District")
    assert where(mention)[0] == "Gadchiroli"
    assert "no division has this name" in mention.because


def test_a_name_spelt_by_ear_is_found_too() -> None:
    mention = at("Three were held in Gadcheeroli District of Maharashtra, India.", "Gadcheeroli District")
    assert where(mention)[0] == "Gadchiroli"


def test_a_district_called_by_its_seat_is_no_misspelt_district() -> None:
    mention = at("Three were held in Chapra District of Bihar, India.", "Chapra District")
    assert mention.place is not None
    assert mention.place.admin2 == "Sāran"


def test_a_village_is_found_where_its_district_is_named_and_nowhere_else() -> None:
    text = "They met at Malewada village in Gadchiroli District of Maharashtra, India."
    named = at(text, "Malewada village")
    assert named.place is not None
    assert named.place.admin2 == "Gadchiroli"
    alone = at("They met at Dumaria village, Indian police said.", "Dumaria village")
    assert alone.place is not None
    assert alone.place.lat is None


def test_a_small_place_is_not_taken_from_another_country_than_the_district_that_holds_it() -> None:
    mention = at("A woman died in Gorkha area of Sukma District.", "Gorkha area")
    assert mention.place is not None
    assert mention.place.country != "Nepal"


def test_the_district_is_no_name() -> None:
    assert [m.quote for m in find_places("The District was calm. In Boston two men died.")] == ["Boston"]


def test_a_village_of_a_common_name_is_not_taken_from_another_end_of_the_country() -> None:
    mention = at("They met at Botha village in Narayanpur District of Chhattisgarh, India.", "Botha village")
    assert mention.place is not None
    assert mention.place.lat is None
    assert "kept as said" in mention.because


def test_a_village_is_no_city_whose_other_name_it_bears() -> None:
    found = at("A mine went off in Rajpur village, Chatra district, Jharkhand, India.", "Rajpur village")
    assert found.place is None or found.place.name != "Raipur"


def test_what_holds_the_last_of_a_list_holds_the_others() -> None:
    text = "Bombs were found in Gangavaram and Mosam in Ranchi district, Jharkhand, India."
    assert all(m.place and m.place.admin1 in (None, "Jhārkhand") for m in find_places(text))


def test_two_divisions_in_a_list_do_not_hold_each_other() -> None:
    assert where(at("He was wanted by both Bihar and Uttar Pradesh in India.", "Bihar"))[2] == 4


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Western Region minister was there.", None),
        ("In Sri Lanka, the Western Province minister was there.", "Sri Lanka"),
    ],
)
def test_a_part_of_a_country_is_a_place_only_where_the_country_is_named(
    text: str, country: str | None
) -> None:
    found = [m.place.country for m in find_places(text) if m.quote.startswith("Western") and m.place]
    assert found in ([country], [] if country is None else [country])


def test_a_district_of_two_states_lies_in_both() -> None:
    bihar = at("Police of Aurangabad district, Bihar, India, went there.", "Aurangabad district").place
    other = at("Police of Aurangabad district, Maharashtra, India, went there.", "Aurangabad district").place
    assert bihar is not None
    assert other is not None
    assert (round(bihar.lat or 0), round(bihar.lon or 0)) == (25, 84)
    assert (round(other.lat or 0), round(other.lon or 0)) == (20, 75)


def test_a_place_in_no_gazetteer_is_kept_as_said() -> None:
    mention = at("Six people died in Quorvelin village.", "Quorvelin village")
    assert where(mention) == ("Quorvelin", None, None)
    assert mention.alternatives == ()


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton spoke.",
        "Mr Salem said so.",
        "the Jackson family",
        "They said that May was cold.",
        "The Police came.",
    ],
)
def test_persons_and_common_words_are_no_places(text: str) -> None:
    assert find_places(text) == ()


def test_near_is_wider_than_in() -> None:
    inside = at("It fell in Bakhmut, Ukraine.", "Bakhmut").place
    beside = at("It fell near Bakhmut, Ukraine.", "Bakhmut").place
    assert inside is not None
    assert beside is not None
    assert (inside.precision, beside.precision) == (1, 2)
    assert (beside.radius_km or 0) > (inside.radius_km or 0)


def test_distance_and_direction_move_the_place() -> None:
    mention = at("It fell 20 km north of Kharkiv, Ukraine.", "Kharkiv")
    city = at("It fell in Kharkiv, Ukraine.", "Kharkiv").place
    assert mention.place is not None
    assert city is not None
    assert (mention.place.lat or 0) - (city.lat or 0) == pytest.approx(20 / 111.2, abs=0.01)
    assert mention.place.precision == 2
    assert "20 km north" in mention.because


def test_coordinates_are_places_and_impossible_ones_are_kept_as_said() -> None:
    good, bad = find_places("It fell at 50.6034, 36.5809 and not at 95.6034, 36.5809.")
    assert good.place is not None
    assert bad.place is not None
    assert (good.place.lat, good.place.precision) == (50.6034, 1)
    assert bad.place.lat is None
    assert "no place on earth" in bad.because


def test_two_names_of_one_thing_are_shown() -> None:
    text = "Two Vilkha missiles flew; Alder missiles fell. Kiev was silent, and in Kyiv nobody spoke."
    names = [set(alias.names) for alias in find_aliases(text, find_places(text))]
    assert {"Vilkha", "Alder"} in names
    assert {"Kiev", "Kyiv"} in names


def test_text_in_capitals_is_read_too() -> None:
    text = "SIX PEOPLE WERE KILLED BY A BOMB IN MEDELLIN, COLOMBIA, ON MONDAY NIGHT, POLICE SAID IN BOGOTA."
    assert [m.quote for m in find_places(text)] == ["MEDELLIN", "COLOMBIA", "BOGOTA"]


@pytest.mark.parametrize("piece", ["Khost, ", "A ", "North ", "Al-", "Paris of ", "Gumla District "])
def test_the_cost_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    begun = time.process_time()
    find_places(piece * 3000)
    assert time.process_time() - begun < 2.0


@given(st.text(alphabet="aBcdK'’. ,-()\n0123456789°NSéж", max_size=80))
def test_any_text_is_read_without_error_and_quotes_stand_where_they_say(text: str) -> None:
    assert all(text[m.start : m.end] == m.quote for m in find_places(text))


def test_the_index_opens_at_once_and_holds_its_sources() -> None:
    begun = time.perf_counter()
    index = Gazetteer()
    assert index.find(fold("Belgorod"))
    assert time.perf_counter() - begun < 0.15


def test_every_place_lies_in_its_country() -> None:
    index = gazetteer()
    for name in ("gaza", "khost", "springfield", "paris", "bijapur", "indonesian hospital"):
        for number in index.find(name):
            chain = index.within(number)
            assert not chain or chain[-1] == index.entry(number).country


def test_a_common_word_behind_an_article_that_opens_a_sentence_is_no_name() -> None:
    assert [place.quote for place in find_places("The valley was flooded. The camp is full.", NOTHING)] == []
