"""Whose turn it is with delivery plans: those to be written, told and assured, actions that are
due, and the local deadlines of practices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.funding.years import Year
from resilience.look.jinja import url
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Recorded
from resilience.returns.figures.areas import Team, areas
from resilience.returns.plans.local import told_of
from resilience.returns.plans.standing import Standing, standings


@dataclass(frozen=True)
class Now:
    """A programme in the year that runs, with its teams by id and how their plans stand."""

    pack: Pack
    year: Year
    stands: dict[int, Standing]

    def address(self, stands: Standing, page: str = "plan") -> str:
        return url(f"returns:{page}", self.pack.id, self.year.label, stands.team.code)

    def due(self) -> date | None:
        """By when plans of the year are to be there, if the programme says."""
        found = (
            one.due.date()
            for one in (self.pack.returns.milestones if self.pack.returns else ())
            if any(isinstance(e, Recorded) and e.what == "delivery_plan" for e in one.evidence)
        )
        return next((day for day in found if Year.of(day) == self.year), None)


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What waits for a reader about delivery plans, the first due leading, at most so many of each;
    the same number of queries however much there is."""
    writes, assures = reader.may(Right.WORK_CASES), reader.may(Right.ASSURE_PLANS)
    if writes or assures:
        running = list(_running(reader.day))
        own = set(reader.may_at(Right.WORK_CASES).values_list("pk", flat=True))
        over = _ids(reader, Right.ASSURE_PLANS)
        kinds = [
            ("plans_to_write", "Delivery plans to write", list(_to_write(running, own, reader))),
            ("plans_to_tell", "Practices to tell of deadlines", list(_to_tell(running, own))),
            (
                "plans_to_assure",
                "Delivery plans to assure",
                list(_to_assure(running, over, reader)),
            ),
            (
                "plan_actions",
                "Actions of delivery plans",
                list(_actions(running, own, over, reader)),
            ),
        ]
        for id_, title, found in kinds:
            yield from _heading(id_, title, found, most)
    if reader.may(Right.FILL_IN):
        local = list(_local(reader))
        yield from _heading("local_deadlines", "Local deadlines of the programme", local, most)


def _heading(id_: str, title: str, found: list[Waiting], most: int) -> Iterator[Heading]:
    if found:
        first = sorted(found, key=_first_due)[:most]
        yield Heading(id_, title, True, len(found), tuple(first))


def _first_due(one: Waiting) -> tuple[date, str]:
    due = one.owed[0].due if one.owed else None
    return due or one.since, one.title


def _running(day: date) -> Iterator[Now]:
    for name in available():
        pack, year = in_force(name), Year.of(day)
        if pack.returns and pack.funding and pack.funding.year(year.label):
            teams: list[Team] = [team for area in areas(pack, day) for team in area.teams]
            yield Now(pack, year, standings(pack, year, teams, day))


def _ids(reader: Reader, right: Right) -> set[int]:
    scope = reader.may(right)
    kinds = {pack.funding.holder for pack in map(in_force, available()) if pack.funding}
    found = Organisation.objects.filter(scope.within("pk"), kind__in=kinds)
    return set(found.values_list("pk", flat=True))


def _to_write(running: list[Now], own: set[int], reader: Reader) -> Iterator[Waiting]:
    for now in running:
        for pk in own & now.stands.keys():
            one, due = now.stands[pk], now.due()
            if one.plan is None:
                since = min(now.year.starts, reader.day)
                owed = (Owed("Agree it with partners", due),)
                yield _waiting(now, one, "write_plan", "No plan yet.", since, owed)


def _to_tell(running: list[Now], own: set[int]) -> Iterator[Waiting]:
    for now in running:
        for pk in own & now.stands.keys():
            one = now.stands[pk]
            if one.plan is None or not one.plan.deadlines:
                continue
            if one.to_tell:
                stands = f"{len(one.to_tell)} with nobody here to be told in another way."
                yield _waiting(now, one, "told_otherwise", stands, localdate(one.plan.at))
            elif not one.reached:
                stands = "No practice was told of this version."
                yield _waiting(now, one, "tell_practices", stands, localdate(one.plan.at))


def _to_assure(running: list[Now], over: set[int], reader: Reader) -> Iterator[Waiting]:
    for now in running:
        for pk in over & now.stands.keys():
            one = now.stands[pk]
            if one.plan and not one.assured_now and one.plan.by != reader.actor:
                stands = f"Version {one.plan.number} was not looked at yet."
                yield _waiting(now, one, "assure_plan", stands, localdate(one.plan.at))


def _actions(
    running: list[Now], own: set[int], over: set[int], reader: Reader
) -> Iterator[Waiting]:
    """Those of one's own team; and, of teams whose plans one assures, those that are late."""
    for now in running:
        for pk in (own | over) & now.stands.keys():
            one = now.stands[pk]
            late = one.late_actions(reader.day)
            for action in one.open_actions() if pk in own else late:
                tag = ("Late", "red") if action in late else ("", "plain")
                owed = (Owed(action.what, action.due, *tag),)
                yield _waiting(now, one, "plan", f"By {action.who}.", localdate(action.at), owed)


def _waiting(
    now: Now, one: Standing, page: str, stands: str, since: date, owed: tuple[Owed, ...] = ()
) -> Waiting:
    title = f"{one.team.name}, {now.year.label}"
    return Waiting(title, now.address(one, page), stands, since, owed)


def _local(reader: Reader) -> Iterator[Waiting]:
    """Deadlines of which one's practices were told, until they have passed."""
    for one in told_of(reader, year=Year.of(reader.day).label):
        coming = [(due, what) for due, what in one.plan.local_deadlines if due >= reader.day]
        if coming:
            yield Waiting(
                title=one.practice,
                address=url("returns:local_deadlines", one.plan.programme, one.plan.year),
                stands=f"{one.plan.team.name} told you of {len(coming)} still to come.",
                since=one.day,
                owed=tuple(Owed(what, due) for due, what in coming),
            )
