"""Whose turn it is with milestones: those who owe one that is due soon or late, and those who are
to answer a letter, or wait for the answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, card
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.look.jinja import url
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Milestone
from resilience.returns.deadlines import is_late, reminded_on
from resilience.returns.filing.told import due_told
from resilience.returns.milestones import told
from resilience.returns.milestones.compliance import Standing
from resilience.returns.milestones.ground import Ground
from resilience.returns.milestones.owing import going_on, owed
from resilience.returns.milestones.states import KINDS, WORDS
from resilience.returns.milestones.supplying import rights
from resilience.returns.models import Escalation, EscalationAnswer

Found = tuple[Pack, Standing]


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What a reader is to do about milestones and letters, the first due leading."""
    now = timezone.now()
    if found := sorted(
        _owed(reader, now), key=lambda one: (one[1].milestone.due, one[1].unit.name)
    ):
        first = tuple(_waiting(pack, one, now) for pack, one in found[:most])
        yield Heading("milestones", "Milestones that are due or late", True, len(found), first)
    for right, for_me, title in (
        (Right.FILE_RETURNS, True, "Letters about what is late, to answer"),
        (Right.COLLECT_RETURNS, False, "Letters about what is late, not answered yet"),
    ):
        if waiting := _unanswered(reader, right):
            letters = tuple(_letter(one) for one in waiting[:most])
            yield Heading(f"letters_{right.value}", title, for_me, len(waiting), letters)


def _first_due(found: Found) -> tuple[datetime, str]:
    return found[1].milestone.due, found[1].unit.name


def _owed(reader: Reader, now: datetime) -> Iterator[Found]:
    """The milestones that are due soon or late and that a reader owes for the very team or area for
    which they act."""
    for pack, milestones in going_on(now):
        soon = [one for one in milestones if _is_soon(pack, one, now)]
        own = {one.id: _own(reader, one) for one in soon}
        codes = {code for each in own.values() for code in each}
        if not codes:
            continue
        ground = Ground(pack, now)
        its = [
            one.code
            for one in ground.areas
            if one.code in codes or codes & {team.code for team in one.teams}
        ]
        near = Ground(pack, now, its)
        for one in soon:
            yield from ((pack, found) for found in owed(near, one, own[one.id]))


def _is_soon(pack: Pack, milestone: Milestone, now: datetime) -> bool:
    days = pack.returns.remind_days if pack.returns else ()
    day = timezone.localdate(now)
    return is_late(milestone, now) or any(reminded_on(milestone, n) <= day for n in days)


def _own(reader: Reader, milestone: Milestone) -> set[str]:
    needed = set(rights(milestone))
    return {one.organisation.code for one in reader.memberships if needed & card(one.role).may}


def _waiting(pack: Pack, stands: Standing, now: datetime) -> Waiting:
    milestone, unit = stands.milestone, stands.unit
    page = url("returns:milestones_of", pack.id, unit.area) if unit.area else ""
    late = is_late(milestone, now)
    return Waiting(
        title=f"{unit.name}: {milestone.title}",
        address=f"{page}#{milestone.id}" if page else url("returns:milestones", pack.id),
        stands=told.remains(milestone, now),
        since=reminded_on(milestone, max(pack.returns.remind_days, default=0))
        if pack.returns
        else milestone.due.date(),
        owed=(
            Owed(
                f"Due by {due_told(milestone)}",
                milestone.due.date(),
                tag=WORDS[stands.state] if late else "",
                tag_kind=KINDS[stands.state],
            ),
        ),
    )


def _unanswered(reader: Reader, right: Right) -> list[Escalation]:
    if not reader.may(right):
        return []
    answers = EscalationAnswer.objects.filter(escalation=OuterRef("pk"))
    seen = Escalation.objects.filter(~Exists(answers), reader.may(right).within("area"))
    return list(seen.defer("pdf").select_related("area").order_by("answer_by", "number"))


def _letter(one: Escalation) -> Waiting:
    return Waiting(
        title=f"{one.area.name}: {one.facts['milestone']}",
        address=url("returns:milestone_letter", one.programme, one.number),
        stands=f"Letter {one.number}",
        since=timezone.localdate(one.at),
        owed=(Owed("An answer is asked for", one.answer_by),),
    )
