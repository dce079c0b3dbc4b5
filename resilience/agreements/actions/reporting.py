"""How it goes, as the practice tells it: for the practice and those who plan its help, and for
nothing else (D8.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.agreements.actions.following import HELPED
from resilience.agreements.changing.agreed import why_not_yet
from resilience.agreements.models import ProgressReport, ReportRow, plan_of
from resilience.cases.happening import happen
from resilience.cases.models import Case, CasePractice
from resilience.cases.telling import tell_of
from resilience.look import words
from resilience.organisations.models import Organisation


def reports_for(case: Case, by: Reader) -> Organisation | None:
    """The practice of a case for which somebody reports, the one that leads first."""
    own = CasePractice.objects.filter(by.may(Right.FILL_IN).within("organisation"), case=case)
    found = own.select_related("organisation").first()
    return found.organisation if found else None


def why_not_report(case: Case, row: ReportRow) -> str:
    """Why a report is not sent now; empty where it may be, late or early."""
    if ProgressReport.objects.filter(row=row).exists():
        return "This report was sent already, so it was not sent again: what you wrote is below."
    if case.state not in HELPED:
        return f"Reports are sent while help goes on; the case is “{case.standing.title}”."
    if plan_of(case) != row.plan:
        return "This report was agreed under an earlier plan."
    return why_not_yet(row)


@transaction.atomic
def send_report(
    *,
    by: Reader,
    case: Case,
    row: ReportRow,
    at: datetime,
    objectives: Mapping[int, Mapping[str, str]],
    milestones: Mapping[int, date],
    answers: Mapping[str, Any],
    rating: int | None,
) -> ProgressReport:
    """Tell how each objective stands (`standing` of the pack, `words`), which milestones were
    reached on which day, what the form of the pack asks (checked by the caller), and how useful the
    help is. It is kept as it was sent; the team is told that it came, not what it says."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    practice = reports_for(case, by)
    if practice is None:
        raise Refused("Only the people of the practice report how it goes.")
    refuse(why_not_report(case, row))
    made = ProgressReport.objects.create(
        case=case,
        at=at,
        by=by.actor,
        acting_for=practice,
        row=row,
        progress={
            "objectives": {str(pk): dict(one) for pk, one in objectives.items()},
            "milestones": {str(pk): day.isoformat() for pk, day in milestones.items()},
        },
        answers=dict(answers),
        rating=rating,
    )
    text = f"Due on {words.day(row.due)}"
    event = happen(case, "report_sent", by=by, at=at, acting_for=practice, text=text)
    tell_of(event, ["team"])
    return made
