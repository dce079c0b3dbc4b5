"""The engine gives what a slow and simple screen gives, on generated Englands."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.evidence.indicators import indicators
from resilience.programmes.packs import available, load
from resilience.screening.findings import RESULTS
from resilience.screening.screen import screen
from resilience.screening.signals import Signalling
from tests.screening import naive
from tests.screening.worlds import Told, figure, practice

MARKS = ("missing", "suppressed", "not available", "not applicable")
RATIOS = ("prescribing_items_per_patient", "referrals_per_1000_patients")
MEASURED = (
    *("cqc_overall_rating", "patients_per_gp", "gp_headcount", "qof_points_percent"),
    *("gpps_recommend_no_percent", "gpps_phone_not_easy_percent", "gpps_appointment_no_percent"),
    *("web_tool_outlier_indicators", "list_closed", "gp_vacancies"),
    *RATIOS,
)


def world(seed):
    """(areas, figures): 30 to 80 practices; few different values, so that many are equal; some
    marked, some absent, some indicators not loaded at all."""
    random = Random(seed)
    codes = [f"P{n:05}" for n in range(random.randint(30, 80))]
    areas = {
        code: {"ccg": random.choice("AAAB"), "region": "Y54"} if random.random() > 0.05 else {}
        for code in codes
    }
    figures = {}
    for name in MEASURED:
        loaded = random.random()
        if loaded < 0.15:
            continue
        figures[name] = {
            code: _figure(random, name) for code in [*codes, "CLOSED"] if random.random() < loaded
        }
    return areas, figures


def _figure(random, name):
    if random.random() < 0.1:
        return {"value": None, "mark": random.choice(MARKS)}
    declared = indicators()[name]
    if declared.in_words:
        return {"value": random.choice(declared.values)}
    if name in RATIOS:
        over, under = random.randint(0, 40), random.randint(1, 5)
        return {"value": round(declared.scale * over / under, 6), "over": over, "under": under}
    top = 3 if declared.kind == "count" and name != "web_tool_outlier_indicators" else 90
    value = random.randint(0, top if random.random() < 0.9 else 400)
    return {"value": float(value if "web_tool" not in name else value % 9)}


def engine(pack, areas, figures):
    told = Told(
        {
            name: [
                figure(
                    code,
                    one["value"],
                    mark=one.get("mark"),
                    numerator=one.get("over"),
                    denominator=one.get("under"),
                )
                for code, one in found.items()
            ]
            for name, found in figures.items()
        }
    )
    who = [practice(code, **inside) for code, inside in areas.items()]
    signals = Signalling(
        pack.signal, (d.id for d in pack.domains), {c.id: c.domain for c in pack.criteria}
    )
    return {
        one.practice.code: {
            "results": {c: RESULTS[x] for c, x in zip(one.findings, one.letters, strict=True)},
            "signal": one.shown.signal,
            "domains": {d: s.signal for d, s in signals(one.letters).domains.items()},
            "listed": one.for_review,
        }
        for one in screen(pack, date(2018, 6, 30), who, told, indicators())
    }


@pytest.mark.parametrize("programme", available())
@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**9))
def test_the_screen_of_a_generated_england(programme, seed):
    pack = load(programme)
    areas, figures = world(seed)
    expected = naive.screen(pack.model_dump(mode="json"), areas, figures)
    assert engine(pack, areas, figures) == expected
