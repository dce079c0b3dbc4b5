"""Pages on which the area ratifies a plan or hands it back, and looks at its progress."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.roles import Right
from resilience.clusters.forming.forms import YES
from resilience.clusters.forming.pages import act_page, done, form_page, held, posted
from resilience.clusters.forming.plans import ratifying
from resilience.clusters.forming.plans.addressed import plan_at
from resilience.clusters.forming.plans.content import differences, lines
from resilience.clusters.forming.plans.forms import Finding, Ratify
from resilience.clusters.forming.rules import why_not_run
from resilience.clusters.models import ClusterPlan

running = opened_to(may(Right.RUN_LOCALLY))


@running
@keeps_what_was_typed
@form_page
def ratify(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Say of each criterion whether the plan meets it; ratify it or hand it back."""
    reader = reader_of(request)
    of = plan_at(reader, programme, area, number)
    submission = of.plan.submissions.last()
    waits = of.plan.state == ClusterPlan.State.SUBMITTED
    if submission is None or not waits or why_not_run(of.cluster, reader):
        raise Http404
    begins = {"seen": of.plan.version} | held(request)
    form = Ratify(posted(request), initial=begins, criteria=of.rules.criteria)
    answer = done(
        request,
        form,
        lambda _: ratifying.ratify(
            by=reader, submission=submission, rules=of.rules, at=timezone.now(), **form.told
        ),
        of.version,
        "What you found is kept, and the practices are told.",
        lambda: of.address,
    )
    before = of.plan.submissions.filter(number=submission.number - 1).first()
    context = {
        "one": of,
        "plan": of.plan,
        "form": form,
        "submission": submission,
        "lines": lines(submission.content),
        "changes": differences(before.content, submission.content) if before else [],
        "why_not": ratifying.why_not_ratify(of.plan, reader),
    }
    return answer or act_page(request, "ratify", context)


@running
@keeps_what_was_typed
@form_page
def finding(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Say whether the plan has shown progress."""
    reader = reader_of(request)
    of = plan_at(reader, programme, area, number)
    if why_not_run(of.cluster, reader):
        raise Http404
    form = Finding(posted(request), initial={"seen": of.plan.version} | held(request))
    answer = done(
        request,
        form,
        lambda said: ratifying.find(
            by=reader,
            plan=of.plan,
            at=timezone.now(),
            **said | {"shown": said["shown"] == YES},
        ),
        of.version,
        "What you found is kept, and the practices are told.",
        lambda: of.address,
    )
    context = {
        "one": of,
        "plan": of.plan,
        "form": form,
        "projects": list(of.plan.projects.prefetch_related("progress__acting_for")),
        "why_not": ratifying.why_not_find(of.plan),
    }
    return answer or act_page(request, "finding", context)
