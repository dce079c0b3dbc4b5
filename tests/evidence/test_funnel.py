"""Funnels against a plain script, statsmodels, scipy and PHStatsMethods."""

from __future__ import annotations

from math import asin, pi, sin, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PHStatsMethods import assign_funnel_significance, calculate_funnel_limits
from scipy.stats.mstats import winsorize
from statsmodels.stats.meta_analysis import combine_effects

from resilience.evidence.statistics import (
    dispersion_ratio,
    fit_funnel,
    is_over_dispersed,
    least_denominator,
    reliability,
    variance_between,
    winsorise,
)
from tests.evidence.reading import read


@pytest.fixture(scope="module")
def calls(real_data, tmp_path_factory):
    """What became of each practice's calls in a month."""
    home = tmp_path_factory.mktemp("calls")
    return read(home, real_data / "cloud-telephony" / "2026-02", "calls")


SCORES = st.lists(st.floats(-50, 50), min_size=21, max_size=21)
PRACTICES = st.lists(
    st.tuples(st.integers(0, 3000), st.integers(1, 3000)), min_size=2, max_size=60
).map(lambda pairs: [(min(pair), max(pair)) for pair in pairs])
KINDS = st.sampled_from(["proportion", "rate"])


@given(SCORES)
def test_scores_beyond_a_tenth_on_either_side_are_drawn_in(z):
    np.testing.assert_allclose(winsorise(z), np.asarray(winsorize(np.array(z), (0.1, 0.1))))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # of the oracle, where effects are equal
@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(0.01, 2)), min_size=2, max_size=40))
def test_the_variance_between_practices_is_dersimonians_and_lairds(pairs):
    effects, variances = np.array(pairs).T
    assume(np.ptp(1 / variances) < 1e3)
    average = np.average(effects, weights=1 / variances)
    phi = dispersion_ratio((effects - average) / np.sqrt(variances))

    expected = combine_effects(effects, variances, method_re="chi2").tau2
    assert variance_between(phi, variances) == pytest.approx(max(0, expected), abs=1e-9)


def by_hand(practices, kind):
    """z-scores as Spiegelhalter's papers describe them, one practice after another."""
    scale = (lambda x: asin(sqrt(x))) if kind == "proportion" else sqrt
    target = sum(n for n, _ in practices) / sum(of for _, of in practices)
    chance = [1 / (4 * of) for _, of in practices]
    z = [
        (scale(n / of) - scale(target)) / sqrt(s2)
        for (n, of), s2 in zip(practices, chance, strict=True)
    ]
    low, high = np.percentile(z, 10), np.percentile(z, 90)
    count = len(z)
    phi = sum(min(max(score, low), high) ** 2 for score in z) / count
    tau2 = 0
    if phi > 1 + 2 * sqrt(2 / count):
        w = [1 / s2 for s2 in chance]
        spare = sum(w) - sum(x * x for x in w) / sum(w)
        tau2 = max(0, (count * phi - (count - 1)) / spare)
    adjusted = [
        (scale(n / of) - scale(target)) / sqrt(s2 + tau2)
        for (n, of), s2 in zip(practices, chance, strict=True)
    ]
    return target, phi, tau2, adjusted


@settings(max_examples=50)
@given(PRACTICES, KINDS)
def test_a_funnel_is_the_one_worked_out_by_hand(practices, kind):
    n, of = zip(*practices, strict=True)
    funnel = fit_funnel(n, of, kind)

    target, phi, tau2, z = by_hand(practices, kind)
    assert (funnel.target, funnel.phi, funnel.tau2) == pytest.approx((target, phi, tau2))
    np.testing.assert_allclose(funnel.z(n, of), z, atol=1e-9)


@given(PRACTICES, KINDS, st.booleans())
def test_a_practice_lies_outside_a_limit_just_where_the_line_is_drawn(practices, kind, adjust):
    n, of = zip(*practices, strict=True)
    funnel = fit_funnel(n, of, kind, adjust=adjust, floor=0)
    limits = funnel.limits(of)
    positions = funnel.positions(n, of)

    for i, share in enumerate(np.array(n) / np.array(of)):
        if positions[i] == "above 99.8":
            assert share >= limits.upper_998[i] - 1e-9
        elif positions[i] == "below 99.8":
            assert share <= limits.lower_998[i] + 1e-9
        elif positions[i] == "within":
            assert limits.lower_95[i] - 1e-9 <= share <= limits.upper_95[i] + 1e-9


def test_by_chance_alone_about_as_many_lie_outside_as_limits_promise():
    random = np.random.default_rng(1)
    of = random.integers(500, 10_000, 20_000)
    for kind, n in (("proportion", random.binomial(of, 0.3)), ("rate", random.poisson(of * 0.3))):
        funnel = fit_funnel(n, of, kind, floor=0)
        positions = funnel.positions(n, of)

        assert funnel.tau2 == 0
        assert 1 - np.mean(positions == "within") == pytest.approx(0.05, abs=0.005)
        outer = np.mean([position.endswith("99.8") for position in positions])
        assert outer == pytest.approx(0.002, abs=0.001)


def test_the_variance_between_practices_is_found_again():
    random = np.random.default_rng(2)
    of = random.integers(500, 10_000, 5_000)
    shares = np.sin(asin(sqrt(0.3)) + random.normal(0, 0.05, of.size)) ** 2
    n = random.binomial(of, shares)
    funnel = fit_funnel(n, of, "proportion")

    # Winsorising at 10% keeps 0.68 of the variance of normal scores and less of heavier tails.
    assert 0.5 * 0.05**2 < funnel.tau2 < 0.68 * 0.05**2


@settings(deadline=None, max_examples=5)
@given(st.floats(0.01, 0.99), st.integers(50, 100_000))
def test_limits_by_chance_are_close_to_those_of_fingertips(target, most):
    table = pd.DataFrame({"n": [round(target * most)] * 2, "of": [most, most // 20]})
    table["n"] = (table["of"] * target).round().astype(int)
    assume(0 < table["n"].sum() < table["of"].sum())
    expected = calculate_funnel_limits(
        table, "n", "proportion", 100, denom_col="of", metadata=False
    )
    n = expected["Population"].to_numpy(float)
    funnel = fit_funnel(table["n"], table["of"], "proportion", adjust=False)
    limits = funnel.limits(n)

    for z, lower, upper, name in (
        (1.96, limits.lower_95, limits.upper_95, "2s"),
        (3.0903, limits.lower_998, limits.upper_998, "3s"),
    ):
        # The two scales part by no more than this many people, whatever the share.
        apart = z**2 / 4 / n + z**3 / 12 / n**1.5 + 1e-6
        assert (abs(lower * 100 - expected[f"lower_{name}_limit"]) <= apart * 100).all()
        assert (abs(upper * 100 - expected[f"upper_{name}_limit"]) <= apart * 100).all()


def test_reliability_is_the_share_of_variance_between_practices():
    assert reliability(0.03, [0.01, 0.03, None, 0]) == pytest.approx(
        [0.75, 0.5, np.nan, np.nan], nan_ok=True
    )
    assert reliability(0, [0.01]) == [0]


@given(st.floats(1e-5, 1), st.floats(0.01, 0.99))
def test_from_the_least_denominator_on_a_figure_is_reliable(between, floor):
    n = least_denominator(between, floor)
    assert reliability(between, 0.25 / n) == pytest.approx(floor)


def test_nothing_is_flagged_under_the_reliability_floor():
    random = np.random.default_rng(3)
    of = np.append(random.integers(2_000, 10_000, 300), 10)
    n = np.append(random.binomial(of[:-1], random.beta(30, 70, 300)), 10)

    def last(**settings):
        return fit_funnel(n, of, "proportion", **settings).positions(n, of)[-1]

    assert last(floor=0) == "above 99.8"
    assert last() == "not reliable"
    assert last(floor=0, least=11) == "not reliable"


def test_where_practices_differ_by_chance_alone_nothing_is_flagged():
    of = np.full(100, 1000)
    n = np.random.default_rng(4).binomial(of, 0.5)
    n[0] = 700
    assert set(fit_funnel(n, of, "proportion").positions(n, of)) == {"not reliable"}
    assert fit_funnel(n, of, "proportion", floor=0).positions(n, of)[0] == "above 99.8"


def test_unknown_figures_and_zero_are_not_the_same():
    n, of = [None, 0, 5, 20, 3], [100, 100, 0, 10, None]
    funnel = fit_funnel([*n, 50, 60], [*of, 100, 100], "proportion", floor=0)

    assert funnel.practices == 3
    words = funnel.positions(n, of)
    assert [word == "not known" for word in words] == [True, False, True, True, True]
    assert words[1] == "within" or words[1].startswith("below")


def test_lines_to_draw_never_leave_what_is_possible():
    funnel = fit_funnel([99, 40, 100], [100, 50, 100], "proportion")
    denominators, lines = funnel.curve(1, 10_000)

    assert (denominators[0], denominators[-1]) == pytest.approx((1, 10_000))
    assert (lines.lower_998 >= 0).all()
    assert (lines.upper_998 <= 1).all()
    assert (lines.lower_998 <= lines.lower_95).all()
    assert (np.diff(lines.upper_95) <= 1e-12).all()
    assert sin(pi / 2) ** 2 == lines.upper_998[0]


def test_the_target_can_be_stated():
    assert fit_funnel([5], [10], "proportion", target=0.8).target == 0.8
    assert fit_funnel([], [], "rate", target=2).practices == 0


def test_what_makes_no_funnel_is_refused():
    with pytest.raises(ValueError, match="no practice has a figure"):
        fit_funnel([None], [10], "proportion")
    with pytest.raises(ValueError, match="cannot be the target"):
        fit_funnel([5], [10], "proportion", target=80)
    with pytest.raises(ValueError, match="each practice has both"):
        fit_funnel([5], [10, 20], "proportion")
    with pytest.raises(ValueError, match="reliability floor"):
        fit_funnel([5], [10], "proportion", floor=1)
    with pytest.raises(ValueError, match="drawn from above 0"):
        fit_funnel([5], [10], "proportion").curve(0, 10)
    with pytest.raises(ValueError, match="drawn in"):
        winsorise([1], 0.5)
    with pytest.raises(ValueError, match="variance between"):
        reliability(-1, [1])


def test_one_practice_says_nothing_of_others():
    assert not is_over_dispersed(100, 1)
    assert variance_between(100, [1]) == 0
    assert np.isnan(dispersion_ratio([]))
    assert winsorise([]).size == 0


@pytest.mark.parametrize("kind", ["proportion", "rate"])
def test_real_practices_lie_where_fingertips_puts_them(calls, kind):
    table = pd.DataFrame({"n": calls["missed"], "of": calls["inbound"]}).dropna()[:150]
    table["rate"] = table["n"] / table["of"]
    settings = {"rate": "rate", "rate_type": "crude", "multiplier": 1} if kind == "rate" else {}
    expected = assign_funnel_significance(table, "n", kind, denom_col="of", **settings)
    n, of = table["n"], table["of"]
    found = fit_funnel(n, of, kind, adjust=False, floor=0).positions(n, of)

    words = {"High": "above", "Low": "below", "0.001": "99.8", "0.025": "95"}
    theirs = expected["significance"].replace("Not significant", "within")
    for theirs_word, ours in words.items():
        theirs = theirs.str.replace(theirs_word, ours)
    theirs = theirs.str.replace("[()]", "", regex=True)
    assert np.mean(found == theirs) >= 0.98


def test_the_chance_limits_flag_most_real_practices_and_the_widened_ones_few(calls):
    n, of = calls["missed"], calls["inbound"]

    def flagged(adjust):
        words = fit_funnel(n, of, "proportion", adjust=adjust).positions(n, of)
        return np.mean([word.endswith("99.8") for word in words])

    assert flagged(adjust=False) > 0.5
    assert flagged(adjust=True) < 0.03
