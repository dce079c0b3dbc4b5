"""A cluster writes a plan of three projects, the area ratifies it, and progress is shown: no other
order of acts opens money (Q6, Q7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from resilience.accounts.models import Membership
from resilience.accounts.roles import Role
from resilience.accounts.rules import Refused
from resilience.clusters.forming.plans import writing
from resilience.clusters.forming.plans.checking import ends_between, lacks, why_not_days
from resilience.clusters.forming.plans.content import differences
from resilience.clusters.forming.standing import stage_states
from resilience.clusters.models import ClusterPlan
from resilience.notices.models import Notice
from tests.clusters.forming.acting import (
    RULES,
    as_is,
    begin,
    find,
    progress,
    ratify,
    submit,
    write,
    write_all,
)
from tests.clusters.forming.world import formed, proposed
from tests.clusters.world import TODAY, organisation, reader, user
from tests.thorough import examples


@pytest.fixture
def plan(area) -> ClusterPlan:
    return begin(formed())


@pytest.fixture
def written(plan) -> ClusterPlan:
    write_all(plan)
    return plan


@pytest.mark.django_db
class TestWriting:
    def test_only_a_formed_cluster_begins_a_plan_and_only_one(self, area) -> None:
        with pytest.raises(Refused, match="once the cluster is formed"):
            begin(proposed())
        cluster = formed(name="Another")
        begin(cluster)
        with pytest.raises(Refused, match="a plan already"):
            begin(cluster, by="lead2")

    def test_anybody_of_its_practices_writes_and_nobody_else(self, plan) -> None:
        write(plan, "short", by="member")
        for name in ("lead9", "commissioner", "officer", "national"):
            with pytest.raises(Refused, match="people of the practices"):
                write(plan, "short", by=name)

    def test_a_title_and_days_are_enough_and_the_rest_is_listed(self, plan) -> None:
        empty = {"aim": "", "needs": [], "needs_why": "", "actions": [], "measure": "", "lead": ""}
        write(plan, "short", **empty)
        said = [one.words for one in lacks(as_is(plan), RULES) if one.span == "short"]
        assert len(said) == 6
        assert all(one.startswith("Short project: ") for one in said)
        with pytest.raises(Refused, match="Something is to be done first"):
            submit(plan)

    def test_what_a_colleague_wrote_meanwhile_is_not_written_over(self, plan) -> None:
        write(plan, "short")
        with pytest.raises(Refused, match="Somebody changed this"):
            writing.write_summary(by=reader("lead2"), plan=plan, seen=0, summary="So.")

    def test_unknown_needs_and_actions_are_left_out(self, plan) -> None:
        write(plan, "short", needs=["workforce", "weather"], actions=["nothing"])
        project = plan.projects.get()
        assert (project.needs, project.actions) == (["workforce"], [])

    def test_a_plan_that_waits_is_not_changed_and_one_handed_back_is(self, plan) -> None:
        write_all(plan)
        submit(plan)
        with pytest.raises(Refused, match="The plan is with Severn Shore - Harbour"):
            write(plan, "short")
        ratify(plan, outcome="returned", measure=False)
        assert as_is(plan).state == ClusterPlan.State.RETURNED
        with pytest.raises(Refused, match="Nothing changed"):
            submit(plan)
        write(plan, "short", measure="Visits shared, counted each week")
        submit(plan, minutes=3)
        first, second = plan.submissions.order_by("number")
        assert [one.what for one in differences(first.content, second.content)] == [
            "Short project: how we will know"
        ]


@pytest.mark.django_db
class TestRatifying:
    def test_every_criterion_is_judged_and_all_met_where_it_is_ratified(self, plan) -> None:
        write_all(plan)
        submit(plan)
        with pytest.raises(Refused, match="meets every criterion"):
            ratify(plan, together=False)
        made = ratify(plan)
        assert made.acting_for == organisation("QUY")
        assert set(made.criteria) == {one.id for one in RULES.criteria}
        told = Notice.objects.filter(subject__contains="its plan is ratified")
        assert {one.user for one in told} == {user(f"lead{n}") for n in range(1, 6)}

    def test_only_who_runs_the_area_ratifies(self, plan) -> None:
        write_all(plan)
        submit(plan)
        for name in ("lead1", "finance", "officer", "national", "other_resilience"):
            with pytest.raises(Refused, match="Only those who run"):
                ratify(plan, by=name)
        ratify(plan, by="locality")

    def test_nobody_ratifies_what_they_wrote(self, plan) -> None:
        Membership.objects.create(
            user=user("lead2"),
            organisation=organisation("QUY"),
            role=Role.RESILIENCE_LEAD,
            starts=TODAY,
        )
        write(plan, "short", by="lead2")
        write_all(plan)
        submit(plan)
        with pytest.raises(Refused, match="You wrote of this plan yourself"):
            ratify(plan, by="lead2")

    def test_progress_is_shown_by_what_the_cluster_told(self, plan) -> None:
        write_all(plan)
        submit(plan)
        with pytest.raises(Refused, match="once the plan is ratified"):
            progress(plan)
        ratify(plan)
        with pytest.raises(Refused, match="told of no progress"):
            find(plan)
        progress(plan, by="member")
        find(plan, shown=False, minutes=4)
        assert list(stage_states(plan)) == ["begun", "ratified"]
        find(plan, minutes=5)
        assert list(stage_states(plan)) == ["begun", "ratified", "shown"]
        with pytest.raises(Refused, match="progress is shown"):
            find(plan, shown=False, minutes=6)

    def test_what_was_reached_is_not_lost_when_a_changed_plan_is_handed_back(self, plan) -> None:
        write_all(plan)
        submit(plan)
        ratify(plan)
        progress(plan)
        write(plan, "long", title="Shared premises")
        submit(plan, minutes=5)
        assert as_is(plan).state == ClusterPlan.State.SUBMITTED
        assert list(stage_states(plan)) == ["begun", "ratified"]
        ratify(plan, outcome="returned", minutes=6, doable=False)
        assert as_is(plan).state == ClusterPlan.State.RETURNED
        first = stage_states(plan)["ratified"]
        assert (first.day, first.by) == (TODAY, user("commissioner").actor)
        find(plan, minutes=7)
        assert list(stage_states(plan)) == ["begun", "ratified", "shown"]


ACTS = {
    "write": lambda plan, n: write(plan, "short", title=f"Our short project {n}"),
    "submit": lambda plan, n: submit(plan, minutes=n),
    "ratify": lambda plan, n: ratify(plan, minutes=n),
    "return": lambda plan, n: ratify(plan, outcome="returned", minutes=n, needs=False),
    "progress": lambda plan, n: progress(plan, minutes=n),
    "shown": lambda plan, n: find(plan, minutes=n),
    "not_shown": lambda plan, n: find(plan, shown=False, minutes=n),
}


@dataclass
class Machine:
    """What each act may do, in a dozen lines, by five facts and none of the product's records."""

    written: bool = True
    waits: bool = False
    ratified: bool = False
    told: bool = False
    shown: bool = False

    def takes(self, act: str) -> bool:
        """Whether the act is taken; then the facts are what they are after it."""
        taken = {
            "write": not self.waits,
            "submit": self.written and not self.waits,
            "ratify": self.waits,
            "return": self.waits,
            "progress": self.ratified,
            "shown": self.told and not self.shown,
            "not_shown": self.told and not self.shown,
        }[act]
        if taken:
            self.written = act == "write" or (self.written and act != "submit")
            self.waits = act == "submit" or (self.waits and act not in ("ratify", "return"))
            self.ratified |= act == "ratify"
            self.told |= act == "progress"
            self.shown |= act == "shown"
        return taken

    @property
    def stages(self) -> list[str]:
        reached = {"begun": True, "ratified": self.ratified, "shown": self.shown}
        return [name for name, there in reached.items() if there]


