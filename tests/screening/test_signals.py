"""The screening signal, overall and per domain, and who is on the list for review."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.evidence.indicators import indicators
from resilience.programmes.packs import available, load
from resilience.screening.screen import for_review, screen
from resilience.screening.signals import Signalling
from tests.screening.worlds import PACK, Told, figure, practice

CRITERIA = [criterion.id for criterion in PACK.criteria]


def signals(pack=PACK):
    return Signalling(
        pack.signal, (d.id for d in pack.domains), {c.id: c.domain for c in pack.criteria}
    )


def letters(met=(), not_met=()):
    return "".join("m" if c in met else "n" if c in not_met else "u" for c in CRITERIA)


@pytest.mark.parametrize(
    ("met", "not_met", "signal"),
    [
        ((), (), "not_enough_evidence"),
        ((), ("GC2", "GC4", "GC11"), "not_enough_evidence"),
        (("GC1", "GC4", "GC11"), (), "not_enough_evidence"),  # three known, though all are met
        ((), ("GC2", "GC4", "GC10", "GC11"), "green"),
        (("GC4",), ("GC2", "GC10", "GC11"), "amber"),
        (("GC4", "GC11"), ("GC2", "GC10"), "amber"),
        (("GC4", "GC10", "GC11"), ("GC2",), "red"),
        (("GC1",), ("GC4", "GC10", "GC11"), "red"),  # red by itself
    ],
)
def test_the_overall_signal(met, not_met, signal):
    assert signals()(letters(met, not_met)).overall.signal == signal


@given(st.lists(st.sampled_from("mnu"), min_size=len(CRITERIA), max_size=len(CRITERIA)))
def test_fewer_than_four_known_is_never_a_signal_and_four_always_are(results):
    found = signals()("".join(results)).overall
    assert found.known == len(results) - results.count("u")
    assert (found.signal == "not_enough_evidence") == (found.known < PACK.signal.minimum_known)


@given(st.lists(st.sampled_from("mnu"), min_size=len(CRITERIA), max_size=len(CRITERIA)))
def test_one_more_criterion_met_never_makes_a_signal_calmer(results):
    order = ["green", "amber", "red"]
    before = signals()("".join(results)).overall.signal
    for place, letter in enumerate(results):
        if letter == "n" and before != "not_enough_evidence":
            more = [*results[:place], "m", *results[place + 1 :]]
            assert order.index(signals()("".join(more)).overall.signal) >= order.index(before)


def test_a_domain_needs_one_criterion_known():
    found = signals()(letters(met=("GC4",), not_met=("GC11",))).domains
    assert found["workforce"].signal == "amber"
    assert found["efficiency"].signal == "green"
    assert found["safety"].signal == "not_enough_evidence"
    assert list(found) == [domain.id for domain in PACK.domains]


def test_a_signal_shows_its_working():
    found = signals()(letters(met=("GC4",), not_met=("GC2", "GC10", "GC11"))).overall
    assert found.working.startswith("Criteria met: 1 of 4 known.")
    nothing = signals()(letters(not_met=("GC11",)))
    assert "needs at least 4 known" in nothing.overall.working


@pytest.mark.parametrize("programme", available())
def test_the_list_for_review_has_all_with_a_criterion_met(programme):
    review = load(programme).review
    assert for_review(review, "red", 3)
    assert for_review(review, "amber", 1)
    assert for_review(review, "not_enough_evidence", 1)
    assert not for_review(review, "not_enough_evidence", 0)
    assert not for_review(review, "green", 0)


def test_without_a_number_in_the_pack_only_signals_list_a_practice():
    review = PACK.review.model_copy(update={"or_met_at_least": None})
    assert not for_review(review, "not_enough_evidence", 3)


def test_a_practice_of_which_little_is_known_may_be_on_the_list():
    told = Told({"qof_points_percent": [figure("A", 60.0)]})
    (one,) = screen(PACK, date(2018, 6, 30), [practice("A")], told, indicators())
    assert (one.shown.signal, one.for_review) == ("not_enough_evidence", True)
    assert one.letters == letters(met=("GC11",))
