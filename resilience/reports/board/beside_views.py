"""What is recorded of programmes beside this one, and recording more of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.reports.board.acts import tell_beside
from resilience.reports.board.beside_forms import Told
from resilience.returns.addressed import returning_pack
from resilience.returns.models import BesideFigure


@opened_to(may(Right.COLLECT_RETURNS))
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest, programme: str) -> HttpResponseBase:
    """The figures by programme and day, the latest leading, and a form for another."""
    pack, returns = returning_pack(programme)
    if not returns.beside:
        raise Http404
    form = Told(request.POST if request.method == "POST" else None, programmes=returns.beside)
    if form.is_valid():
        try:
            told = form.cleaned_data
            tell_beside(by=reader_of(request), at=timezone.now(), pack=pack, **told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is recorded. Papers as at that day or later tell it.")
            return redirect("reports:beside", programme)
    found = BesideFigure.objects.visible_to(reader_of(request)).filter(programme=programme)
    context = {
        "pack": pack,
        "form": form,
        "titles": {one.id: one.title for one in returns.beside},
        "figures": list(found.order_by("beside", "-as_at", "-at", "-pk")),
    }
    return render(request, "reports/board_beside.html", context)
