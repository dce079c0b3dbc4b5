"""What the page of an agreement says of how the help goes."""

from __future__ import annotations

from typing import Any

from resilience.accounts.reader import Reader
from resilience.agreements.actions.following import HELPED
from resilience.agreements.following.ended import ENDED
from resilience.agreements.following.shown import Followed
from resilience.agreements.models import ExitReview, plan_of
from resilience.cases.models import Case
from resilience.look import words
from resilience.look.jinja import url


def of(case: Case, reader: Reader) -> dict[str, Any] | None:
    """The way to the follow-up page, and what is next for the reader; none before help began."""
    plan = plan_of(case)
    over = case.events.filter(kind__in=ENDED).exists()
    reviewed = ExitReview.objects.filter(case=case).exists()
    if plan is None or not (case.state in HELPED or over or reviewed):
        return None
    shown = Followed(case, plan, reader)
    links = [(url("agreements:follow", case.reference), "Objectives, reports and deliverables")]
    row = shown.next_report if case.state in HELPED else None
    if row and shown.may_report:
        address = url("agreements:report", case.reference, row.pk)
        links.append((address, f"Write the progress report due on {words.day(row.due)}"))
    if reviewed:
        links.append((url("agreements:exit", case.reference), "The exit review"))
    for one in shown.looks_back:
        if one.done or (shown.follows and one.due <= reader.day):
            address = url("agreements:look_back", case.reference, one.months)
            links.append((address, f"Looking back after {one.months} months"))
    lines = []
    if row and shown.sees_reports:
        sent = sum(one.sent for one in shown.reports)
        count = words.plural(len(shown.reports), "report")
        lines.append(f"{sent} of {count} sent; the next is due on {words.day(row.due)}.")
    return {"lines": lines, "links": links}
