"""Pages of clusters: those of an area, one of them, and those of a practice."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.forming.addressed import (
    cluster_at,
    clusters_at,
    clusters_of,
    of_a_practice,
)
from resilience.clusters.forming.members import members, patients, spoken_for
from resilience.clusters.forming.pages import reading
from resilience.clusters.forming.patients import lists
from resilience.clusters.forming.plans.writing import latest
from resilience.clusters.forming.proposing import areas_of
from resilience.clusters.forming.rules import (
    why_not_change,
    why_not_form,
    why_not_large,
    why_not_lead,
    why_not_run,
)
from resilience.clusters.forming.shown import COLUMNS, as_rows, in_none, shown
from resilience.clusters.forming.timeline import timeline
from resilience.clusters.models import Cluster, ClusterMember
from resilience.look import asked
from resilience.look.downloads import csv_file

State = ClusterMember.State


@reading
@require_safe
def clusters(request: HttpRequest, programme: str, area: str) -> HttpResponseBase:
    """The clusters of an area that a reader sees, and the practices in none; a page or a file."""
    reader = reader_of(request)
    of = clusters_at(reader, programme, area)
    file = asked.one_of(request, "format", ["csv"])
    found, free = shown(of, clusters_of(of, reader), reader.day), in_none(of, reader)
    if file:
        name = (of.pack.id, of.area.code, "clusters", reader.day)
        return csv_file(name, COLUMNS, as_rows(found, free, lists(of.rules, reader.day)))
    context = {
        "of": of,
        "found": found,
        "free": free,
        "sees_all": reader.sees(Tier.COMMISSIONER).holds(of.area),
        "may_propose": bool(reader.may(Right.REFER)),
        "runs": reader.may(Right.RUN_LOCALLY).holds(of.area),
        "seers": [("All of it is seen by", who_sees(of.area, Tier.COMMISSIONER, reader.day))],
    }
    return render(request, "clusters/forming_list.html", context)


@reading
@require_safe
def cluster(request: HttpRequest, programme: str, area: str, number: int) -> HttpResponseBase:
    """A cluster: its practices, their patients, how far it is, and all that was done."""
    reader = reader_of(request)
    one = cluster_at(reader, programme, area, number)
    now = one.cluster
    known = lists(one.rules, reader.day)
    counted = patients(now, one.rules, reader.day)
    context = {
        "one": one,
        "members": members(now),
        "known": known.patients,
        "counted": counted,
        "small": counted.total < one.rules.size.patients,
        "plan": latest(now),
        "timeline": timeline(now, one.rules),
        "ways": _ways(now, reader),
        "seers": [("This page is seen by", who_sees(now.area, Tier.COMMISSIONER, reader.day))],
    }
    if now.state == Cluster.State.PROPOSED:
        context["why_not"] = why_not_form(now, reader) or why_not_large(counted, one.rules, now)
    return render(request, "clusters/forming_cluster.html", context)


@opened_to(sees(Tier.COMMISSIONER))
@require_safe
def own(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """The clusters of a practice: the one it is in, and those that ask it."""
    reader = reader_of(request)
    of = of_a_practice(reader, programme, code)
    held = ClusterMember.objects.filter(
        practice=of.area,
        cluster__in=Cluster.objects.visible_to(reader).values("pk"),
        cluster__programme=programme,
    )
    is_in_one = held.filter(state=State.AGREED, cluster__state=Cluster.State.FORMED).exists()
    context = {
        "of": of,
        "held": list(held.select_related("cluster__area").order_by("-cluster__proposed")),
        "areas": areas_of(of.area, reader),
        "may_propose": reader.may(Right.REFER).holds(of.area) and not is_in_one,
        "seers": [("This page is seen by", who_sees(of.area, Tier.COMMISSIONER, reader.day))],
    }
    return render(request, "clusters/forming_own.html", context)


def _ways(cluster: Cluster, reader: Reader) -> set[str]:
    """What a reader may do with a cluster as it is."""
    ways: set[str] = set()
    runs = not why_not_run(cluster, reader)
    asked = spoken_for(cluster, reader, Right.REFER, [State.ASKED])
    if asked:
        ways.add("answer")
    if cluster.state == Cluster.State.PROPOSED:
        if not why_not_change(cluster, reader):
            ways |= {"change", "withdraw"}
        again = spoken_for(cluster, reader, Right.REFER, [State.AGREED, State.DECLINED])
        if any(one.pk != cluster.proposed_for_id for one in again):
            ways.add("answer_again")
        ways |= {"exception"} if runs else set()
        ways |= set() if why_not_lead(cluster, reader) else {"form"}
    if cluster.state == Cluster.State.FORMED:
        ways |= set() if why_not_lead(cluster, reader) else {"ask", "leave", "plan"}
        ways |= {"end"} if runs else set()
    return ways
