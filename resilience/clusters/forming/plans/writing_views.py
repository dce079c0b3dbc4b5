"""Pages on which a cluster writes its plan, submits it, and tells of its progress."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.clusters.forming.addressed import cluster_at
from resilience.clusters.forming.forms import Seen
from resilience.clusters.forming.members import spoken_for
from resilience.clusters.forming.pages import act_page, done, form_page, held, posted
from resilience.clusters.forming.plans import ratifying, writing
from resilience.clusters.forming.plans.addressed import Planned, plan_at
from resilience.clusters.forming.plans.checking import ends_between, lacks
from resilience.clusters.forming.plans.forms import Beginning, ProjectForm, Summary, Telling, begun
from resilience.clusters.forming.plans.needs import needs_found
from resilience.clusters.forming.rules import why_not_lead
from resilience.clusters.forming.told import address
from resilience.clusters.models import Cluster

writers = opened_to(may(Right.FILL_IN))
leading = opened_to(may(Right.REFER))


@leading
@form_page
def begin(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Begin the plan of a cluster."""
    reader = reader_of(request)
    one = cluster_at(reader, programme, area, number)
    if one.cluster.state != Cluster.State.FORMED or why_not_lead(one.cluster, reader):
        raise Http404
    form = Beginning(posted(request), initial={"seen": 0, "starts": reader.day} | held(request))
    answer = done(
        request,
        form,
        lambda said: writing.begin(
            by=reader,
            cluster=one.cluster,
            rules=one.rules,
            at=timezone.now(),
            starts=said["starts"],
        ),
        lambda: 0,
        "The plan is begun. Write its projects one by one.",
        lambda: address(one.cluster, "clusters:cluster_plan"),
    )
    return answer or act_page(request, "begin", {"one": one, "form": form})


@writers
@keeps_what_was_typed
@form_page
def summary(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Write the plan in a few sentences."""
    reader = reader_of(request)
    of = _written(reader, programme, area, number)
    begins = {"seen": of.plan.version, "summary": of.plan.summary}
    form = Summary(posted(request), initial=begins | held(request))
    return _act(
        request,
        of,
        form,
        lambda said: writing.write_summary(by=reader, plan=of.plan, **said),
        "What you wrote is kept.",
        "summary",
        {"why_not": writing.why_not_write(of.plan, reader)},
    )


@writers
@keeps_what_was_typed
@form_page
def project(
    request: HttpRequest, programme: str, area: str, number: int, span: str
) -> HttpResponseBase:
    """Write one of the projects."""
    reader = reader_of(request)
    of = _written(reader, programme, area, number)
    asked = of.rules.span(span)
    if asked is None:
        raise Http404
    now = of.plan.projects.filter(span=span).first()
    days = {"starts": of.plan.starts, "ends": ends_between(asked, of.plan.starts)[1]}
    begins = days | begun(now, of.plan.version)
    form = ProjectForm(posted(request), initial=begins | held(request), rules=of.rules)
    context = {
        "span": asked,
        "between": ends_between(asked, of.plan.starts),
        "found": needs_found(of.cluster, reader),
        "why_not": writing.why_not_write(of.plan, reader),
    }
    return _act(
        request,
        of,
        form,
        lambda said: writing.write_project(
            by=reader, plan=of.plan, rules=of.rules, span=span, **said
        ),
        "The project is kept.",
        "project",
        context,
    )


@leading
@form_page
def submit(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Submit the plan to the area."""
    reader = reader_of(request)
    of = _written(reader, programme, area, number)
    if why_not_lead(of.cluster, reader):
        raise Http404
    form = Seen(posted(request), initial={"seen": of.plan.version})
    return _act(
        request,
        of,
        form,
        lambda said: writing.submit(
            by=reader, plan=of.plan, rules=of.rules, at=timezone.now(), **said
        ),
        f"The plan is submitted, and {of.cluster.area.name} is told.",
        "submit",
        {"why_not": writing.why_not_write(of.plan, reader), "lacks": lacks(of.plan, of.rules)},
    )


@writers
@keeps_what_was_typed
@form_page
def progress(
    request: HttpRequest, programme: str, area: str, number: int, span: str
) -> HttpResponseBase:
    """Say how a project stands."""
    reader = reader_of(request)
    of = _written(reader, programme, area, number)
    found = of.plan.projects.filter(span=span).first()
    if found is None:
        raise Http404
    form = Telling(posted(request), initial={"seen": of.plan.version} | held(request))
    return _act(
        request,
        of,
        form,
        lambda said: ratifying.tell_progress(by=reader, project=found, at=timezone.now(), **said),
        "What you told is kept, and the area can read it.",
        "progress",
        {"project": found, "why_not": ratifying.why_not_tell(of.plan, reader)},
    )


def _written(reader: Reader, programme: str, area: str, number: int) -> Planned:
    """A plan of a cluster with a practice for which somebody may write; else 404."""
    of = plan_at(reader, programme, area, number)
    if not spoken_for(of.cluster, reader, Right.FILL_IN):
        raise Http404
    return of


def _act(
    request: HttpRequest,
    of: Planned,
    form: Seen,
    act: Any,
    said: str,
    page: str,
    context: dict[str, Any],
) -> HttpResponseBase:
    """Do it and go back to the plan, or show the page with the form."""
    answer = done(request, form, act, of.version, said, lambda: of.address)
    shared = {"one": of, "plan": of.plan, "form": form}
    return answer or act_page(request, page, shared | context)
