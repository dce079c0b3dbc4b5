"""Pages on which practices are chosen for a cluster: proposed, changed, and asked later."""

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
from resilience.clusters.forming.addressed import Of, One, cluster_at, clusters_at
from resilience.clusters.forming.forms import Choosing, Proposing
from resilience.clusters.forming.members import elsewhere, may_be_asked, members
from resilience.clusters.forming.pages import act_page, done, form_page, held, posted
from resilience.clusters.forming.patients import lists
from resilience.clusters.forming.rules import why_not_change, why_not_lead
from resilience.clusters.forming.told import address
from resilience.clusters.models import Cluster, ClusterMember
from resilience.organisations.models import Organisation
from resilience.organisations.queries import OpenPractice

ADD_UP = "add_up"
"""The button that only adds the patients up."""
NOT_KEPT = "This is what the practices you have ticked come to. Nothing is kept yet."


@opened_to(may(Right.REFER))
@keeps_what_was_typed
@form_page
def propose(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """Propose a cluster for one's practice, and ask others."""
    reader = reader_of(request)
    of = clusters_at(reader, programme, area)
    there = may_be_asked(of.area, reader.day)
    practice = _own(request, reader, there)
    if practice is None:
        raise Http404
    initial = {"seen": 0, "practices": [practice.code]} | held(request)
    form = Proposing(posted(request), initial=initial, codes=there)
    made: list[Cluster] = []
    if not _adds_up(request):
        answer = done(
            request,
            form,
            lambda said: made.append(_propose(reader, of, practice, said)),
            lambda: 0,
            "The cluster is proposed, and the practices you asked are told.",
            lambda: address(made[0]),
        )
        if answer:
            return answer
    context = {"of": of, "practice": practice, "fixed": practice.code}
    return _page(request, form, of, there, None, context)


@opened_to(may(Right.REFER))
@keeps_what_was_typed
@form_page
def change(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Change the words of a proposal and whom it asks."""
    reader = reader_of(request)
    one = cluster_at(reader, programme, area, number)
    now = one.cluster
    if why_not_change(now, reader):
        raise Http404
    there = may_be_asked(now.area, reader.day)
    kept = [it.practice.code for it in members(now) if it.state in ("asked", "agreed")]
    begins = {"name": now.name, "about": now.about, "practices": kept, "seen": now.version}
    form = Proposing(posted(request), initial=begins | held(request), codes={*there, *kept})
    if not _adds_up(request):
        answer = done(
            request,
            form,
            lambda said: proposing.change(by=reader, cluster=now, **said),
            lambda: Cluster.objects.get(pk=now.pk).version,
            "The proposal is changed. Who was asked or taken out is told.",
            lambda: address(now),
        )
        if answer:
            return answer
    context = {"one": one, "fixed": now.proposed_for.code}
    return _page(request, form, _of(one), there, now, context)


@opened_to(may(Right.REFER))
@keeps_what_was_typed
@form_page
def ask(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """Ask more practices into a formed cluster."""
    reader = reader_of(request)
    one = cluster_at(reader, programme, area, number)
    now = one.cluster
    if now.state != Cluster.State.FORMED or why_not_lead(now, reader):
        raise Http404
    own = {it.practice.code for it in members(now) if it.state in ("asked", "agreed")}
    there = {code: it for code, it in may_be_asked(now.area, reader.day).items() if code not in own}
    form = Choosing(posted(request), initial={"seen": now.version} | held(request), codes=there)
    if not _adds_up(request):
        answer = done(
            request,
            form,
            lambda said: founding.ask(by=reader, cluster=now, **said),
            lambda: Cluster.objects.get(pk=now.pk).version,
            "The practices you chose are asked.",
            lambda: address(now),
        )
        if answer:
            return answer
    agreed = [it.practice.code for it in members(now) if it.state == ClusterMember.State.AGREED]
    context = {"one": one, "with_them": agreed}
    return _page(request, form, _of(one), there, now, context)


def _of(one: One) -> Of:
    return Of(one.pack, one.rules, one.cluster.area)


def _propose(reader: Reader, of: Of, practice: Organisation, said: dict[str, Any]) -> Cluster:
    told = {name: said[name] for name in ("name", "about", "practices")}
    return proposing.propose(by=reader, of=of, practice=practice, at=timezone.now(), **told)


def _own(
    request: HttpRequest, reader: Reader, there: dict[str, OpenPractice]
) -> Organisation | None:
    """For which practice somebody proposes: the one that the address names (`?for=`), else the
    first of theirs in the area."""
    mine = Organisation.objects.filter(reader.may(Right.REFER).within("pk"), code__in=there)
    named = request.GET.get("for", "")
    return (mine.filter(code=named) if named else mine.order_by("name")).first()


def _adds_up(request: HttpRequest) -> bool:
    return ADD_UP in request.POST


def _page(
    request: HttpRequest,
    form: Choosing,
    of: Of,
    there: dict[str, OpenPractice],
    cluster: Cluster | None,
    context: dict[str, Any],
) -> HttpResponseBase:
    """The form beside every practice of the area: its patients, and whether it is in a cluster."""
    reader = reader_of(request)
    known = lists(of.rules, reader.day)
    taken = elsewhere(of.pack.id, [one.id for one in there.values()], cluster)
    chosen = set(form.chosen) | {context.get("fixed", "")} - {""}
    counted = known.of([*(chosen & there.keys()), *context.get("with_them", [])])
    if _adds_up(request):
        form.errors.clear()
    shared = {
        "form": form,
        "rules": of.rules,
        "area": of.area,
        "practices": sorted(there.values(), key=lambda one: (one.name, one.code)),
        "taken": taken,
        "known": known.patients,
        "chosen": chosen,
        "counted": counted,
        "unknown": [there[code].name for code in counted.unknown if code in there],
        "note": NOT_KEPT if _adds_up(request) else "",
    }
    return act_page(request, "choose", shared | context)
