"""Pages on which the plan of a cluster is read: as it is, and as it was submitted."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from resilience.accounts.access import reader_of
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.forming.addressed import cluster_at
from resilience.clusters.forming.pages import reading
from resilience.clusters.forming.plans.addressed import Planned
from resilience.clusters.forming.plans.checking import ends_between, lacks
from resilience.clusters.forming.plans.content import content_of, differences, hash_of, lines
from resilience.clusters.forming.plans.needs import needs_found
from resilience.clusters.forming.plans.ratifying import why_not_find, why_not_ratify, why_not_tell
from resilience.clusters.forming.plans.writing import latest, why_not_write
from resilience.clusters.forming.rules import why_not_lead, why_not_run
from resilience.clusters.forming.standing import stage_states
from resilience.clusters.models import Cluster, ClusterPlan, PlanSubmission


@reading
@require_safe
def plan(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """The plan: its projects, what lacks, how far it is, and what was found of it."""
    reader = reader_of(request)
    one = cluster_at(reader, programme, area, number)
    found = latest(one.cluster)
    lead = not why_not_lead(one.cluster, reader)
    if found is None:
        begins = lead and one.cluster.state == Cluster.State.FORMED
        nothing = {"one": one, "plan": None, "begins": begins}
        return render(request, "clusters/forming_plan.html", nothing)
    found.cluster = one.cluster
    of = Planned(one.pack, one.rules, one.cluster, found)
    projects = {it.span: it for it in found.projects.prefetch_related("progress__acting_for")}
    submissions = list(
        found.submissions.select_related("acting_for", "ratification__acting_for").order_by(
            "-number"
        )
    )
    lacking = lacks(found, of.rules)
    last = submissions[0] if submissions else None
    writes = not why_not_write(found, reader)
    runs = not why_not_run(one.cluster, reader)
    context = {
        "one": of,
        "plan": found,
        "spans": [
            (it, projects.get(it.id), ends_between(it, found.starts)) for it in of.rules.spans
        ],
        "lacks": lacking,
        "submissions": submissions,
        "changed": bool(last and last.hash != hash_of(content_of(found, of.rules))),
        "reached": stage_states(found),
        "findings": list(found.findings.select_related("acting_for")),
        "needs": {it.id: it.title for it in of.rules.needs},
        "actions": {it.id: it.title for it in of.rules.actions},
        "found": needs_found(one.cluster, reader),
        "writes": writes,
        "submits": writes and lead and not lacking,
        "ratifies": found.state == ClusterPlan.State.SUBMITTED
        and not why_not_ratify(found, reader),
        "tells": not why_not_tell(found, reader),
        "finds": runs and not why_not_find(found),
        "seers": [
            ("This page is seen by", who_sees(one.cluster.area, Tier.COMMISSIONER, reader.day))
        ],
    }
    return render(request, "clusters/forming_plan.html", context)


@reading
@require_safe
def submission(
    request: HttpRequest, programme: str, area: str, number: int, submission: int
) -> HttpResponseBase:
    """A plan as it was submitted, what changed since the one before, and what was found of it."""
    one = cluster_at(reader_of(request), programme, area, number)
    now = latest(one.cluster)
    if now is None:
        raise Http404
    every = PlanSubmission.objects.filter(plan=now).select_related(
        "acting_for", "ratification__acting_for"
    )
    found = get_object_or_404(every, number=submission)
    before = every.filter(number=submission - 1).first()
    context = {
        "one": one,
        "submission": found,
        "lines": lines(found.content),
        "changes": differences(before.content, found.content) if before else [],
        "before": before,
        "ratification": getattr(found, "ratification", None),
        "criteria": {it.id: it.title for it in one.rules.criteria},
    }
    return render(request, "clusters/forming_submission.html", context)