@pytest.mark.django_db
@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.sampled_from(sorted(ACTS)), min_size=4, max_size=14))
def test_no_order_of_acts_reaches_a_state_out_of_turn(written, order: list[str]) -> None:
    with transaction.atomic():
        machine = Machine()
        for number, act in enumerate(order, start=1):
            try:
                ACTS[act](written, number)
                taken = True
            except Refused:
                taken = False
            assert taken == machine.takes(act), (order, number)
            assert list(stage_states(written)) == machine.stages
        transaction.set_rollback(True)


@given(
    starts=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    begins=st.integers(-30, 1200),
    lasts=st.integers(-5, 1300),
)
def test_a_project_ends_within_the_months_of_its_span(
    starts: date, begins: int, lasts: int
) -> None:
    """Beside counting whole months by the calendar, one at a time."""
    first, last = starts + timedelta(days=begins), starts + timedelta(days=begins + lasts)
    for span in RULES.spans:
        fits = starts <= first <= last and _after(starts, span.from_months) <= last < _after(
            starts, span.to_months
        )
        assert (why_not_days(span, starts, first, last) == "") == fits
        low, high = ends_between(span, starts)
        assert low <= high


def _after(day: date, months: int) -> date:
    """So many months later, the day put back to the last of a short month."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError
