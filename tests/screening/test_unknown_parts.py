"""Rules made of several: settled only when what is not known could make no difference."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from resilience.screening.findings import RESULTS, Finding, any_met
from tests.screening.worlds import figure, findings, practice, rule

ONE = [practice("A", ccg="00K")]
NUMBERS = ("qof_points_percent", "gp_vacancies", "patients_per_gp", "registered_patients")
FLAGS = st.lists(st.sampled_from(["met", "not_met", "not_known"]), min_size=1, max_size=7)


def flag(indicator="qof_points_percent"):
    return rule("above", indicator=indicator, threshold=10)


def completions(parts):
    """Every way in which what is not known may turn out."""
    return product(*([part == "met"] if part != "not_known" else [True, False] for part in parts))


def settled(outcomes):
    outcomes = set(outcomes)
    if outcomes == {True}:
        return "met"
    return "not_met" if outcomes == {False} else "not_known"


@given(FLAGS)
def test_any_of_is_met_when_met_however_the_unknown_turns_out(parts):
    found = any_met([Finding(result, f"Because of {n}.") for n, result in enumerate(parts)])
    assert found.result == settled(any(one) for one in completions(parts))


@given(
    st.lists(st.sampled_from(["met", "not_met", "not_known"]), min_size=4, max_size=4),
    st.integers(1, 5),
)
def test_flags_settle_a_count_when_the_unknown_ones_could_not_change_it(parts, at_least):
    asked = rule("count_flags", flags=[flag(name) for name in NUMBERS], at_least=at_least)
    told = {
        name: [figure("A", 20.0 if part == "met" else 1.0)]
        for name, part in zip(NUMBERS, parts, strict=True)
        if part != "not_known"
    }
    found = findings(asked, ONE, told)["A"]
    assert found.result == settled(sum(one) >= at_least for one in completions(parts))
    assert (found.value is None) == (found.result == "not_known")
    if found.known:
        assert found.value == parts.count("met")


def test_the_part_that_settles_it_gives_value_source_and_first_words():
    parts = [
        Finding("not_met", "QOF points: 97%.", 97.0, release="qof"),
        Finding("met", "Referrals: 9.", 9.0, release="referrals"),
        Finding("not_known", "Items: none loaded."),
    ]
    found = any_met(parts)
    assert (found.result, found.value, found.release) == ("met", 9.0, "referrals")
    assert found.reason == "Referrals: 9; QOF points: 97%; items: none loaded."


def test_what_is_not_known_of_any_has_no_value():
    parts = [
        Finding("not_met", "Points: 1.", 1.0),
        Finding("not_known", "Items: nothing is loaded."),
    ]
    found = any_met(parts)
    assert (found.result, found.value) == ("not_known", None)
    assert found.reason == "Items: nothing is loaded; points: 1."


WEB_TOOL = rule(
    "count_flags",
    reported_indicator="web_tool_outlier_indicators",
    flags=[flag()],
    at_least=5,
    also_show=6,
)


def web_tool(count):
    return findings(WEB_TOOL, ONE, {"web_tool_outlier_indicators": [figure("A", count)]})["A"]


def test_a_reported_count_comes_before_the_packs_own_and_shows_both_readings():
    shown = "Outlier indicators in the national web tool: {} in the year 2017-18, which is {}."
    assert web_tool(0.0).reason == shown.format("0 indicators", "fewer than 5")
    assert web_tool(1.0).reason == shown.format("1 indicator", "fewer than 5")
    assert web_tool(5.0).reason == shown.format("5 indicators", "5 or more but not 6 or more")
    assert web_tool(6.0).reason == shown.format("6 indicators", "5 or more and also 6 or more")
    assert [web_tool(float(n)).result for n in (0, 4, 5, 6)] == ["not_met", "not_met", "met", "met"]
    assert web_tool(5.0).release == "release-1"


def test_a_reported_count_that_is_suppressed_leaves_the_flags_to_be_counted():
    told = {
        "web_tool_outlier_indicators": [figure("A", mark="suppressed")],
        "qof_points_percent": [figure("A", 20.0)],
    }
    found = findings(WEB_TOOL, ONE, told)["A"]
    assert found.result == "not_met"
    assert found.reason == (
        "1 of 1 outlier flags is known and 1 is raised (QOF points achieved), which is fewer than "
        "5."
    )


def test_a_reported_count_of_a_practice_that_is_not_open_is_left_out():
    told = {"web_tool_outlier_indicators": [figure("Z", 9.0)]}
    assert set(findings(WEB_TOOL, ONE, told)) == {"A"}


@given(FLAGS)
def test_every_result_has_a_letter(parts):
    assert {RESULTS[letter] for letter in "mnu"} >= set(parts)
