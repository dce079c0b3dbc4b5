"""Pages on which practices answer, a cluster is formed, and practices leave it or it ends."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.held import keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.clusters.forming import founding, proposing
from resilience.clusters.forming.addressed import One, cluster_at
from resilience.clusters.forming.forms import YES, Answering, Ending, Exceptional, Leaving, Seen
from resilience.clusters.forming.members import agreed, patients, spoken_for
from resilience.clusters.forming.pages import act_page, done, form_page, held, posted
from resilience.clusters.forming.rules import (
    why_not_change,
    why_not_form,
    why_not_large,
    why_not_lead,
    why_not_run,
)
from resilience.clusters.forming.told import address
from resilience.clusters.models import Cluster, ClusterMember
from resilience.organisations.models import Organisation

State = ClusterMember.State
leading = opened_to(may(Right.REFER))
running = opened_to(may(Right.RUN_LOCALLY))


@leading
@keeps_what_was_typed
@form_page
def answer(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Say whether one's practice is of a cluster that asks it."""
    reader = reader_of(request)
    one = cluster_at(reader, programme, area, number)
    now = one.cluster
    own = _asked(now, reader)
    if not own:
        raise Http404
    form = Answering(posted(request), initial=_begins(now, request), practices=own)
    act = founding.join if now.state == Cluster.State.FORMED else proposing.answer
    shown = {"members": agreed(now), "counted": patients(now, one.rules, reader.day), "own": own}
    return _act(
        request,
        one,
        form,
        lambda said: act(
            by=reader,
            cluster=now,
            practice=_named(own, said["practice"]),
            seen=said["seen"],
            at=timezone.now(),
            agrees=said["answer"] == YES,
            why=said["why"],
        ),
        "Your answer is kept, and the others are told.",
        "answer",
        shown,
    )


@leading
@form_page
def withdraw(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Take a proposal back."""
    reader = reader_of(request)
    one = cluster_at(reader, programme, area, number)
    if why_not_change(one.cluster, reader):
        raise Http404
    form = Seen(posted(request), initial=_begins(one.cluster, request))
    return _act(
        request,
        one,
        form,
        lambda said: proposing.withdraw(by=reader, cluster=one.cluster, seen=said["seen"]),
        "The proposal is withdrawn, and the practices are told.",
        "withdraw",
        {},
    )


@running
@keeps_what_was_typed
@form_page
def exception(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Let practices form a cluster with fewer patients."""
    reader = reader_of(request)
    one = cluster_at(reader, programme, area, number)
    if why_not_run(one.cluster, reader) or one.cluster.state != Cluster.State.PROPOSED:
        raise Http404
    form = Exceptional(posted(request), initial=_begins(one.cluster, request))
    return _act(
        request,
        one,
        form,
        lambda said: proposing.record_exception(
            by=reader, cluster=one.cluster, at=timezone.now(), **said
        ),
        "The exception is recorded, and the practices are told.",
        "exception",
        {"counted": patients(one.cluster, one.rules, reader.day)},
    )


@leading
@form_page
def form(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Form a cluster of the practices that agreed."""
    reader = reader_of(request)
    one = cluster_at(reader, programme, area, number)
    now = one.cluster
    if now.state != Cluster.State.PROPOSED or why_not_lead(now, reader):
        raise Http404
    counted = patients(now, one.rules, reader.day)
    why_not = why_not_form(now, reader) or why_not_large(counted, one.rules, now)
    filled = Seen(posted(request), initial=_begins(now, request))
    return _act(
        request,
        one,
        filled,
        lambda said: founding.form(
            by=reader, cluster=now, rules=one.rules, at=timezone.now(), **said
        ),
        "The cluster is formed. The next step is its plan.",
        "found",
        {"counted": counted, "members": agreed(now), "why_not": why_not},
    )


@leading
@keeps_what_was_typed
@form_page
def leave(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Say that one's practice leaves its cluster."""
    reader = reader_of(request)
    one = cluster_at(reader, programme, area, number)
    now = one.cluster
    own = spoken_for(now, reader, Right.REFER)
    if now.state != Cluster.State.FORMED or not own:
        raise Http404
    begins = _begins(now, request, day=reader.day)
    filled = Leaving(posted(request), initial=begins, practices=own)
    return _act(
        request,
        one,
        filled,
        lambda said: founding.leave(
            by=reader,
            cluster=now,
            at=timezone.now(),
            **said | {"practice": _named(own, said["practice"])},
        ),
        "Your practice has left the cluster, and the others are told.",
        "leave",
        {"own": own},
    )


@running
@keeps_what_was_typed
@form_page
def end(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """End a cluster."""
    reader = reader_of(request)
    one = cluster_at(reader, programme, area, number)
    if why_not_run(one.cluster, reader) or one.cluster.state != Cluster.State.FORMED:
        raise Http404
    filled = Ending(posted(request), initial=_begins(one.cluster, request))
    return _act(
        request,
        one,
        filled,
        lambda said: founding.end(by=reader, cluster=one.cluster, at=timezone.now(), **said),
        "The cluster is ended, and its practices are told.",
        "end",
        {"members": agreed(one.cluster)},
    )


def _asked(cluster: Cluster, reader: Reader) -> list[Organisation]:
    """The practices for which somebody may answer: those asked, and while the cluster is proposed
    those that answered, but for the one that proposed it."""
    proposed = cluster.state == Cluster.State.PROPOSED
    states = (State.ASKED, State.AGREED, State.DECLINED) if proposed else (State.ASKED,)
    own = spoken_for(cluster, reader, Right.REFER, states)
    return [one for one in own if not proposed or one.pk != cluster.proposed_for_id]


def _named(own: list[Organisation], code: str) -> Organisation:
    return next(one for one in own if one.code == code)


def _begins(cluster: Cluster, request: HttpRequest, **more: Any) -> dict[str, Any]:
    return {"seen": cluster.version, **more} | held(request)


def _act(
    request: HttpRequest,
    one: One,
    form: Seen,
    act: Any,
    said: str,
    page: str,
    context: dict[str, Any],
) -> HttpResponseBase:
    """Do it and go back to the cluster, or show the page with the form."""
    now = one.cluster
    answer = done(
        request,
        form,
        act,
        lambda: Cluster.objects.get(pk=now.pk).version,
        said,
        lambda: address(now),
    )
    return answer or act_page(request, page, {"one": one, "form": form, **context})
