"""Looking back: what may be said of a figure then and now, without claiming more than it shows."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from resilience.agreements.following import then_and_now as looking
from resilience.cases.assessing.evidence import Evidence
from resilience.evidence.figures import Figure
from resilience.evidence.periods import parse_period
from resilience.programmes.packs import load
from tests.cases.world import PROGRAMME

DAY = date(2020, 3, 2)
GPPS, QOF, CQC = "GC14", "GC11", "GC1"
OF_IT = {GPPS: "gpps_recommend_no_percent", QOF: "qof_points_percent", CQC: "cqc_overall_rating"}


def figure(period: str, value: float, of: float = 100) -> Figure:
    """A share in per cent, counted among so many."""
    counted = value * of / 100
    return Figure("A81001", value, counted, of, None, parse_period(period), "r", 1, "")


def found(criterion: str, one: Figure, words: str = "") -> dict[str, object]:
    """A criterion as an assessment freezes it."""
    words = words or f"{one.value:.1f}%"
    told = {"unit": "%", "value": one.value, "source": "Survey", "result": "met"}
    return {"id": criterion, "words": words, "period": one.period.words, **told}


@pytest.fixture
def said(monkeypatch):
    """What is said of one criterion; what was known then, and what is now."""
    told: dict[str, Any] = {}
    store = SimpleNamespace(history=lambda code, until: told["history"])
    monkeypatch.setattr(looking, "figures_at", lambda home: store)
    monkeypatch.setattr(looking, "evidence_of", lambda *_: Evidence(DAY, criteria=told["now"]))
    monkeypatch.setattr(looking, "in_force", load)

    def say(criterion: str, before: Figure, after: Figure, **words: str) -> dict[str, str]:
        told["now"] = [found(criterion, after, words.get("now", ""))]
        told["history"] = {OF_IT[criterion]: [before, after]}
        first = SimpleNamespace(evidence=[found(criterion, before, words.get("then", ""))])
        kept = SimpleNamespace(order_by=lambda _: SimpleNamespace(first=lambda: first))
        practice = SimpleNamespace(code="A81001")
        case: Any = SimpleNamespace(assessments=kept, programme=PROGRAMME, organisation=practice)
        reader: Any = SimpleNamespace(day=DAY)
        rows = looking.then_and_now(case, reader)
        return next(one for one in rows if one["criterion"] == criterion)

    return say


def test_a_difference_that_chance_makes_is_not_called_a_change(said):
    row = said(GPPS, figure("2016", 20), figure("2017", 25))
    assert (row["then"], row["now"]) == ("20.0% (2016)", "25.0% (2017)")
    assert row["said"] == looking.WITHIN


def test_a_difference_beyond_chance_is_told_with_its_size_and_no_cause(said):
    row = said(GPPS, figure("2016", 20, 1000), figure("2017", 30, 1000))
    assert row["said"] == (
        "Up by 10.0 percentage points, more than chance makes. That does not say why."
    )


def test_where_chance_cannot_be_told_that_is_said(said):
    row = said(QOF, figure("2016-17", 90), figure("2017-18", 80))
    assert row["said"] == (
        "Down by 10.0 percentage points. Whether that is more than chance is not known."
    )


def test_figures_that_were_made_otherwise_are_not_compared(said):
    row = said(QOF, figure("2017-18", 90), figure("2019-20", 80))
    assert row["said"] == looking.NOT_ALIKE


def test_nothing_newer_and_what_was_corrected_are_told_apart(said):
    one = figure("2017", 20)
    assert said(GPPS, one, one)["said"] == looking.NOTHING_NEWER
    assert said(GPPS, one, one, now="20.1%")["said"] == looking.CORRECTED


def test_words_are_told_as_words(said):
    then, now = figure("2017-06-30", 0), figure("2019-06-30", 0)
    assert (
        said(CQC, then, now, then="Inadequate", now="Good")["said"] == "Another word than before."
    )
    assert said(CQC, then, now, then="Good", now="Good")["said"] == "As before."
