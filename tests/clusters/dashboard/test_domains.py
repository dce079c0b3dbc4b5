"""The signals of domains against a naive second implementation, and the counts that are told."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.clusters.dashboard.counts import protected
from resilience.clusters.dashboard.domains import _assessed
from resilience.clusters.dashboard.inequality import UNKNOWN, fifth_of
from resilience.evidence.indicators import indicators
from resilience.programmes.packs import load
from resilience.screening.ground import Ground
from tests.screening.naive import ask
from tests.screening.worlds import Told, figure, practice
from tests.thorough import examples

PACK = load("icb-support-2026-27")
BOARD = PACK.dashboard
PRACTICES = [practice(f"P{number:05}", ccg="00T", icb="QOP") for number in range(24)]
FLAGS = [flag for domain in BOARD.domains for flag in domain.flags]
WORDS = {
    "cqc_overall_rating": ["Good", "Inadequate", "Requires improvement"],
    "list_closed": ["yes", "no"],
}
ABSENT = st.sampled_from(["missing", "suppressed", "not available", "not applicable", "nothing"])


def values(indicator: str) -> st.SearchStrategy[Any]:
    """A value with its parts, or why there is none."""
    if indicator in WORDS:
        return st.sampled_from(WORDS[indicator]) | ABSENT.map(lambda why: {"mark": why})
    return st.integers(0, 6).map(float) | ABSENT.map(lambda why: {"mark": why})


@st.composite
def englands(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """By indicator and practice; some indicators have no figure at all."""
    names = sorted({flag.rule.indicator for flag in FLAGS})
    loaded = draw(st.sets(st.sampled_from(names), min_size=1, max_size=6))
    return {name: {one.code: draw(values(name)) for one in PRACTICES} for name in sorted(loaded)}


def ground_of(england: dict[str, dict[str, Any]]) -> Ground:
    told = {
        name: [
            figure(code, mark=value["mark"])
            if isinstance(value, dict)
            else figure(code, value)
            if isinstance(value, str)
            else figure(code, value, numerator=value, denominator=1.0)
            for code, value in given_.items()
            if value != {"mark": "nothing"}
        ]
        for name, given_ in england.items()
    }
    return Ground(PACK, date(2018, 6, 30), PRACTICES, Told(told), indicators())


def board_over(england: dict[str, dict[str, Any]]) -> Any:
    """What a dashboard's rules are asked of, without a home."""
    return SimpleNamespace(
        dashboard=BOARD,
        ground=ground_of(england),
        england=SimpleNamespace(practices={one.code: one for one in PRACTICES}),
    )


def naive(england: dict[str, dict[str, Any]], code: str) -> dict[str, str]:
    """The signal of each domain, from the words of the pack and nothing of the engine."""
    areas = {one.code: one.areas for one in PRACTICES}
    plain = {
        name: {
            c: {"value": None if isinstance(v, dict) else v, "over": v, "under": 1}
            for c, v in given_.items()
        }
        for name, given_ in england.items()
    }
    signals = {}
    for domain in BOARD.domains:
        results = {
            flag.id: ask(flag.rule.model_dump(mode="json"), code, areas, plain)
            for flag in domain.flags
        }
        raised = {name for name, result in results.items() if result == "met"}
        known = [name for name, result in results.items() if result != "not_known"]
        if len(known) < BOARD.minimum_known:
            signals[domain.id] = "not_enough_evidence"
        elif len(raised) >= 2 or "cqc_inadequate" in raised:
            signals[domain.id] = "red"
        else:
            signals[domain.id] = "amber" if raised else "green"
    return signals


@examples(30)
@given(englands(), st.sets(st.integers(0, len(PRACTICES) - 1), min_size=1, max_size=6))
def test_the_signals_of_domains_are_those_of_a_naive_reading_of_the_pack(england, some):
    codes = sorted(PRACTICES[at].code for at in some)
    found = _assessed(board_over(england), codes)
    assert list(found) == codes
    for code in codes:
        signals = {name: of.signal for name, of in found[code].domains.items()}
        assert signals == naive(england, code)


@examples(15)
@given(englands())
def test_a_page_of_few_practices_compares_them_with_all(england):
    every = [one.code for one in PRACTICES]
    whole, alone = _assessed(board_over(england), every), _assessed(board_over(england), every[:1])
    assert alone[every[0]] == whole[every[0]]


@given(englands())
@examples(10)
def test_every_signal_says_how_it_came_about_and_every_flag_why(england):
    for one in _assessed(board_over(england), [PRACTICES[0].code]).values():
        for domain in one.domains.values():
            assert str(domain.shown.met) in domain.shown.working
            assert all(found.reason.endswith(".") for found in domain.found.values())


CELLS = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 12), min_size=2)


@given(CELLS)
def test_no_small_number_is_told_nor_found_from_the_sum(cells):
    told = protected(cells)
    hidden = [name for name, count in told.items() if count is None]
    assert all(told[name] == cells[name] for name in told if name not in hidden)
    assert all(count == 0 or count >= 5 for count in told.values() if count is not None)
    if hidden and len(hidden) < len(cells):
        assert len(hidden) > 1
        assert sum(cells[name] for name in hidden) >= 5


@given(CELLS.filter(lambda cells: all(count == 0 or count > 4 for count in cells.values())))
def test_what_singles_nobody_out_is_told(cells):
    assert protected(cells) == cells


@given(st.lists(st.integers(0, 40), min_size=5, max_size=60))
def test_fifths_follow_the_order_and_equal_values_are_together(numbers):
    who = [practice(f"P{at:05}") for at in range(len(numbers))]
    told = Told(
        {"deprivation_score": [figure(p.code, float(v)) for p, v in zip(who, numbers, strict=True)]}
    )
    known = Ground(PACK, date(2018, 6, 30), who, told, indicators()).known(
        "deprivation_score", None
    )
    fifths = {p.code: fifth_of(known, p.code) for p in who}
    assert fifth_of(known, "X99999") == UNKNOWN
    assert set(fifths.values()) <= {1, 2, 3, 4, 5}
    by_value = sorted((v, fifths[p.code]) for p, v in zip(who, numbers, strict=True))
    assert by_value == sorted(by_value, key=lambda pair: (pair[1], pair[0]))
    if len(set(numbers)) == len(numbers):
        sizes = [list(fifths.values()).count(fifth) for fifth in range(1, 6)]
        assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize("pack", ["icb-support-2026-27", "gprp-2018-19"])
def test_a_pack_looks_at_six_domains_whose_numbers_are_local(pack):
    board = load(pack).dashboard
    assert [one.id for one in board.domains] == [
        *("quality", "workforce", "efficiency", "access", "estate", "finance")
    ]
    assert {flag.rule.basis for one in board.domains for flag in one.flags} == {"local setting"}
    assert set(board.indicators) <= set(indicators())
    assert all(one.silent for one in board.domains)
