"""A cluster is formed, practices join and leave it, and it ends (Q3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from resilience.accounts.local import covered, entered, uncovered
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.clusters.forming.members import agreed, elsewhere, patients, spoken_for
from resilience.clusters.forming.proposing import ask_of, changed, said, told
from resilience.clusters.forming.rules import (
    locked,
    plain,
    why_not_form,
    why_not_large,
    why_not_lead,
)
from resilience.clusters.forming.told import tell_practices, tell_the_area
from resilience.clusters.models import Cluster, ClusterMember
from resilience.look import words
from resilience.organisations.models import FOREVER, Coverage, Kind, Organisation
from resilience.organisations.reach import rebuild_reach
from resilience.programmes.schema.clusters import Clusters

State = ClusterMember.State


@transaction.atomic
def form(*, by: Reader, cluster: Cluster, rules: Clusters, seen: int, at: datetime) -> Cluster:
    """Form a proposed cluster of the practices that agreed: it becomes an organisation that covers
    them, from today. Each is in one cluster of a programme at most."""
    cluster = locked(cluster, seen)
    refuse(why_not_form(cluster, by))
    own = [one.practice for one in agreed(cluster)]
    _alone_with(own, cluster)
    counted = patients(cluster, rules, by.day)
    refuse(why_not_large(counted, rules, cluster))
    group = entered(by=by, kind=Kind.GROUP, name=cluster.name)
    for practice in own:
        covered(by=by, organisation=group, area=practice, starts=by.day)
    rebuild_reach()
    cluster.organisation, cluster.state, cluster.formed = group, Cluster.State.FORMED, by.day
    cluster.patients = counted.total if counted.known else None
    cluster.release = counted.releases
    changed(cluster, "organisation", "state", "formed", "patients", "release")
    cluster.members.filter(state=State.AGREED).update(joined=by.day)
    acting = spoken_for(cluster, by, Right.REFER)[0]
    after = {"practices": [one.code for one in own], "patients": cluster.patients}
    told(cluster, by, "formed", acting, after)
    say = f"It has {words.plural(len(own), 'practice')}. The next step is its plan."
    tell_practices(cluster, own, by.day, but=by.actor, what="the cluster is formed", say=say)
    tell_the_area(cluster, by.day, but=by.actor, what="the cluster is formed", say=say)
    return cluster


@transaction.atomic
def ask(*, by: Reader, cluster: Cluster, seen: int, practices: Collection[str]) -> Cluster:
    """Ask more practices of the area into a formed cluster, by code."""
    cluster = _formed(cluster, seen)
    refuse(why_not_lead(cluster, by))
    if not practices:
        raise Refused("Choose a practice to ask.")
    asked = ask_of(cluster, set(practices), by)
    changed(cluster)
    acting = spoken_for(cluster, by, Right.REFER)[0]
    told(cluster, by, "asked", acting, {"practices": [one.code for one in asked]})
    return cluster


@transaction.atomic
def join(
    *,
    by: Reader,
    cluster: Cluster,
    practice: Organisation,
    seen: int,
    at: datetime,
    agrees: bool,
    why: str,
) -> Cluster:
    """Say for a practice that was asked into a formed cluster whether it joins, from today."""
    cluster = _formed(cluster, seen)
    if practice not in spoken_for(cluster, by, Right.REFER, [State.ASKED]):
        raise Refused(f"You do not answer for {practice.name} here.")
    member = cluster.members.get(practice=practice, state=State.ASKED)
    said(member, State.AGREED if agrees else State.DECLINED, by, at, why)
    if agrees and cluster.organisation:
        _alone_with([practice], cluster)
        covered(by=by, organisation=cluster.organisation, area=practice, starts=by.day)
        rebuild_reach()
        member.joined = by.day
        member.save(update_fields=["joined"])
    changed(cluster)
    told(cluster, by, "answered", practice, {"agrees": agrees})
    word = "joined" if agrees else "declined"
    tell_practices(
        cluster,
        [one.practice for one in agreed(cluster)],
        by.day,
        but=by.actor,
        what=f"{practice.name} {word}",
        say="Sign in to see the practices of the cluster.",
    )
    return cluster


@transaction.atomic
def leave(
    *,
    by: Reader,
    cluster: Cluster,
    practice: Organisation,
    seen: int,
    at: datetime,
    day: date,
    why: str,
) -> Cluster:
    """A practice leaves its cluster on a day, and says why. The others are told; a cluster with
    fewer patients than asked for goes on, and says so."""
    cluster = _formed(cluster, seen)
    if practice not in spoken_for(cluster, by, Right.REFER):
        raise Refused(f"You do not answer for {practice.name} here.")
    member = cluster.members.get(practice=practice, state=State.AGREED)
    joined = member.joined or by.day
    if not joined <= day <= by.day:
        raise Refused(f"Give a day from {words.day(joined)}, when the practice joined, to today.")
    _left(cluster, [member], by, day, plain(why, 300))
    changed(cluster)
    told(cluster, by, "left", practice, {"day": day.isoformat()})
    others = [one.practice for one in agreed(cluster)]
    what, say = f"{practice.name} left", "Sign in to read why, and how many patients are left."
    tell_practices(cluster, others, by.day, but=by.actor, what=what, say=say)
    tell_the_area(cluster, by.day, but=by.actor, what=what, say=say)
    return cluster


@transaction.atomic
def end(*, by: Reader, cluster: Cluster, seen: int, at: datetime, why: str) -> Cluster:
    """The area ends a cluster, today, and says why: its practices leave it and are told."""
    cluster = _formed(cluster, seen)
    acting = by.acting_for(Right.RUN_LOCALLY, cluster.area_id)
    if acting is None:
        raise Refused(f"You do not run the local programme of {cluster.area.name}.")
    held = agreed(cluster)
    _left(cluster, held, by, by.day, plain(why, 300))
    cluster.members.filter(state=State.ASKED).delete()
    cluster.state, cluster.ended = Cluster.State.ENDED, by.day
    changed(cluster, "state", "ended")
    told(cluster, by, "ended", acting, {"practices": [one.practice.code for one in held]})
    tell_practices(
        cluster,
        [one.practice for one in held],
        by.day,
        but=by.actor,
        what="the cluster ended",
        say=f"{acting.name} ended it. Sign in to read why.",
    )
    return cluster


def _formed(cluster: Cluster, seen: int) -> Cluster:
    found = locked(cluster, seen)
    if found.state != Cluster.State.FORMED:
        raise Refused("This is done with a cluster that is formed, and this one is not.")
    return found


def _alone_with(practices: Collection[Organisation], cluster: Cluster) -> None:
    """Raises Refused where one is in another cluster; nobody forms one with them meanwhile."""
    ids = [one.pk for one in practices]
    list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    taken = elsewhere(cluster.programme, ids, cluster)
    for one in practices:
        if one.pk in taken:
            raise Refused(
                f"{one.name} is in the cluster {taken[one.pk].name}: it leaves that one first, or "
                "is taken out of this one."
            )


def _left(
    cluster: Cluster, held: Collection[ClusterMember], by: Reader, day: date, why: str
) -> None:
    """Practices are of a cluster no more, from a day on."""
    for one in held:
        one.state, one.left, one.why = State.LEFT, day, why
        one.save(update_fields=["state", "left", "why"])
    covering = Coverage.objects.filter(
        organisation=cluster.organisation_id,
        area__in=[one.practice_id for one in held],
        ends=FOREVER,
    )
    for coverage in covering.select_related("organisation", "area"):
        uncovered(by=by, coverage=coverage, day=day)
    rebuild_reach()
