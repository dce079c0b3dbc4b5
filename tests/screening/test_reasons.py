"""How reasons read: one plain sentence, numbers as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.evidence.indicators import indicators
from resilience.evidence.periods import Period, parse_period
from resilience.screening.findings import joined
from resilience.screening.wording import number_words, of, percent_words, when
from tests.screening.worlds import figure, findings, practice, practices, rule

CATALOGUE = indicators()
ONE = [practice("A", ccg="00K")]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("2018-05", "in May 2018"),
        ("2026-03-01", "on 1 March 2026"),
        ("2017-18", "in the year 2017-18"),
        ("2017", "in 2017"),
        ("2017-07/2017-09", "from 1 July 2017 to 30 September 2017"),
    ],
)
def test_periods_read_as_people_say_them(label, words):
    assert when(parse_period(label)) == words


def test_figures_of_a_span_are_of_its_first_to_its_last_day():
    assert of(parse_period("2017-07/2017-09")) == "of 1 July 2017 to 30 September 2017"


@pytest.mark.parametrize(
    ("indicator", "value", "words"),
    [
        ("gp_headcount", 1.0, "1 GP"),
        ("gp_headcount", 2.0, "2 GPs"),
        ("gp_headcount", 0.0, "0 GPs"),
        ("gp_vacancies", 1.0, "1 vacant post"),
        ("registered_patients", 12345.0, "12,345 patients"),
        ("patients_per_gp", 2410.4, "2,410"),
        ("qof_points_percent", 97.94, "97.9%"),
        ("cqc_overall_rating", "Good", "Good"),
    ],
)
def test_numbers_have_commas_decimals_and_a_unit_that_agrees(indicator, value, words):
    assert number_words(CATALOGUE[indicator], value) == words


def test_a_share_has_as_many_decimals_as_tell_its_side_of_the_limit():
    assert percent_words(100, 2000, 5) == "5.0%"
    assert percent_words(5003, 100_000, 5) == "5.003%"
    assert percent_words(1, 3, 5) == "33.3%"


def test_sentences_are_joined_with_one_full_stop_and_abbreviations_keep_their_capitals():
    assert joined(["One.", "QOF points: 3.", "GPs: 1.", "Items: none."]) == (
        "One; QOF points: 3; GPs: 1; items: none."
    )


def test_reasons_of_each_kind_of_rule():
    category = rule("category", indicator="cqc_overall_rating", met_when=["Inadequate"])
    told = {"cqc_overall_rating": [figure("A", "Inadequate", period=Period.year(2017))]}
    assert findings(category, ONE, told)["A"].reason == (
        "CQC overall rating: Inadequate in 2017, which is what the criterion asks about."
    )
    told = {"cqc_overall_rating": [figure("A", "Good", period=Period.year(2017))]}
    assert findings(category, ONE, told)["A"].reason == (
        "CQC overall rating: Good in 2017; the criterion asks about Inadequate."
    )
    absent = {"cqc_overall_rating": [figure("B", "Good")]}
    assert findings(category, ONE, absent)["A"].reason == (
        "CQC overall rating: nothing is known of the practice in the 24 months to 30 June 2018."
    )
    equals = rule("equals", indicator="gp_headcount", value=1)
    day = Period.day(date(2017, 9, 30))
    assert findings(equals, ONE, {"gp_headcount": [figure("A", 3.0, period=day)]})["A"].reason == (
        "GPs working at the practice: 3 GPs on 30 September 2017; the criterion asks about 1 GP."
    )
    below = rule("below", indicator="qof_points_percent", threshold=80)
    assert findings(below, ONE, {"qof_points_percent": [figure("A", 76.26)]})["A"].reason == (
        "QOF points achieved: 76.3% in the year 2017-18, which is below 80%."
    )
    above = rule("above", indicator="gp_vacancies", threshold=1, inclusive=True)
    assert findings(above, ONE, {"gp_vacancies": [figure("A", 1.0)]})["A"].reason == (
        "Vacant GP posts: 1 vacant post in the year 2017-18, which is 1 vacant post or more."
    )


def test_reasons_of_shares():
    asked = rule("worst_share", indicator="patients_per_gp", percent=5, tail="high")
    who = practices(40, ccg="00K")
    told = {"patients_per_gp": [figure(p.code, 1_000.0 + n) for n, p in enumerate(who)]}
    found = findings(asked, who, told)
    assert found["P00039"].reason == (
        "Patients per full-time equivalent GP: 1,039 in the year 2017-18; 2.5% of practices in "
        "England are as high or higher, so it is among the highest 5%."
    )
    assert found["P00000"].reason.endswith(
        "100.0% of practices in England are as high or higher, so it is not among the highest 5%."
    )


def test_every_indicator_has_a_unit_that_reads_in_the_singular():
    for indicator in CATALOGUE.values():
        if indicator.kind == "count":
            assert indicator.unit.endswith("s") and not indicator.unit.endswith("ies"), indicator.id


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "None of the 3 outlier flags is known."),
        (
            {"gp_headcount": 2.0},
            "1 of 3 outlier flags is known and none is raised; the 2 not known could make it 2 or "
            "more.",
        ),
        (
            {"gp_headcount": 1.0, "qof_points_percent": 97.0},
            "2 of 3 outlier flags are known and 1 is raised (GPs working at the practice); the 1 "
            "not known could make it 2 or more.",
        ),
        (
            {"gp_headcount": 1.0, "qof_points_percent": 60.0},
            "2 of 3 outlier flags are known and 2 are raised (GPs working at the practice, QOF "
            "points achieved), which is 2 or more but not 3 or more.",
        ),
        (
            {"gp_headcount": 2.0, "qof_points_percent": 97.0},
            "2 of 3 outlier flags are known and none is raised, which is fewer than 2.",
        ),
    ],
)
def test_reasons_of_counted_flags(values, words):
    flags = [
        rule("equals", indicator="gp_headcount", value=1),
        rule("below", indicator="qof_points_percent", threshold=80),
        rule("above", indicator="gp_vacancies", threshold=1),
    ]
    asked = rule("count_flags", flags=flags, at_least=2, also_show=3)
    told = {indicator: [figure("A", value)] for indicator, value in values.items()}
    assert findings(asked, ONE, told)["A"].reason == words
