"""Where a practice begins: its own figures beside the criteria, and the way to ask for help."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from resilience.accounts.access import opened_to, reader_of, sees, signed_in
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.seers import who_sees
from resilience.accounts.tiers import Tier
from resilience.cases.asking.draft_pages import FORMS, fills_in, pack_of
from resilience.cases.asking.self_check import self_check
from resilience.cases.models import Case, Draft
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.packs import available, load
from resilience.programmes.schema import Pack


@opened_to(sees(Tier.COMMISSIONER))
@require_safe
def check(request: HttpRequest, code: str, programme: str) -> HttpResponseBase:
    """What the screen found of a practice, in its own words; what it has begun, and the buttons."""
    reader, pack = reader_of(request), pack_of(programme)
    practice = get_object_or_404(Organisation, code=code, kind=Kind.PRACTICE)
    if not reader.sees(Tier.COMMISSIONER).holds(practice):
        raise Http404
    own = reader.may(Right.FILL_IN).holds(practice)
    running = _running(reader)
    context = {
        "practice": practice,
        "pack": pack,
        "own": own,
        "runs": pack.id in {one.id for one in running},
        "running": [one for one in running if one.id != pack.id],
        "drafts": _drafts(reader, practice, pack) if own else [],
        "cases": _cases(reader, practice, pack),
        "found": self_check(reader, practice, pack.id),
        "may_enter": reader.may(Right.ENTER_INTELLIGENCE).holds(practice),
        "readers": who_sees(practice, Tier.COMMISSIONER, reader.day),
    }
    return render(request, "cases/check.html", context)


@fills_in
@require_safe
def ask(request: HttpRequest, code: str) -> HttpResponseBase:
    """The way from a practice's page: to the one programme that runs, or to choose."""
    reader = reader_of(request)
    practice = get_object_or_404(Organisation, code=code, kind=Kind.PRACTICE)
    if not reader.may(Right.FILL_IN).holds(practice):
        raise Http404
    running = _running(reader)
    if len(running) == 1:
        return redirect("cases:check", practice.code, running[0].id)
    return render(request, "cases/ask.html", {"practice": practice, "running": running})


@opened_to(signed_in)
@require_safe
def start(request: HttpRequest, programme: str) -> HttpResponseBase:
    """The way from a programme's page to one's own practice's: straight there where there is one
    practice, else to choose among several, or how a practice comes to have people here."""
    reader, pack = reader_of(request), pack_of(programme)
    found = Organisation.objects.filter(pk__in=reader.may(Right.FILL_IN).codes).order_by("name")
    practices = list(found)
    if len(practices) == 1:
        return redirect("cases:check", practices[0].code, pack.id)
    return render(request, "cases/start.html", {"pack": pack, "practices": practices})


def _running(reader: Reader) -> list[Pack]:
    """The programmes that take requests on the reader's day."""
    packs = (load(one) for one in available())
    return [one for one in packs if one.asking and one.starts <= reader.day <= one.ends]


def _drafts(reader: Reader, practice: Organisation, pack: Pack) -> list[tuple[str, Draft]]:
    """What is begun and not sent, each with its title."""
    titles = {one.id: one.title for one in pack.forms if one.id in FORMS}
    begun = Draft.objects.unsent().visible_to(reader)
    begun = begun.filter(organisation=practice, programme=pack.id, form__in=titles)
    return [(titles[one.form], one) for one in begun]


def _cases(reader: Reader, practice: Organisation, pack: Pack) -> list[Case]:
    """The open cases of the practice that the reader may see."""
    seen = Case.objects.visible_to(reader).open().filter(programme=pack.id)
    return list(seen.filter(practices__organisation=practice))
