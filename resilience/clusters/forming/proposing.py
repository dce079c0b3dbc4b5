"""Proposing a cluster, asking practices into it, and what they answer (Q3)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from resilience.accounts.local import why_not_called
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.clusters.forming.addressed import Of
from resilience.clusters.forming.members import elsewhere, may_be_asked, spoken_for
from resilience.clusters.forming.rules import (
    LONGEST_NAME,
    LONGEST_WHY,
    locked,
    maybe,
    plain,
    why_not_change,
)
from resilience.clusters.forming.told import tell_practices
from resilience.clusters.models import Cluster, ClusterMember
from resilience.organisations.models import Kind, Organisation

State = ClusterMember.State
ASKS = (
    "A practice asks yours to work together as a cluster. Sign in to see which practices, and to "
    "say whether yours is of it."
)


@transaction.atomic
def propose(
    *,
    by: Reader,
    of: Of,
    practice: Organisation,
    at: datetime,
    name: str,
    about: str,
    practices: Collection[str],
) -> Cluster:
    """Propose a cluster for a practice of an area, and ask others of that area, by code. Who
    proposes it agrees to it."""
    refuse("" if by.may(Right.REFER).holds(practice) else f"You do not answer for {practice.name}.")
    area = Organisation.objects.select_for_update(no_key=True).get(pk=of.area.pk)
    called = named(name, of.pack.id)
    asked = _may_be_asked(of.pack.id, area, {*practices, practice.code}, by)
    before = Cluster.objects.filter(programme=of.pack.id, area=area)
    cluster = Cluster.objects.create(
        programme=of.pack.id,
        area=area,
        number=(before.aggregate(last=Max("number"))["last"] or 0) + 1,
        name=called,
        about=maybe(about),
        state=Cluster.State.PROPOSED,
        proposed=at,
        proposed_by=by.actor,
        proposed_for=practice,
    )
    for one in asked:
        own = {"state": State.AGREED, "answered": at, "answered_by": by.actor}
        state = own if one == practice else {"state": State.ASKED}
        ClusterMember.objects.create(cluster=cluster, practice=one, **state)
    others = [one for one in asked if one != practice]
    told(cluster, by, "proposed", practice, {"practices": [one.code for one in others]})
    tell_practices(
        cluster, others, by.day, but=by.actor, what="you are asked to be of it", say=ASKS
    )
    return cluster


@transaction.atomic
def change(
    *,
    by: Reader,
    cluster: Cluster,
    seen: int,
    name: str,
    about: str,
    practices: Collection[str],
) -> Cluster:
    """Change the words of a proposal, and whom it asks, by code. Who is taken out is told, and who
    declined may be asked again by naming them. An exception for fewer patients does not outlive a
    practice."""
    cluster = locked(cluster, seen)
    refuse(why_not_change(cluster, by))
    if cluster.name.casefold() != name.strip().casefold():
        cluster.name = named(name, cluster.programme, cluster)
    cluster.about = maybe(about)
    wanted = {*practices, cluster.proposed_for.code}
    there = {one.practice.code: one for one in cluster.members.select_related("practice")}
    kept = {code for code, one in there.items() if one.state in (State.ASKED, State.AGREED)}
    asked = _may_be_asked(cluster.programme, cluster.area, wanted - kept, by, cluster)
    gone = [there[code].practice for code in sorted(kept - wanted)]
    cluster.members.filter(practice__in=gone).delete()
    _ask(cluster, asked)
    if gone:
        without_exception(cluster)
    changed(cluster, "name", "about")
    codes = {"asked": [one.code for one in asked], "taken_out": [one.code for one in gone]}
    told(cluster, by, "changed", cluster.proposed_for, codes)
    tell_practices(cluster, asked, by.day, but=by.actor, what="you are asked to be of it", say=ASKS)
    tell_practices(
        cluster,
        gone,
        by.day,
        but=by.actor,
        what="your practice is not asked any more",
        say="The practice that proposed the cluster changed whom it asks.",
    )
    return cluster


@transaction.atomic
def answer(
    *,
    by: Reader,
    cluster: Cluster,
    practice: Organisation,
    seen: int,
    at: datetime,
    agrees: bool,
    why: str,
) -> Cluster:
    """Say for a practice that was asked into a proposal whether it is of it; who declines says why.
    Until the cluster is formed a practice may say otherwise."""
    cluster = locked(cluster, seen)
    if cluster.state != Cluster.State.PROPOSED:
        raise Refused("This cluster is no proposal any more.")
    if practice not in spoken_for(cluster, by, Right.REFER, State.values):
        raise Refused(f"You do not answer for {practice.name} here.")
    if practice.pk == cluster.proposed_for_id:
        raise Refused("Your practice proposed this cluster: withdraw the proposal instead.")
    member = cluster.members.get(practice=practice)
    state = State.AGREED if agrees else State.DECLINED
    if member.state == state:
        raise Refused("Your practice has said so already.")
    if agrees:
        _may_be_asked(cluster.programme, cluster.area, {practice.code}, by, cluster)
    elif member.state == State.AGREED:
        without_exception(cluster)
    said(member, state, by, at, why)
    changed(cluster)
    word = "agreed" if agrees else "declined"
    told(cluster, by, "answered", practice, {"agrees": agrees})
    tell_practices(
        cluster,
        [cluster.proposed_for],
        by.day,
        but=by.actor,
        what=f"{practice.name} {word}",
        say=f"Sign in to see who has answered, and how many patients the practices have. "
        f"{practice.name} {word}.",
    )
    return cluster


@transaction.atomic
def withdraw(*, by: Reader, cluster: Cluster, seen: int) -> Cluster:
    """Take a proposal back; whoever was asked is told."""
    cluster = locked(cluster, seen)
    refuse(why_not_change(cluster, by))
    cluster.state, cluster.ended = Cluster.State.ENDED, by.day
    changed(cluster, "state", "ended")
    told(cluster, by, "withdrawn", cluster.proposed_for, {})
    everybody = [one.practice for one in cluster.members.select_related("practice")]
    tell_practices(
        cluster,
        everybody,
        by.day,
        but=by.actor,
        what="the proposal was withdrawn",
        say=f"{cluster.proposed_for.name} took its proposal of a cluster back.",
    )
    return cluster


@transaction.atomic
def record_exception(*, by: Reader, cluster: Cluster, seen: int, at: datetime, why: str) -> Cluster:
    """Let practices form a cluster with fewer patients than the programme asks for, and say why."""
    cluster = locked(cluster, seen)
    acting = by.acting_for(Right.RUN_LOCALLY, cluster.area_id)
    if acting is None:
        raise Refused(f"You do not run the local programme of {cluster.area.name}.")
    if cluster.state != Cluster.State.PROPOSED:
        raise Refused("This cluster is no proposal any more.")
    cluster.exception, cluster.exception_by = plain(why), by.actor
    cluster.exception_for, cluster.exception_at = acting, at
    changed(cluster, "exception", "exception_by", "exception_for", "exception_at")
    told(cluster, by, "exception", acting, {})
    everybody = [one.practice for one in cluster.members.select_related("practice")]
    tell_practices(
        cluster,
        everybody,
        by.day,
        but=by.actor,
        what="it may be formed with fewer patients",
        say=f"{acting.name} recorded an exception. Sign in to read why.",
    )
    return cluster


def named(name: str, programme: str, cluster: Cluster | None = None) -> str:
    """The name of a cluster. Raises Refused for one that a group of practices has, or another
    cluster that is not ended."""
    called = " ".join(plain(name, LONGEST_NAME).split())
    refuse(why_not_called(Kind.GROUP, called))
    others = Cluster.objects.filter(programme=programme, name__iexact=called)
    if cluster is not None:
        others = others.exclude(pk=cluster.pk)
    if others.exclude(state=Cluster.State.ENDED).exists():
        raise Refused("Another cluster has this name: choose another one.")
    return called


def ask_of(cluster: Cluster, practices: Collection[str], by: Reader) -> list[Organisation]:
    """Ask practices into a cluster, by code; those that were asked. The caller holds its lock."""
    asked = _may_be_asked(cluster.programme, cluster.area, set(practices), by, cluster)
    _ask(cluster, asked)
    tell_practices(cluster, asked, by.day, but=by.actor, what="you are asked to be of it", say=ASKS)
    return asked


def said(member: ClusterMember, state: str, by: Reader, at: datetime, why: str) -> None:
    """Keep what a practice answered; who declines says why."""
    text = plain(why, LONGEST_WHY) if state == State.DECLINED else maybe(why, LONGEST_WHY)
    member.state, member.answered, member.answered_by, member.why = state, at, by.actor, text
    member.save(update_fields=["state", "answered", "answered_by", "why"])


def without_exception(cluster: Cluster) -> None:
    """An exception was for the practices as they were: with one less it is asked for anew."""
    cluster.exception, cluster.exception_by = "", ""
    cluster.exception_for = cluster.exception_at = None
    cluster.save(update_fields=["exception", "exception_by", "exception_for", "exception_at"])


def changed(cluster: Cluster, *fields: str) -> None:
    """Keep what was changed of a cluster, as its next version."""
    cluster.version += 1
    cluster.save(update_fields=[*fields, "version"])


def told(
    cluster: Cluster, by: Reader, what: str, acting: Organisation, after: dict[str, Any]
) -> None:
    """Record an act about a cluster: codes, and no words of anybody."""
    record(
        by=by.actor,
        act=f"cluster.{what}",
        subject=cluster,
        organisation=acting.code,
        after=after,
    )


def _ask(cluster: Cluster, practices: Collection[Organisation]) -> None:
    for one in practices:
        cluster.members.exclude(state=State.LEFT).update_or_create(
            cluster=cluster,
            practice=one,
            defaults={"state": State.ASKED, "answered": None, "answered_by": "", "why": ""},
        )


def _may_be_asked(
    programme: str,
    area: Organisation,
    codes: Collection[str],
    by: Reader,
    cluster: Cluster | None = None,
) -> list[Organisation]:
    """Practices by code, if all of them may be asked: they are of the area, and in no cluster."""
    there = may_be_asked(area, by.day)
    if unknown := sorted(set(codes) - there.keys()):
        raise Refused(
            f"No open practice of {area.name} has the code {unknown[0]}: choose one of the area."
        )
    found = list(Organisation.objects.filter(code__in=codes).order_by("name", "code"))
    taken = elsewhere(programme, [one.pk for one in found], cluster)
    for one in found:
        if one.pk in taken:
            raise Refused(f"{one.name} is in the cluster {taken[one.pk].name}.")
    return found


def areas_of(practice: Organisation, by: Reader) -> list[Organisation]:
    """The areas in which a practice may propose a cluster, the nearest first."""
    above = practice.ancestors.filter(
        kind__in=(Kind.CCG, Kind.ICB), starts__lte=by.day, ends__gt=by.day
    ).select_related("ancestor")
    return sorted((one.ancestor for one in above), key=lambda one: one.kind != Kind.CCG)
