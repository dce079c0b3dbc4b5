"""Asking the local team to look at a practice: for those who speak for an LMC or a commissioner."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.cases.actions import raise_concern
from resilience.cases.finding.forms import Why, first
from resilience.cases.finding.queries import cases_of, why_not_now
from resilience.cases.finding.views import asking_pack, running_pack
from resilience.look import asked
from resilience.organisations.models import Kind, Organisation, Record

A_PAGE = 50
MOST_WORDS = 10
"""Words that are looked for; no name of a practice has more that tell it from others."""
raising = opened_to(may(Right.RAISE_CONCERN))


@raising
@require_safe
def programmes(request: HttpRequest) -> HttpResponseBase:
    """To the programme that runs, with what was looked for; straight to a practice by its code."""
    reader, text = reader_of(request), asked.clean(request.GET.get("q", ""))
    pack = running_pack(reader)
    if text and _practices(reader).filter(code=text.upper()).exists():
        return redirect("cases:concern", pack.id, text.upper())
    query = f"?{urlencode({'q': text})}" if text else ""
    return redirect(reverse("cases:concern_search", args=[pack.id]) + query)


@raising
@require_safe
def search(request: HttpRequest, programme: str) -> HttpResponseBase:
    """Find the practice of one's area that a concern is about."""
    reader, pack = reader_of(request), asking_pack(programme)
    typed = asked.clean(request.GET.get("q", ""))[: asked.LONGEST * 2].split()
    text = " ".join(typed[:MOST_WORDS])
    found = _practices(reader)
    for word in text.upper().split():
        found = found.filter(search__contains=word)
    page = asked.page_of(request, Paginator(found.order_by("name", "code"), A_PAGE))
    context = {
        "pack": pack,
        "text": text,
        "page": page,
        "why_not": why_not_now(pack, reader.day),
    }
    return render(request, "cases/concern_search.html", context)


@raising
@sensitive_post_parameters()
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """Write what concerns one about a practice."""
    reader, pack = reader_of(request), asking_pack(programme)
    practice = get_object_or_404(_practices(reader), code=code)
    posted = request.POST if request.method == "POST" else None
    form = Why(posted, initial=first(held_form(request)))
    form.fields["why"].label = "What concerns you"
    if form.is_valid():
        told = form.cleaned_data
        try:
            case = raise_concern(
                by=reader, practice=practice, programme=programme, at=timezone.now(), **told
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The local team has your concern: {case.reference}.")
            return redirect("cases:case", case.reference)
    own = reader.acting_for(Right.RAISE_CONCERN, practice.pk)
    context = {
        "pack": pack,
        "practice": practice,
        "form": form,
        "own": own,
        "case": cases_of([practice.code], programme, reader).get(practice.code),
        "why_not": why_not_now(pack, reader.day),
        "seers": [("What you write is read by", who_sees(practice, Tier.DELIBERATION, reader.day))],
    }
    return render(request, "cases/concern.html", context)


def _practices(reader: Reader) -> QuerySet[Organisation]:
    """Practices open on the reader's day of which somebody may say that they concern them."""
    here = Record.objects.filter(
        state=Record.State.OPEN, starts__lte=reader.day, ends__gt=reader.day
    )
    return Organisation.objects.filter(
        reader.may(Right.RAISE_CONCERN).within("pk"),
        kind=Kind.PRACTICE,
        pk__in=here.values("organisation"),
    )
