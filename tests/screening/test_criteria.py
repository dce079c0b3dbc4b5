"""Each kind of rule: what meets it, what does not, and each way of not knowing."""

from __future__ import annotations

import pytest

from resilience.evidence.periods import Period
from resilience.screening.criteria import assess
from resilience.screening.ground import Ground
from tests.screening.worlds import (
    AS_AT,
    PACK,
    Told,
    criterion,
    figure,
    findings,
    practice,
    practices,
    results,
    rule,
)

ONE = [practice("A", ccg="00K")]
BELOW = rule("below", indicator="qof_points_percent", threshold=80)


def of(asked, indicator, value, **other):
    return findings(asked, ONE, {indicator: [figure("A", value, **other)]})["A"]


@pytest.mark.parametrize(
    ("word", "result"), [("Inadequate", "met"), ("inadequate", "met"), ("Good", "not_met")]
)
def test_a_rating_that_the_criterion_asks_about_meets_it(word, result):
    asked = rule("category", indicator="cqc_overall_rating", met_when=["Inadequate"])
    assert of(asked, "cqc_overall_rating", word).result == result


@pytest.mark.parametrize(
    ("kind", "inclusive", "value", "result"),
    [
        ("below", False, 79.9, "met"),
        ("below", False, 80, "not_met"),
        ("below", True, 80, "met"),
        ("below", True, 80.1, "not_met"),
        ("above", False, 80.1, "met"),
        ("above", False, 80, "not_met"),
        ("above", True, 80, "met"),
        ("above", True, 79.9, "not_met"),
        ("below", False, 0, "met"),
    ],
)
def test_a_threshold_counts_itself_only_where_the_rule_says_so(kind, inclusive, value, result):
    asked = rule(kind, indicator="qof_points_percent", threshold=80, inclusive=inclusive)
    found = of(asked, "qof_points_percent", value)
    assert (found.result, found.value, found.comparison["threshold"]) == (result, value, 80)


def test_one_gp_is_one_gp():
    asked = rule("equals", indicator="gp_headcount", value=1)
    assert of(asked, "gp_headcount", 1.0).result == "met"
    assert of(asked, "gp_headcount", 2.0).result == "not_met"
    assert of(asked, "gp_headcount", 0.0).result == "not_met"


def test_nothing_loaded_is_not_known():
    found = findings(BELOW, ONE, {})["A"]
    assert (found.result, found.value, found.release) == ("not_known", None, "")
    assert found.reason == (
        "QOF points achieved: no figures are loaded for a period that ended by 30 June 2018."
    )


def test_figures_that_are_too_old_are_not_known_and_say_how_old():
    found = findings(BELOW, ONE, {"qof_points_percent": Period.financial_year(2014)})["A"]
    assert found.result == "not_known"
    assert found.reason == (
        "QOF points achieved: the latest figures loaded are those of the year 2014-15, which ended "
        "more than 24 months before 30 June 2018."
    )


def test_a_practice_that_is_not_in_the_figures_is_not_known():
    told = {"qof_points_percent": [figure("B", 97.0)]}
    found = findings(BELOW, ONE, told)["A"]
    assert (found.result, found.reason) == (
        "not_known",
        "QOF points achieved: the practice is not among the figures of the year 2017-18.",
    )


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("missing", "leave the practice blank"),
        ("suppressed", "has suppressed the figure of the year 2017-18"),
        ("not available", "marks the figure of the year 2017-18 as not available"),
        ("not applicable", "does not apply to the practice"),
    ],
)
def test_each_kind_of_missing_figure_is_not_known_and_leads_to_its_row(mark, words):
    found = of(BELOW, "qof_points_percent", None, mark=mark, line=17)
    assert (found.result, found.value) == ("not_known", None)
    assert (found.release, found.line, found.period) == ("release-1", 17, "2017-18")
    assert words in found.reason


def test_zero_is_a_value():
    assert of(BELOW, "qof_points_percent", 0.0).result == "met"
    vacancies = rule("above", indicator="gp_vacancies", threshold=1, inclusive=True)
    assert of(vacancies, "gp_vacancies", 0.0).result == "not_met"


def test_a_criterion_without_a_rule_is_not_known_and_says_what_it_needs():
    asked = criterion("GC9", None)
    found = assess(asked, Ground(PACK, AS_AT, ONE, Told({}), {}))["A"]
    assert found.result == "not_known"
    assert found.reason.startswith("No answer is recorded yet; it needs a judgement")


def test_a_rule_accepts_evidence_of_its_own_age_else_of_the_packs():
    from resilience.evidence.indicators import indicators

    told = Told({})
    ground = Ground(PACK, AS_AT, ONE, told, indicators())
    ground.known("qof_points_percent", None)
    ground.known("gp_vacancies", 6)
    assert told.asked == {"qof_points_percent": PACK.max_age_months, "gp_vacancies": 6}


def test_a_finding_stands_beside_the_medians_of_england_and_of_the_commissioner():
    who = [*practices(4, ccg="00K"), practice("Q1", ccg="99X")]
    values = [90.0, 92.0, 94.0, 99.0]
    told = [figure(p.code, v) for p, v in zip(who, [*values, 50.0], strict=True)]
    found = findings(BELOW, who, {"qof_points_percent": told})
    assert found["P00000"].comparison["england_median"] == 92.0
    assert found["P00000"].comparison["area_median"] == 93.0
    assert found["Q1"].comparison["area_median"] == 50.0


def test_a_practice_that_has_closed_is_in_nobodys_comparison():
    asked = rule("worst_share", indicator="patients_per_gp", percent=5, tail="high")
    who = practices(40, ccg="00K")
    told = [figure(p.code, float(n)) for n, p in enumerate(who)]
    closed = [figure(f"C{n:05}", 9_999.0) for n in range(40)]
    alone = findings(asked, who, {"patients_per_gp": told})
    beside = findings(asked, who, {"patients_per_gp": [*told, *closed]})
    assert alone == beside
    assert sum(found.met for found in alone.values()) == 2


def test_too_few_practices_to_compare_is_not_known():
    asked = rule("worst_share", indicator="patients_per_gp", percent=5, tail="high")
    who = practices(30, ccg="00K")
    told = {"patients_per_gp": [figure(p.code, 2_000.0) for p in who[:19]]}
    found = findings(asked, who, told)["P00000"]
    assert (found.result, found.value) == ("not_known", None)
    assert found.reason == (
        "Patients per full-time equivalent GP: 2,000 in the year 2017-18; only 19 practices in "
        "England can be compared and the criterion needs 20."
    )
    assert results(asked, who, told)["P00029"] == "not_known"
