"""Numbers and dates as NHS pages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.look.words import (
    STATES,
    count_words,
    day,
    number,
    one_decimal,
    percent,
    plural,
    pounds,
)


def test_a_day_is_written_without_a_leading_nought():
    assert day(date(2018, 6, 3)) == "3 June 2018"


def test_a_moment_after_midnight_in_summer_is_of_the_day_that_has_begun_in_london():
    assert day(datetime(2018, 7, 3, 23, 30, tzinfo=UTC)) == "4 July 2018"
    assert day(datetime(2018, 12, 3, 23, 30, tzinfo=UTC)) == "3 December 2018"


@pytest.mark.parametrize("write", [day, number, one_decimal, percent])
def test_nothing_is_not_known_and_never_nought(write):
    assert write(None) == "Not known"


def test_nought_is_a_figure():
    assert number(0) == "0"
    assert percent(0) == "0.0%"


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (8450, 0, "8,450"),
        (2210.44, 1, "2,210.4"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (Decimal("0.25"), 1, "0.3"),
        (1.005, 2, "1.01"),
        (-1234.5, 1, "−1,234.5"),
        (-0.04, 1, "0.0"),
    ],
)
def test_numbers_have_thousands_and_round_halves_away_from_nought(value, places, written):
    assert number(value, places) == written


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_whole_number_reads_back_as_itself(value):
    assert int(number(value).replace(",", "").replace("−", "-")) == value


def test_one_practice_two_practices_no_practices():
    assert [plural(n, "practice") for n in (1, 2, 0)] == [
        "1 practice",
        "2 practices",
        "0 practices",
    ]
    assert plural(3, "list for review", "lists for review") == "3 lists for review"


def test_the_reasons_for_a_missing_figure_differ():
    assert len(set(STATES.values())) == len(STATES)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \n\t ", 0),
        ("Two partners leave in March.", 5),
        ("a follow-up of sixty-five-year-olds", 4),
        ("staff and/or patients", 3),
        ("sooner – or later", 3),
        ("sooner - or later", 3),
        ("sooner—or later", 3),
        ("sooner -- or later", 3),
        ("sooner--or later", 3),
        ("wait … what", 2),
        ("wait...what", 1),
        ("we don't, we can’t, we “won’t”", 6),
        ("8,450 patients, 82.5% of 2016–17", 5),
        ("• first\n• second", 2),
        ("R & D", 2),
        ("one\r\ntwo\n\nthree\u00a0four\u2028five\u200bsix", 6),
        ("naïve café Müller Ωmega 東京", 5),
        ("___ *** ///", 0),
        ("£8m", 1),
        ("by 31/3/2019", 2),
        ("one/two/three", 1),
        ("one/two/three/four", 4),
        ("/one//two/ three/four/", 2),
        ("x" * 45, 1),
        ("x" * 46, 2),
        ("step-by-step-" * 15, 4),
    ],
)
def test_words_are_counted_as_people_count_them(text, words):
    assert count_words(text) == words


def words_one_by_one(text: str) -> int:
    """The same by walking along the text: an oracle without patterns."""
    text = text.replace("--", "— ") + " "
    count, chain = 0, [0]
    for letter in text:
        if letter.isspace() or letter in "—…\u200b\u2060\ufeff":
            said = [letters for letters in chain if letters]
            for letters in said if len(said) > 3 else [sum(said)]:
                while letters > 0:
                    count, letters = count + 1, letters - 45
            chain = [0]
        elif letter == "/":
            chain.append(0)
        elif letter.isalnum():
            chain[-1] += 1
    return count


pieces = st.lists(
    st.sampled_from(
        [
            "word",
            "don’t",
            "follow-up",
            "and/or",
            "8,450",
            "a/b/c",
            "word/" * 9,
            "x" * 44,
            *" \n\u00a0\u200b–-—…'“”()./•£_",
            "--",
        ]
    )
).map("".join)


@given(pieces | st.text())
def test_the_count_is_that_of_one_who_counts_along(text):
    assert count_words(text) == words_one_by_one(text)


@given(pieces, pieces)
def test_words_of_two_texts_add_up(one, other):
    assert count_words(f"{one} {other}") == count_words(one) + count_words(other)


def test_pence_read_as_pounds():
    assert [pounds(pence) for pence in (1_250_000, 1_250_050, 0, None)] == [
        "£12,500",
        "£12,500.50",
        "£0",
        "Not known",
    ]
