"""The page of a progress report: sent by the practice, read by it and by those who plan its help,
and by nobody else (D8.2)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from resilience.accounts.access import reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.rules import Refused
from resilience.agreements.actions.reporting import reports_for, send_report, why_not_report
from resilience.agreements.following.report_form import ReportForm
from resilience.agreements.following.report_told import told_of
from resilience.agreements.models import ProgressReport, ReportRow
from resilience.cases.following.step_views import form_page, posted
from resilience.cases.following.views import case_of, seeing_cases
from resilience.programmes.local import in_force


@seeing_cases
@sensitive_post_parameters()
@keeps_what_was_typed
@form_page
def report(request: HttpRequest, reference: str, row: int) -> HttpResponseBase:
    """Send a report that was agreed; once it was sent, read it."""
    reader = reader_of(request)
    case = case_of(reader, reference)
    rows = ReportRow.objects.filter(plan__case=case).select_related("plan")
    asked = get_object_or_404(rows, pk=row)
    pack = in_force(case.programme)
    seen = ProgressReport.objects.visible_to(reader)
    sent = seen.filter(row=asked).select_related("acting_for").first()
    context: dict[str, Any] = {"case": case, "row": asked, "pack": pack}
    if sent and request.method != "POST":
        context |= {"report": sent, "said_of_it": told_of(sent, pack)}
        return render(request, "agreements/report_sent.html", context)
    if reports_for(case, reader) is None or pack.delivering is None:
        raise Http404
    why = why_not_report(case, asked)
    if why and request.method != "POST":
        return render(request, "agreements/report.html", context | {"why_not": why})
    held = held_form(request)
    form = ReportForm(
        posted(request),
        plan=asked.plan,
        pack=pack,
        delivering=pack.delivering,
        last=seen.filter(row__plan=asked.plan).order_by("at", "pk").last(),
        day=reader.day,
        typed=held.dict() if held else {},
    )
    if form.is_valid():
        try:
            send_report(by=reader, case=case, row=asked, at=timezone.now(), **form.sent)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your report is sent. Thank you: that is all.")
            return redirect("agreements:report", reference, row)
    about = pack.form(pack.delivering.report_form)
    return render(request, "agreements/report.html", context | {"form": form, "about": about})
