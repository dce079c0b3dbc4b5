"""Writing a plan: its leads, its rows and its words, by both sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.agreements.models import (
    Help,
    Lead,
    Milestone,
    Objective,
    Plan,
    ReportRow,
)
from resilience.agreements.planning.baselines import with_baseline
from resilience.agreements.planning.beginning import name_lead
from resilience.agreements.planning.fitting import WHY_NOT
from resilience.agreements.planning.who import why_not_change, why_not_lead
from resilience.audit.actions import record
from resilience.programmes.local import in_force

Row = Objective | Milestone | Help | ReportRow
ROWS: dict[str, type[Row]] = {
    "objectives": Objective,
    "milestones": Milestone,
    "help": Help,
    "reports": ReportRow,
}
"""What a plan has several of, as its addresses call them."""
KEPT = (
    "Something was reported or delivered on it already, so it stays in the plan: change it instead."
)

OWED = (
    "It was agreed what the supplier of this help delivers, so the help stays that supplier's: "
    "say when it ends, and add the other's help beside it."
)


class PlanChanged(Refused):
    """Somebody changed a plan since it was opened; nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__(
            "The plan was changed in another window or by somebody else after you opened this "
            "page, so nothing was saved. What you typed is still here. Look at what differs, and "
            "save again to keep yours."
        )


@transaction.atomic
def write_row(
    *, by: Reader, plan: Plan, seen: int, kind: str, number: int | None, said: Mapping[str, Any]
) -> Row:
    """Add a row of a kind to a plan as somebody saw it (its version `seen`), or change the one of
    a number. `said` are the fields of the row, and of help in `bars` what was answered of what is
    not paid for.

    Raises Refused with why not, PlanChanged where the plan is not what they saw.
    """
    plan = _open(by, plan, seen)
    pack, rows = in_force(plan.case.programme), ROWS[kind].objects.filter(plan=plan)
    last = rows.order_by("-number").first()
    row = ROWS[kind](plan=plan, number=(last.number if last else 0) + 1)
    if number is not None:
        row = _row(rows.filter(number=number).first())
    if isinstance(row, Objective):
        said = with_baseline(plan, pack, said, row, by.day)
    refuse(next(iter(WHY_NOT[kind](plan, pack, said).values()), ""))
    if number and isinstance(row, Help) and said.get("supplier") != row.supplier:
        refuse(OWED if row.deliverables.exists() else "")
    before = _plain(row) if number is not None else None
    for name, value in said.items():
        if name != "bars":
            setattr(row, name, value)
    row.save()
    act = "added" if number is None else "changed"
    asked = {"bars": dict(said["bars"])} if "bars" in said else {}
    _changed(by, plan, f"plan.{kind}_{act}", before, _plain(row), **asked)
    return row


@transaction.atomic
def remove_row(*, by: Reader, plan: Plan, seen: int, kind: str, number: int) -> None:
    """Take a row out of a plan as somebody saw it; the milestones of an objective go with it.

    Raises Refused with why not, PlanChanged where the plan is not what they saw.
    """
    plan = _open(by, plan, seen)
    row = _row(ROWS[kind].objects.filter(plan=plan, number=number).first())
    before = _plain(row)
    try:
        row.delete()
    except ProtectedError:
        raise Refused(KEPT) from None
    _changed(by, plan, f"plan.{kind}_removed", before, None)


@transaction.atomic
def write_words(*, by: Reader, plan: Plan, seen: int, part: str, said: Mapping[str, Any]) -> Plan:
    """Write what a plan says once: `part` is "strategy", "exit" or "case-study".

    Raises Refused with why not, PlanChanged where the plan is not what they saw.
    """
    plan = _open(by, plan, seen)
    wrong = WHY_NOT[part](plan, in_force(plan.case.programme), said)
    refuse(next(iter(wrong.values()), ""))
    before = {name: getattr(plan, name) for name in said}
    for name, value in said.items():
        setattr(plan, name, value)
    _changed(by, plan, f"plan.{part}_written", _told(before), _told(said))
    return plan


@transaction.atomic
def choose_lead(*, by: Reader, plan: Plan, seen: int, part: str, user: User | None) -> Lead:
    """Name who leads in a part: somebody who uses this service, or (`user` is none) somebody else,
    who is then described. The strategic lead is of the national body (D7.2).

    Raises Refused with why not, PlanChanged where the plan is not what they saw.
    """
    plan = _open(by, plan, seen)
    before = plan.leads.filter(part=part).first()
    if user is not None:
        practice, pack = plan.case.organisation, in_force(plan.case.programme)
        refuse(why_not_lead(part, user, practice, pack, by.day))
        lead = name_lead(plan, part, user, by.day)
    elif part == Lead.Part.STRATEGIC:
        raise Refused("The strategic lead approves here, so it is somebody who uses this service.")
    else:
        plan.leads.filter(part=part).delete()
        lead = Lead.objects.create(plan=plan, part=part)
    _changed(by, plan, "plan.lead_chosen", _who(before), _who(lead), part=part)
    return lead


@transaction.atomic
def write_lead(*, by: Reader, plan: Plan, seen: int, part: str, said: Mapping[str, str]) -> Lead:
    """Write where a lead is reached. The name of who uses this service stays theirs.

    Raises Refused with why not, PlanChanged where the plan is not what they saw.
    """
    plan = _open(by, plan, seen)
    lead = plan.leads.filter(part=part).first()
    if lead is None:
        raise Refused("Nobody is named yet: choose who it is first.")
    for name, value in said.items():
        if name != "name" or lead.user_id is None:
            setattr(lead, name, value)
    lead.save()
    # How people are reached stands in the plan, and is not repeated in the record for good.
    _changed(by, plan, "plan.lead_written", None, None, part=part, fields=sorted(said))
    return lead


def _open(by: Reader, plan: Plan, seen: int) -> Plan:
    """The plan as it stands, which nobody else changes until the transaction ends."""
    current = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    refuse(why_not_change(current, by))
    if current.version != seen:
        raise PlanChanged
    return current


def _row(found: Row | None) -> Row:
    if found is None:
        raise Refused("It is no longer in the plan: somebody removed it.")
    return found


def _changed(by: Reader, plan: Plan, act: str, before: Any, after: Any, **details: Any) -> None:
    plan.version += 1
    plan.save()
    code = plan.case.organisation.code
    details["version"] = plan.version
    record(
        by=by.actor, act=act, subject=plan, organisation=code, before=before, after=after, **details
    )


def _plain(row: Row) -> dict[str, Any]:
    return _told({one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields})


def _told(said: Mapping[str, Any]) -> dict[str, Any]:
    """As plain data."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in said.items()
    }


def _who(lead: Lead | None) -> str | None:
    """Of who uses this service the opaque name of the record."""
    if lead is None:
        return None
    return lead.user.actor if lead.user else "somebody else"
