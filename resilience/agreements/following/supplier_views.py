"""A supplier's own page: what it is to deliver, and that it did. It sees nothing else of a case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.agreements.actions.delivered import say_delivered
from resilience.agreements.actions.following import HELPED
from resilience.agreements.following.forms import SaysDelivered
from resilience.agreements.models import Deliverable
from resilience.agreements.models.delivering import DeliverableQuerySet
from resilience.cases.following.step_views import form_page, posted

delivering = opened_to(may(Right.DELIVER))


def own_deliverables(reader: Reader) -> DeliverableQuerySet:
    """What the suppliers that a reader speaks for deliver, the first due first."""
    own = Deliverable.objects.filter(help__supplier__in=reader.may(Right.DELIVER).organisations)
    return own.select_related("plan__case__organisation", "help__supplier").order_by("due", "pk")


@delivering
@require_safe
def deliverables(request: HttpRequest) -> HttpResponseBase:
    """What is due, and what was delivered."""
    reader = reader_of(request)
    found = list(own_deliverables(reader))
    owed = [one for one in found if one.delivered is None and one.plan.case.state in HELPED]
    context = {
        "owed": owed,
        "others": [one for one in found if one not in owed],
        "day": reader.day,
    }
    return render(request, "agreements/deliverables.html", context)


@delivering
@form_page
def deliver(request: HttpRequest, number: int) -> HttpResponseBase:
    """Say on which day something was delivered."""
    reader = reader_of(request)
    found = get_object_or_404(own_deliverables(reader), pk=number)
    form = SaysDelivered(posted(request), initial={"on": reader.day})
    if form.is_valid():
        try:
            say_delivered(by=reader, deliverable=found, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The local team is told that it was delivered.")
            return redirect("agreements:deliverables")
    return render(request, "agreements/deliver.html", {"one": found, "form": form})
