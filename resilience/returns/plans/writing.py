"""Writing a team's delivery plan of a year; one brought up to date is the next version (G12.1)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.organisations.models import Coverage, Kind, Organisation
from resilience.programmes.schema import Pack
from resilience.returns.models import DeliveryPlan
from resilience.returns.plans.addressed import At
from resilience.returns.plans.rules import near, not_ahead, plain, why_not_write

MOST_DEADLINES = 12
LONGEST_DEADLINE = 200
CHANGED = (
    "Somebody brought the plan up to date since you opened this page. Look at what they wrote, "
    "then go on."
)


@transaction.atomic
def write_plan(
    *,
    by: Reader,
    of: At,
    seen: int,
    at: datetime,
    agreed: date,
    agreed_with: Collection[str],
    partners: str,
    summary: str,
    shares: str,
    deadlines: Sequence[tuple[str, date]],
) -> DeliveryPlan:
    """Keep a plan of a team as it was agreed on a day with its commissioners and committees (by
    code) and with others. `seen` is the number of the version that was looked at, 0 for none."""
    refuse(why_not_write(of.organisation, by))
    team = locked_team(of.organisation)
    last = latest(of)
    if (last.number if last else 0) != seen:
        raise Refused(CHANGED)
    not_ahead(agreed, timezone.localdate(at))
    near(agreed, of.year, "The day of the agreement")
    chosen = {one.code: one for one in partners_of(team, of.pack, by.day)}
    unknown = set(agreed_with) - chosen.keys()
    if unknown or not (agreed_with or partners.strip()):
        raise Refused("Say with which commissioners and committees of the area it was agreed.")
    made = DeliveryPlan.objects.create(
        programme=of.pack.id,
        year=of.year.label,
        team=team,
        number=seen + 1,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.WORK_CASES, team.pk),
        agreed=agreed,
        agreed_with=[
            {"code": code, "name": one.name} for code, one in chosen.items() if code in agreed_with
        ],
        partners=plain(partners) if partners.strip() else "",
        summary=plain(summary),
        shares=plain(shares),
        deadlines=[{"what": what, "by": day.isoformat()} for what, day in _kept(of, deadlines)],
    )
    record(
        by=by.actor,
        act="returns.plan_written",
        subject=made,
        organisation=team.code,
        after={"year": made.year, "number": made.number, "agreed": agreed.isoformat()},
    )
    return made


def latest(of: At) -> DeliveryPlan | None:
    """The plan of a team in a year that counts now."""
    found = DeliveryPlan.objects.filter(
        programme=of.pack.id, year=of.year.label, team=of.organisation
    )
    return found.order_by("number").last()


def locked_team(team: Organisation) -> Organisation:
    """A team of whose plan one at a time writes, until the transaction ends."""
    return Organisation.objects.select_for_update().get(pk=team.pk)


def partners_of(team: Organisation, pack: Pack, day: date) -> list[Organisation]:
    """The commissioners within a team's area on a day, and the committees of any of them, by name;
    two queries."""
    within = (
        Organisation.objects.filter(
            kind=pack.structure.levels[-1],
            ancestors__ancestor=team,
            ancestors__starts__lte=day,
            ancestors__ends__gt=day,
        )
        .distinct()
        .order_by("name", "code")
    )
    commissioners = list(within)
    covered = Coverage.objects.filter(
        area__in=[team, *commissioners],
        organisation__kind=Kind.LMC,
        starts__lte=day,
        ends__gt=day,
    )
    committees = Organisation.objects.filter(pk__in=covered.values("organisation"))
    return [*commissioners, *committees.order_by("name", "code")]


def _kept(of: At, deadlines: Sequence[tuple[str, date]]) -> list[tuple[str, date]]:
    """The local deadlines, the first leading. Raises Refused for one that makes no sense."""
    if len(deadlines) > MOST_DEADLINES:
        raise Refused(f"Give at most {MOST_DEADLINES} local deadlines: put some together.")
    tidy = [(plain(what, LONGEST_DEADLINE), day) for what, day in deadlines]
    for what, day in tidy:
        near(day, of.year, f"“{what}”")
    return sorted(tidy, key=lambda one: one[1])
