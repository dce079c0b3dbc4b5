"""Whether a text tells who a practice is."""

from __future__ import annotations

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilience.returns.studies.naming import Sign, found

DENE = Sign("its name", "The Dene Surgery")
CODE = Sign("its code", "A81001", code=True)
POSTCODE = Sign("its postcode", "TS25 1AB", code=True)
MARY = Sign("its name", "St Mary's Medical Centre")
STATION = Sign("its name", "Station Surgery")
STREET = Sign("its address", "14 Mill Bank")
PERSON = Sign("the name of a person", "Ann Leader", always=True)


def stops(text: str, *signs: Sign, named: bool = False) -> list[str]:
    return [one.what for one in found({"worked": text}, signs, named=named) if one.stops]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("It helped the Dene Surgery a lot.", DENE),
        ("it helped dene surgery", DENE),
        ("At Dene, all was well.", DENE),
        ("the Dene’s partners", DENE),
        ("DENE-SURGERY", DENE),
        ("We at D e n e  S u r g e r y", DENE),
        ("see TheDeneSurgery", DENE),
        ("Déne Surgery", DENE),
        ("our code is a 81001.", CODE),
        ("ts251ab", POSTCODE),
        ("TS25  1AB", POSTCODE),
        ("St Marys is open", MARY),
        ("St. Mary’s is open", MARY),
        ("The Station was full.", STATION),
        ("the house in mill bank", STREET),
        ("14 Mill Bank", STREET),
        ("ann leader wrote it", PERSON),
    ],
)
def test_a_name_is_found_however_it_is_written(text, sign):
    assert stops(text, sign)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The surgery and its partners were glad.", DENE),
        ("Doctors were hidden in the garden.", DENE),
        ("Ardent surgeons condene nothing.", DENE),
        ("The walk from the station took long.", STATION),
        ("Mary wrote to the saint.", MARY),
        ("In 81001 cases it was so.", CODE),
        ("The bank lent us a mill.", STREET),
    ],
)
def test_ordinary_words_do_not_stop_a_text(text, sign):
    assert not stops(text, sign)


def test_an_ordinary_word_in_small_letters_is_pointed_out():
    (one,) = found({"worked": "the station was full"}, [STATION], named=False)
    assert not one.stops
    assert one.around == "station was full" or "station" in one.around


def test_who_may_be_named_is_no_reason_but_people_and_others_are():
    other = Sign("another practice", "Queens Park Practice", always=True)
    text = "The Dene Surgery, Ann Leader and Queens Park Practice"
    assert stops(text, DENE, PERSON, other, named=True) == [
        "the name of a person",
        "another practice",
    ]


@pytest.mark.parametrize("text", ["Dr Jones came.", "we thank Mrs O’Neill", "Professor Lee"])
def test_who_is_called_by_a_title_is_a_person(text):
    assert stops(text, named=True) == ["the name of a person"]


def test_a_drive_of_a_doctor_is_no_person():
    assert not stops("The Dr was away; dr and nurse shared a room.", named=False)


WORD = st.text(string.ascii_lowercase, min_size=4, max_size=9)


@given(st.lists(WORD, min_size=2, max_size=3), st.text(max_size=40), st.data())
@example(["abcd", "efgh"], "0", None)
def test_a_name_of_two_words_is_found_in_any_dress(words, other, data):
    dressed = words
    if data is not None:
        dress = st.sampled_from([str.upper, str.title, str.lower, lambda one: f"{one}’s"])
        dressed = [data.draw(dress)(one) for one in words]
        dressed[:-1] = [one.removesuffix("’s") for one in dressed[:-1]]
    text = f"{other} {' - '.join(dressed)}."
    assert stops(text, Sign("its name", " ".join(words)))


@given(st.text(), st.lists(st.text(min_size=1, max_size=20), max_size=4))
def test_no_text_and_no_name_breaks_it(text, names):
    for one in found({"worked": text}, [Sign("its name", name) for name in names], named=False):
        assert len(one.around) <= 90
