"""Whom a practice can ask (G8.13): the list that anyone may read, and naming one's own team's."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import anyone, may, opened_to, reader_of
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.cases.actions import name_contact
from resilience.cases.contacts import queries
from resilience.cases.contacts.forms import ContactForm, dialled
from resilience.cases.finding.queries import asking_packs
from resilience.cases.finding.views import asking_pack
from resilience.look import asked

naming = opened_to(may(Right.WORK_CASES))


@opened_to(anyone)
@require_safe
def contacts(request: HttpRequest, programme: str) -> HttpResponseBase:
    """The contact of each team of a programme, and who deals with a practice."""
    pack, day = asking_pack(programme), timezone.localdate()
    text = asked.clean(request.GET.get("q", ""))
    found, count = queries.found_for(text, pack, day) if text else ([], 0)
    context = {
        "pack": pack,
        "day": day,
        "text": text,
        "found": found,
        "count": count,
        "most": queries.MOST,
        "teams": queries.teams(pack, day),
        "dialled": dialled,
    }
    return render(request, "cases/contacts.html", context)


@naming
@require_safe
def own_contacts(request: HttpRequest) -> HttpResponseBase:
    """The contacts of the teams for which one answers requests."""
    rows = queries.own_teams(reader_of(request), asking_packs())
    return render(request, "cases/contacts_own.html", {"rows": rows, "dialled": dialled})


@naming
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, programme: str, code: str) -> HttpResponseBase:
    """Name the contact of one's own team, in place of the one before."""
    reader, pack = reader_of(request), asking_pack(programme)
    own = (team for _, team in queries.own_teams(reader, [pack]))
    team = next((one for one in own if one.organisation.code == code), None)
    if team is None:
        raise Http404
    before = team.contact
    initial = {name: getattr(before, name) for name in ContactForm.base_fields} if before else {}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        told = form.cleaned_data
        try:
            name_contact(by=reader, programme=programme, team=team.organisation, **told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{told['name']} is named, and anyone can see it.")
            return redirect("cases:own_contacts")
    context = {"pack": pack, "team": team.organisation, "form": form}
    return render(request, "cases/contact.html", context)
