"""The form of a practice that a page is about, and what every page of it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.cases.models import Draft
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.local import in_force
from resilience.programmes.packs import available
from resilience.programmes.schema import Form, Pack, Part

FORMS = ("referral", "one_sheet")
"""The forms that a practice fills in: its request for help, and its plan on one sheet."""
fills_in = opened_to(may(Right.FILL_IN))
form_page = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Place:
    """Whose form of which programme an address names, and who looks at it."""

    by: Reader
    practice: Organisation
    pack: Pack
    form: Form

    @property
    def args(self) -> list[str]:
        return [self.practice.code, self.pack.id, self.form.id]

    @property
    def self_check(self) -> str:
        return reverse("cases:check", args=self.args[:2])

    @property
    def tasks(self) -> str:
        return reverse("cases:tasks", args=self.args)

    @property
    def answers(self) -> str:
        return reverse("cases:answers", args=self.args)

    @property
    def throw_away(self) -> str:
        return reverse("cases:throw_away", args=self.args)

    def part(self, part: Part) -> str:
        return reverse("cases:part", args=[*self.args, part.id])

    def draft(self) -> Draft | None:
        """The form that is being filled in."""
        unsent = Draft.objects.unsent().visible_to(self.by).select_related("organisation")
        own = {"organisation": self.practice, "programme": self.pack.id, "form": self.form.id}
        return unsent.filter(**own).first()

    def last_sent(self) -> Draft | None:
        """The form of the kind that was sent last."""
        sent = Draft.objects.visible_to(self.by).exclude(sent=None).select_related("sent")
        own = {"organisation": self.practice, "programme": self.pack.id, "form": self.form.id}
        return sent.filter(**own).first()


def pack_of(programme: str) -> Pack:
    """A programme that takes requests, as it is in force."""
    if programme not in available():
        raise Http404
    pack = in_force(programme)
    if pack.asking is None:
        raise Http404
    return pack


def place_of(request: HttpRequest, code: str, programme: str, form: str) -> Place:
    """The place an address names, where the reader fills in forms; nothing is there otherwise."""
    reader, pack = reader_of(request), pack_of(programme)
    practice = get_object_or_404(Organisation, code=code, kind=Kind.PRACTICE)
    forms = {one.id: one for one in pack.forms if one.id in FORMS}
    if form not in forms or not reader.may(Right.FILL_IN).holds(practice):
        raise Http404
    return Place(reader, practice, pack, forms[form])


def on_a_draft(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give a view the form that is being filled in. One that was sent meanwhile, as by a second
    press of the button, leads to what was said then; without any, to the self-check."""

    @fills_in
    @form_page
    @wraps(view)
    def found(
        request: HttpRequest, code: str, programme: str, form: str, **named: str
    ) -> HttpResponseBase:
        place = place_of(request, code, programme, form)
        if draft := place.draft():
            return view(request, place, draft, **named)
        sent = place.last_sent() if request.method == "POST" else None
        if sent and sent.sent:
            return redirect("cases:sent", sent.sent.reference)
        return redirect(place.self_check)

    return found
