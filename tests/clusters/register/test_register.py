"""A person takes a risk in or sets it aside; it is changed and closed, and its history says how."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import Error
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.clusters.models import Risk, RiskEntry, RiskSetAside
from resilience.clusters.register import acts
from resilience.clusters.register.acts import content_of
from resilience.clusters.register.history import history
from tests.clusters.register.registering import (
    FIELDS,
    ONE,
    RISKS,
    SAID,
    added,
    aside,
    changed,
    closed,
    confirmed,
    forward,
    keys,
    now,
    of,
    taken,
)
from tests.clusters.world import PRACTICES, TODAY, reader
from tests.thorough import examples

pytestmark = pytest.mark.usefixtures("area", "today")


def test_what_is_taken_in_is_in_the_register_and_put_forward_no_more():
    confirmed(ONE, "red")
    made = taken(forward()[0].key)
    assert (made.number, made.practice.code, made.score) == (1, ONE, 16)
    assert keys() == []
    entry = RiskEntry.objects.get()
    assert entry.content["facts"][0] == "Confirmed as red on 11 May 2026."
    event = Event.objects.get(act="risk.added")
    assert event.organisation == "QUY" and "partners" not in str(event.after)


def test_only_who_runs_the_area_writes_in_its_register(as_):
    risk = added()
    told = {"of": of(), "at": timezone.now(), "practice": "", "said": SAID, "why": "So."}
    for name in ("locality", "finance", "national", "board", "lead1", "analyst"):
        with pytest.raises(Refused):
            acts.add(by=reader(name), **told)
        with pytest.raises(Refused):
            changed(risk, by=name)
        with pytest.raises(Refused):
            closed(risk, by=name)
        for page in ("add/", "1/change/", "1/close/"):
            assert as_(name).post(f"{RISKS}{page}", FIELDS).status_code == 404
    assert now(risk).version == 1


def test_a_change_keeps_why_and_what_was_different():
    risk = added()
    changed(risk, said=replace(SAID, likelihood=2, mitigation="A partner is found."))
    step, first = history(now(risk), reader("commissioner"))
    assert [(one.what, one.before, one.after) for one in step.changes] == [
        ("Likelihood", "4", "2"),
        ("What is done", "", "A partner is found."),
    ]
    assert (step.entry.why, first.changes) == ("Looked at again.", ())


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"likelihood": 6}, "from 1 to 5"),
        ({"impact": 0}, "from 1 to 5"),
        ({"review_by": TODAY}, "one to come"),
        ({"review_by": TODAY + timedelta(days=400)}, "12 months"),
        ({"title": " "}, "Write something"),
        ({"cause": "Ring 020 7946 0018 97."}, "number"),
    ],
)
def test_what_makes_no_risk_is_refused(said: dict[str, Any], why: str):
    with pytest.raises(Refused, match=why):
        added(said=replace(SAID, **said))


def test_nobodys_change_is_overwritten():
    risk = added()
    changed(risk)
    with pytest.raises(Refused, match="since you opened"):
        changed(risk, seen=1)


def test_what_is_closed_stays_as_it_is():
    risk = closed(added())
    assert (risk.closed, risk.outcome) == (TODAY, "They merged.")
    for act in (changed, closed):
        with pytest.raises(Refused, match="was closed on 11 May 2026"):
            act(risk)


@pytest.mark.parametrize("model", [RiskEntry, RiskSetAside])
def test_the_database_itself_keeps_entries_and_what_was_set_aside(model: Any):
    confirmed(ONE, "red")
    added()
    aside(forward()[0].key)
    with pytest.raises(Error, match="frozen"), transaction.atomic(), connection.cursor() as sql:
        sql.execute(f"UPDATE {model._meta.db_table} SET why = 'x'")


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["confirm", "take", "aside", "change", "close"]),
        st.integers(0, 2),
        st.integers(1, 5),
    ),
    min_size=4,
    max_size=12,
)


@given(steps=ACTS)
@examples(10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_fact_is_put_forward_twice_and_history_rebuilds_the_register(
    steps: list[tuple[str, int, int]],
):
    """Whatever people do, in any order: the oracle is a set of facts dealt with, and the last entry
    of each risk."""
    with transaction.atomic():
        dealt_with: set[str] = set()
        for act, which, score in steps:
            code, offered = PRACTICES[which], forward()
            risks = list(Risk.objects.filter(closed=None))
            if act == "confirm":
                confirmed(code, ("red", "amber", "green")[score % 3])
            elif act in ("take", "aside") and offered:
                key = offered[which % len(offered)].key
                assert key not in dealt_with
                taken(key) if act == "take" else aside(key)
                dealt_with.add(key)
            elif act == "change" and risks:
                changed(risks[which % len(risks)], said=replace(SAID, likelihood=score))
            elif act == "close" and risks:
                closed(risks[which % len(risks)])
            assert not {one.key for one in forward()} & dealt_with
        for risk in Risk.objects.all():
            entries = list(risk.entries.order_by("pk"))
            last = {k: v for k, v in entries[-1].content.items() if k != "facts"}
            assert last == content_of(risk)
            assert len(entries) == risk.version
        assert [one.number for one in Risk.objects.order_by("number")] == list(
            range(1, Risk.objects.count() + 1)
        )
        transaction.set_rollback(True)
