"""The money of a cluster's plan: its parts, what each practice has of them, and what is next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.clusters.payments.addressed import Of, money_at
from resilience.clusters.payments.shown import COLUMNS, Shown, table
from resilience.look import asked
from resilience.look.downloads import csv_file

seeing = opened_to(sees(Tier.COUNTS, Tier.COMMISSIONER))


@seeing
@require_safe
def money(
    request: HttpRequest, programme: str, code: str, number: int, plan: int | None = None
) -> HttpResponseBase:
    """The money of the latest plan of a cluster, or of another of its plans."""
    reader = reader_of(request)
    of = money_at(reader, programme, code, number, plan)
    shown = Shown(of, reader)
    if asked.one_of(request, "format", ("csv",)):
        name = [of.cluster.reference, f"plan-{of.plan.number if of.plan else 0}", "money"]
        return csv_file(name, COLUMNS, table(shown))
    context = {
        "of": of,
        "shown": shown,
        "others": [one for one in of.cluster.plans.all() if one != of.plan],
        "commits": shown.may(Right.COMMIT_MONEY),
        "approves": shown.may(Right.APPROVE_INVOICES),
        "keeps": shown.keeps,
        "seers": _seers(of, shown, reader),
    }
    return render(request, "clusters/payments_money.html", context)


def _seers(of: Of, shown: Shown, reader: Reader) -> list[tuple[str, Any]]:
    """Who sees the sums of one of the practices that the reader sees; each is seen by its own
    people, and by those of the area."""
    practice = next((one.practice for one in shown.practices), None)
    if practice is None:
        return [("The parts are seen by", who_sees(of.cluster.area, Tier.COMMISSIONER, reader.day))]
    found = who_sees(practice, Tier.COMMISSIONER, reader.day)
    return [(f"The sums of {practice.name} are seen by", found)]
