"""Pages for a practice that thinks of asking for help: open to anyone, nothing is asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resilience.accounts.access import anyone, opened_to
from resilience.look import asked
from resilience.programmes import packs
from resilience.programmes.local import in_force
from resilience.programmes.schema import Clock, Criterion, Domain, Pack, Step
from resilience.programmes.schema.helping import OtherHelp
from resilience.programmes.settable import SettingsUnfit

PLACES = {
    "menu": "The menu",
    "referral": "Your request",
    "agreement": "An agreement",
}
"""Where a kind of support may be chosen."""


@dataclass(frozen=True)
class Offer:
    """A programme as it is told to a practice on a day."""

    pack: Pack
    day: date

    @property
    def running(self) -> bool:
        """Whether the day is one of the programme's."""
        return self.pack.starts <= self.day <= self.pack.ends

    @property
    def over(self) -> bool:
        """Whether the programme has ended."""
        return self.pack.ends < self.day

    @property
    def steps(self) -> list[tuple[Step, Clock | None]]:
        """What happens when, each step with the clock that says by when."""
        steps = self.pack.asking.steps if self.pack.asking else ()
        return [(step, self.pack.clock(step.clock) if step.clock else None) for step in steps]

    @property
    def criteria(self) -> list[tuple[Domain, list[Criterion]]]:
        """The criteria by their domain."""
        return [
            (domain, [one for one in self.pack.criteria if one.domain == domain.id])
            for domain in self.pack.domains
        ]


@opened_to(anyone)
@require_safe
def programmes(request: HttpRequest) -> HttpResponseBase:
    """The programmes that give help, those running first."""
    offers = [Offer(_in_force(pack), timezone.localdate()) for pack in packs.available()]
    found = [one for one in offers if one.pack.asking]
    found.sort(key=lambda one: one.pack.starts, reverse=True)
    return render(request, "programmes/help.html", {"offers": found})


@opened_to(anyone)
@require_safe
def programme(request: HttpRequest, pack: str) -> HttpResponseBase:
    """What a programme is, who may ask for its help, and what happens when."""
    return render(request, "programmes/asking.html", about(pack, timezone.localdate()))


@opened_to(anyone)
@require_safe
def menu(request: HttpRequest, pack: str) -> HttpResponseBase:
    """Every kind of support and where it is chosen (E11), by which routes help comes (G5.19), and
    what is not paid for (G5.3, G5.16)."""
    context = {"pack": _asking(pack), "places": PLACES}
    return render(request, "programmes/menu.html", context)


@opened_to(anyone)
@require_safe
def other_help(request: HttpRequest, pack: str) -> HttpResponseBase:
    """The help that is not of the programme, by words and by kind of support (G7.1, G7.2)."""
    found = _asking(pack)
    if found.helping is None:
        raise Http404
    text = asked.clean(request.GET.get("q", ""))
    kinds = {one.id: one.title for one in found.menu}
    kind = asked.one_of(request, "kind", kinds)
    listed = [one for one in found.helping.other_help if _fits(one, text, kind, kinds)]
    context = {"pack": found, "text": text, "kinds": kinds, "kind": kind, "listed": listed}
    return render(request, "programmes/other_help.html", context)


def _fits(one: OtherHelp, text: str, kind: str, kinds: Mapping[str, str]) -> bool:
    """Whether every word stands in what is said of it or in the kinds of support it goes with, and
    it goes with the kind, if one is asked for."""
    goes_with = " ".join(kinds[id_] for id_ in one.categories)
    said = f"{one.title} {one.about} {one.who} {goes_with}".casefold()
    words = text.casefold().split()
    return all(word in said for word in words) and (not kind or kind in one.categories)


def about(pack: str, day: date) -> dict[str, Any]:
    """What `programmes/asking.html`, and a page that extends it, needs. Raises Http404."""
    found = _asking(pack)
    menu = [entry for entry in found.menu if "menu" in entry.offered]
    return {"offer": Offer(found, day), "pack": found, "menu": menu}


def _asking(pack: str) -> Pack:
    """A pack that takes requests, as it is in force. Raises Http404."""
    if pack not in packs.available() or packs.load(pack).asking is None:
        raise Http404
    return _in_force(pack)


def _in_force(pack: str) -> Pack:
    """The pack as it is in force; as it came where its settings no longer fit it."""
    try:
        return in_force(pack)
    except SettingsUnfit:
        return packs.load(pack)
