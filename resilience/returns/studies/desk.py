"""The case study that a page is about, to whoever sees it, and what every such page does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from resilience.accounts.access import opened_to, reader_of, sees
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.cases.following.step_views import form_page
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import CaseStudies
from resilience.returns.models import CaseStudy
from resilience.returns.studies.forms import OfAStudy
from resilience.returns.studies.wanted import telling_pack

seeing_studies = opened_to(sees(Tier.COMMISSIONER))
LARGEST = 10**9
"""Numbers beyond it are no case study's."""


@dataclass
class Desk:
    """A case study, its programme, and who looks at it."""

    request: HttpRequest
    study: CaseStudy
    pack: Pack
    asks: CaseStudies
    reader: Reader

    def page(self, template: str, **context: Any) -> HttpResponseBase:
        about = {"study": self.study, "pack": self.pack, "asks": self.asks}
        return render(self.request, f"returns/studies_{template}.html", about | context)

    def done(self, form: OfAStudy, act: Callable[[int], Any], said: str) -> HttpResponseBase | None:
        """Back to the case study once an act on the version that was seen is done; none where it is
        not, and the form says why."""
        if not form.is_valid():
            return None
        try:
            act(form.cleaned_data["seen"])
        except Refused as refused:
            self.study.refresh_from_db()
            form.refused(refused, self.study)
            return None
        messages.success(self.request, said)
        return redirect("returns:study", self.pack.id, self.study.number)

    def begins(self, **first: Any) -> dict[str, Any]:
        """What a form begins with, and what was typed before one was signed out."""
        held = held_form(self.request)
        typed = held.dict() | {"problems": held.getlist("problems")} if held else {}
        return {"seen": self.study.version} | first | typed


def desk_of(request: HttpRequest, programme: str, number: int) -> Desk:
    """The case study of an address, 404 where the reader does not see it."""
    pack, asks = telling_pack(programme)
    reader = reader_of(request)
    rows = CaseStudy.objects.visible_to(reader).select_related(
        "case__organisation", "organisation", "team", "area"
    )
    study = get_object_or_404(rows, programme=pack.id, number=min(number, LARGEST))
    return Desk(request, study, pack, asks, reader)


def writing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give a view with a form the case study of its address."""

    @seeing_studies
    @sensitive_post_parameters()
    @keeps_what_was_typed
    @form_page
    @wraps(view)
    def found(request: HttpRequest, programme: str, number: int, **named: Any) -> HttpResponseBase:
        return view(desk_of(request, programme, number), **named)

    return found
