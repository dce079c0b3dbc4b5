"""People of the area who form clusters and plan, in few words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from resilience.accounts.rules import Refused
from resilience.clusters.forming import founding, proposing
from resilience.clusters.forming.addressed import Of
from resilience.clusters.forming.plans import ratifying, writing
from resilience.clusters.forming.plans.checking import ends_between
from resilience.clusters.models import Cluster, ClusterPlan, Ratification
from resilience.programmes.packs import load
from resilience.programmes.schema.clusters import Clusters
from tests.clusters.forming.world import FIVE
from tests.clusters.world import NOW, PRACTICES, PROGRAMME, TODAY, organisation, reader

pack = load(PROGRAMME)
assert pack.clusters
RULES: Clusters = pack.clusters
GOOD = {one.id: ratifying.Judged(True, "So it is.") for one in RULES.criteria}


def at(minutes: int = 0) -> datetime:
    return NOW + timedelta(minutes=minutes)


def propose(practices: tuple[str, ...] = FIVE, area: str = "15C", **more: Any) -> Cluster:
    """The first of some practices asks the others."""
    said = {"name": "Harbour together", "about": "We share a street.", **more}
    return proposing.propose(
        by=reader(lead(practices[0])),
        of=Of(pack, RULES, organisation(area)),
        practice=organisation(practices[0]),
        at=at(),
        practices=practices,
        **said,
    )


def answer(cluster: Cluster, practice: str, agrees: bool = True, why: str = "") -> Cluster:
    return proposing.answer(
        by=reader(lead(practice)),
        cluster=cluster,
        practice=organisation(practice),
        seen=now(cluster).version,
        at=at(),
        agrees=agrees,
        why=why or ("" if agrees else "We are of another cluster already."),
    )


def all_agree(cluster: Cluster) -> Cluster:
    for one in cluster.members.filter(state="asked").select_related("practice"):
        answer(cluster, one.practice.code)
    return now(cluster)


def form(cluster: Cluster, by: str = "lead1") -> Cluster:
    return founding.form(
        by=reader(by), cluster=cluster, rules=RULES, seen=now(cluster).version, at=at()
    )


def begin(cluster: Cluster, by: str = "lead1") -> ClusterPlan:
    return writing.begin(by=reader(by), cluster=cluster, rules=RULES, at=at(), starts=TODAY)


def write(plan: ClusterPlan, span: str, by: str = "lead1", **more: Any) -> None:
    of = RULES.span(span)
    assert of
    said = {
        "title": f"Our {span} project",
        "aim": "Fewer patients wait for what others can do.",
        "needs": ["workforce"],
        "needs_why": "In the stocktake of spring.",
        "actions": ["develop_team"],
        "measure": "Appointments by others, counted each month",
        "lead": "Practice manager",
        "starts": plan.starts,
        "ends": ends_between(of, plan.starts)[1],
    }
    writing.write_project(
        by=reader(by),
        plan=plan,
        rules=RULES,
        seen=as_is(plan).version,
        span=span,
        **said | more,
    )


def write_all(plan: ClusterPlan) -> None:
    for span in RULES.spans:
        write(plan, span.id)
    writing.write_summary(
        by=reader("lead1"), plan=plan, seen=as_is(plan).version, summary="First visits, then more."
    )


def submit(plan: ClusterPlan, by: str = "lead1", minutes: int = 1) -> None:
    writing.submit(by=reader(by), plan=plan, rules=RULES, seen=as_is(plan).version, at=at(minutes))


def ratify(
    plan: ClusterPlan,
    by: str = "commissioner",
    outcome: str = "ratified",
    minutes: int = 2,
    **criteria: bool,
) -> Ratification:
    last = plan.submissions.last()
    if last is None:
        raise Refused("Nothing was submitted.")
    judged = GOOD | {name: ratifying.Judged(met, "Seen.") for name, met in criteria.items()}
    return ratifying.ratify(
        by=reader(by),
        submission=last,
        rules=RULES,
        seen=as_is(plan).version,
        at=at(minutes),
        outcome=outcome,
        criteria=judged,
        why="It was read by two of us.",
    )


def progress(plan: ClusterPlan, span: str = "short", by: str = "lead1", minutes: int = 3) -> None:
    ratifying.tell_progress(
        by=reader(by),
        project=plan.projects.get(span=span),
        seen=as_is(plan).version,
        at=at(minutes),
        standing="on_track",
        what="Two of three rooms are in use.",
    )


def find(plan: ClusterPlan, by: str = "commissioner", shown: bool = True, minutes: int = 4) -> None:
    ratifying.find(
        by=reader(by),
        plan=plan,
        seen=as_is(plan).version,
        at=at(minutes),
        shown=shown,
        why="The rooms were seen in use.",
    )


def now(cluster: Cluster) -> Cluster:
    return Cluster.objects.get(pk=cluster.pk)


def as_is(plan: ClusterPlan) -> ClusterPlan:
    return ClusterPlan.objects.get(pk=plan.pk)


def lead(practice: str) -> str:
    return f"lead{PRACTICES.index(practice) + 1}"
