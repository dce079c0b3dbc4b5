"""The share of practices that stand farthest out: what must hold whatever the values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.screening.worlds import figure, findings, practice, practices, results, rule
from tests.thorough import examples

PERCENTS = st.sampled_from(["0.5", "2.5", "5", "10", "33.3"])
TAILS = st.sampled_from(["high", "low", "both"])
VALUES = st.lists(
    st.integers(0, 12).map(float) | st.floats(0, 1e6).map(lambda v: round(v, 6)),
    min_size=20,
    max_size=70,
)


def asked(percent, tail, **other):
    from decimal import Decimal

    return rule(
        "worst_share", indicator="patients_per_gp", percent=Decimal(percent), tail=tail, **other
    )


def outcome(rule_, values, codes=None):
    who = practices(len(values), ccg="00K")
    told = [figure(p.code, v) for p, v in zip(who, values, strict=True)]
    found = results(rule_, who, {"patients_per_gp": told})
    return [found[p.code] for p in who]


@examples(30)
@given(PERCENTS, TAILS, VALUES)
def test_at_most_the_percent_is_met_at_each_tail(percent, tail, values):
    met = [
        v for v, r in zip(values, outcome(asked(percent, tail), values), strict=True) if r == "met"
    ]
    tails = 2 if tail == "both" else 1
    assert len(met) * 100 <= float(percent) * len(values) * tails


@examples(30)
@given(PERCENTS, VALUES)
def test_a_more_extreme_value_is_never_less_met(percent, values):
    high = sorted(zip(values, outcome(asked(percent, "high"), values), strict=True))
    low = sorted(zip(values, outcome(asked(percent, "low"), values), strict=True))
    assert [r for _, r in high] == sorted((r for _, r in high), reverse=True)  # not_met … met
    assert [r for _, r in low] == sorted(r for _, r in low)


@examples(30)
@given(PERCENTS, TAILS, VALUES)
def test_equal_values_have_equal_results(percent, tail, values):
    by_value: dict[float, set[str]] = {}
    for value, result in zip(values, outcome(asked(percent, tail), values), strict=True):
        by_value.setdefault(value, set()).add(result)
    assert all(len(found) == 1 for found in by_value.values())


@examples(30)
@given(PERCENTS, TAILS, VALUES, st.randoms())
def test_the_order_of_practices_makes_no_difference(percent, tail, values, random):
    before = dict(zip(values, outcome(asked(percent, tail), values), strict=True))
    shuffled = random.sample(values, len(values))
    assert dict(zip(shuffled, outcome(asked(percent, tail), shuffled), strict=True)) == before


@examples(30)
@given(PERCENTS, TAILS, VALUES, st.integers(0, 30))
def test_practices_nothing_is_known_of_change_nothing(percent, tail, values, silent):
    who = practices(len(values) + silent, ccg="00K")
    told = [figure(p.code, v) for p, v in zip(who, values, strict=False)]
    marked = [figure(p.code, mark="suppressed") for p in who[len(values) :: 2]]
    found = results(asked(percent, tail), who, {"patients_per_gp": [*told, *marked]})
    assert [found[p.code] for p in who[: len(values)]] == outcome(asked(percent, tail), values)
    assert all(found[p.code] == "not_known" for p in who[len(values) :])


@examples(30)
@given(VALUES)
def test_who_is_met_is_all_that_fit_into_the_percent(values):
    """An oracle: take values from the top while all who share them still fit."""
    met = outcome(asked("10", "high"), values)
    room, expected = len(values) * 10 // 100, set()
    for value in sorted(set(values), reverse=True):
        room -= values.count(value)
        if room < 0:
            break
        expected.add(value)
    assert [r == "met" for r in met] == [v in expected for v in values]


def test_a_tie_at_the_edge_is_not_met():
    values = [1.0] * 57 + [9.0] * 4
    assert set(outcome(asked("5", "high"), values)) == {"not_met"}
    assert outcome(asked("5", "high"), [1.0] * 57 + [9.0] * 3)[-1] == "met"


def test_sums_that_differ_in_their_last_bits_rank_equal():
    values = [1.0] * 37 + [0.1 + 0.2, 0.3, 0.3]
    assert len(set(outcome(asked("5", "low"), values))) == 1


# --- beside the average of an area


def ratio_world(areas):
    """(practices, figures) of areas given as lists of (numerator, denominator)."""
    who, told = [], []
    for area, pairs in areas.items():
        for number, (over, under) in enumerate(pairs):
            who.append(practice(f"{area}{number:03}", ccg=area))
            told.append(
                figure(who[-1].code, over / under, numerator=float(over), denominator=float(under))
            )
    return who, told


def pooled(pairs):
    return sum(over for over, _ in pairs) / sum(under for _, under in pairs)


@examples(30)
@given(
    st.dictionaries(
        st.sampled_from(["A", "B", "C"]),
        st.lists(st.tuples(st.integers(1, 50), st.integers(1, 9)), min_size=1, max_size=30),
        min_size=1,
    ),
    st.integers(1, 8),
)
def test_practices_are_ranked_by_how_they_compare_with_their_areas_pooled_average(areas, minimum):
    relative = rule(
        "worst_share",
        indicator="prescribing_items_per_patient",
        percent=10,
        tail="both",
        within="ccg",
        minimum_practices=minimum,
    )
    who, told = ratio_world(areas)
    found = results(relative, who, {"prescribing_items_per_patient": told})
    ratios = {
        f"{area}{n:03}": round(over / under / pooled(pairs), 6)
        for area, pairs in areas.items()
        if len(pairs) >= minimum
        for n, (over, under) in enumerate(pairs)
    }
    for one in who:
        if one.code not in ratios:
            assert found[one.code] == "not_known"
            continue
        as_high = sum(other >= ratios[one.code] for other in ratios.values())
        as_low = sum(other <= ratios[one.code] for other in ratios.values())
        met = min(as_high, as_low) * 100 <= 10 * len(ratios)
        assert found[one.code] == ("met" if met else "not_met")


WITHIN = {"indicator": "prescribing_items_per_patient", "tail": "both", "within": "ccg"}


def test_without_numerators_the_average_is_the_mean_of_the_practices():
    who = practices(20, ccg="00K")
    told = [figure(p.code, 2.0) for p in who[:19]] + [figure(who[19].code, 42.0)]
    asked_ = rule("worst_share", percent=5, **WITHIN)
    found = findings(asked_, who, {"prescribing_items_per_patient": told})["P00019"]
    assert found.met
    assert "10.50 times the average of its CCG or sub-ICB location" in found.reason


def test_a_numerator_of_zero_is_pooled_like_any_other():
    who, told = ratio_world({"A": [(0, 10)] * 10 + [(10, 10)] * 10})
    asked_ = rule("worst_share", percent=5, **WITHIN)
    found = findings(asked_, who, {"prescribing_items_per_patient": told})
    assert "2.00 times the average" in found["A019"].reason
    assert "0.00 times the average" in found["A000"].reason


def test_an_average_of_zero_compares_with_nothing():
    who, told = ratio_world({"A": [(0, 10)] * 20})
    asked_ = rule("worst_share", percent=5, **WITHIN)
    found = findings(asked_, who, {"prescribing_items_per_patient": told})["A000"]
    assert found.result == "not_known"
    assert "is 0, so there is no comparison" in found.reason


def test_a_practice_without_an_area_is_not_known():
    who, told = ratio_world({"A": [(n, 10) for n in range(1, 21)]})
    lone = practice("Z", dco="Q74")
    asked_ = rule("worst_share", percent=5, **WITHIN)
    found = findings(
        asked_, [*who, lone], {"prescribing_items_per_patient": [*told, figure("Z", 3.0)]}
    )
    assert found["Z"].result == "not_known"
    assert found["Z"].reason.endswith("; its CCG or sub-ICB location is not known.")
    assert found["A000"].known
