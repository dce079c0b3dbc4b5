"""In which areas a practice is counted, and which criteria nobody has a result for."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from resilience.evidence.indicators import indicators
from resilience.programmes.packs import load
from resilience.screening.screen import area_path, never_known, screen
from tests.screening.worlds import PACK, Told, figure, practice

TODAY = load("icb-support-2026-27")
(MANCHESTER,) = PACK.structure.regions_too


def test_a_practice_is_counted_in_each_area_of_the_programmes_structure():
    one = practice("A", region="Y54", dco="Q74", ccg="00K", icb="QHM", pcn="U27349")
    assert area_path(PACK, one) == [("region", "Y54"), ("dco", "Q74"), ("ccg", "00K")]
    assert area_path(TODAY, one) == [("region", "Y54"), ("icb", "QHM"), ("ccg", "00K")]


def test_greater_manchester_acts_as_a_region():
    one = practice("A", region="Y54", dco=MANCHESTER, ccg="00T")
    assert area_path(PACK, one) == [("region", MANCHESTER), ("ccg", "00T")]


def test_a_level_that_is_not_known_is_left_out():
    assert area_path(PACK, practice("A", region="Y54", ccg="00K")) == [
        ("region", "Y54"),
        ("ccg", "00K"),
    ]
    assert area_path(PACK, practice("A")) == []


@given(
    st.lists(
        st.sampled_from(
            [
                ("Y54", "Q74", "00K"),
                ("Y54", "Q72", "03F"),
                ("Y54", MANCHESTER, "00T"),
                ("Y55", "Q76", "03K"),
            ]
        )
    )
)
def test_regions_are_a_partition_of_england(places):
    who = [practice(str(n), region=r, dco=d, ccg=c) for n, (r, d, c) in enumerate(places)]
    counted = Counter(area_path(PACK, one)[0][1] for one in who)
    assert sum(counted.values()) == len(who)
    assert counted[MANCHESTER] == sum(dco == MANCHESTER for _, dco, _ in places)
    assert all(area_path(PACK, one)[0][0] == "region" for one in who)


def test_never_known_is_what_nobody_has_for_one_reason():
    told = Told(
        {
            "qof_points_percent": [figure("A", 60.0)],
            "gp_headcount": [figure("C", 1.0)],
            "cqc_overall_rating": [figure("A", "Good")],
        }
    )
    who = [practice("A"), practice("B")]
    found = never_known(list(screen(PACK, date(2018, 6, 30), who, told, indicators())))
    assert "GC11" not in found  # A has it
    assert found["GC10"] == (  # nobody has it, though the figures are there
        "GPs working at the practice: the practice is not among the figures of the year 2017-18."
    )
    assert "GC7" not in found  # nobody has it, but not for one and the same reason
    assert found["GC9"].startswith("No answer is recorded yet")
    assert never_known([]) == {}
