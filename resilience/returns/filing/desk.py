"""The return that a page is about, to those who see it, and what every such page does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from resilience.accounts.access import may, opened_to, reader_of, sees
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection, MeasureId, Returns
from resilience.returns.addressed import collection_called, returning_pack
from resilience.returns.figures.sums import Figure, figure
from resilience.returns.filing.acts import why_not_file
from resilience.returns.filing.content import Content, content_of
from resilience.returns.filing.differences import (
    Difference,
    differences,
    sent_before,
    unsaid,
)
from resilience.returns.filing.forms import Writing
from resilience.returns.filing.opening import open_collection
from resilience.returns.filing.told import Stands, stands
from resilience.returns.models import Return, Submission

View = Callable[..., HttpResponseBase]
seeing = sees(Tier.COMMISSIONER)


@dataclass
class Desk:
    """A return, what there is in it now, and who looks at it."""

    request: HttpRequest
    reader: Reader
    pack: Pack
    returns: Returns
    collection: Collection
    of: Return
    now: datetime

    @property
    def address(self) -> tuple[str, str, str]:
        return self.pack.id, self.collection.id, self.of.area.code

    @cached_property
    def may_file(self) -> bool:
        return not why_not_file(self.of.area, self.reader)

    @property
    def open(self) -> bool:
        """Whether it may still be written and sent."""
        return self.of.state != Return.State.ACCEPTED

    @cached_property
    def sent(self) -> list[Submission]:
        """What was sent, the first leading."""
        return list(self.of.submissions.select_related("acting_for"))

    @property
    def stands(self) -> Stands:
        first = self.sent[0].at if self.sent else None
        return stands(self.collection, self.of, first, self.now)

    @cached_property
    def content(self) -> Content:
        return content_of(self.of, self.pack, self.collection, timezone.localdate(self.now))

    @cached_property
    def before(self) -> Submission | None:
        return sent_before(self.of, self.returns, self.collection)

    @cached_property
    def differences(self) -> list[Difference]:
        return differences(self.before, self.content.rows, self.returns)

    def figure(self, measure: MeasureId) -> Figure:
        """A figure of all the area, as it is now."""
        return figure(self.content.rows, measure)

    @property
    def unsaid(self) -> list[Difference]:
        return unsaid(self.differences, self.of)

    @property
    def held(self) -> dict[str, Any]:
        held = held_form(self.request)
        return held.dict() if held else {}

    def page(self, template: str, **context: Any) -> HttpResponseBase:
        about = {"desk": self, "pack": self.pack, "collection": self.collection, "of": self.of}
        return render(self.request, f"returns/filing_{template}.html", about | context)

    def done(self, form: Writing, act: Callable[..., Any], said: str) -> HttpResponseBase | None:
        """Back to the return once an act on the version that was seen is done; none where it is
        not, and the form says why."""
        if not form.is_valid():
            return None
        try:
            act(by=self.reader, of=self.of, seen=form.cleaned_data["seen"], at=self.now)
        except Refused as refused:
            self.of.refresh_from_db()
            form.refused(refused, self.of)
            return None
        messages.success(self.request, said)
        return redirect("returns:return", *self.address)


def looking(view: View) -> View:
    """Give a view the return that an address names, to those who see its cases; else 404."""

    @opened_to(seeing)
    @require_safe
    @wraps(view)
    def found(request: HttpRequest, **named: Any) -> HttpResponseBase:
        return view(_desk(request, named), **named)

    return found


def looking_and_writing(view: View) -> View:
    """The same, and those who send the return write there."""

    @opened_to(seeing)
    @sensitive_post_parameters()
    @keeps_what_was_typed
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def found(request: HttpRequest, **named: Any) -> HttpResponseBase:
        desk = _desk(request, named)
        if request.method == "POST" and not desk.may_file:
            raise Http404
        return view(desk, **named)

    return found


def writing(view: View) -> View:
    """Give a view the return that an address names, to those who send it."""

    @opened_to(may(Right.FILE_RETURNS))
    @sensitive_post_parameters()
    @keeps_what_was_typed
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def found(request: HttpRequest, **named: Any) -> HttpResponseBase:
        desk = _desk(request, named)
        if not desk.may_file:
            raise Http404
        return view(desk, **named)

    return found


def _desk(request: HttpRequest, named: dict[str, Any]) -> Desk:
    """The desk of an address, whose names of the programme, the return and the area are taken."""
    reader, now = reader_of(request), timezone.now()
    pack, returns = returning_pack(named.pop("programme"))
    collection = collection_called(returns, named.pop("collection"))
    of = {"programme": pack.id, "collection": collection.id}
    if not Return.objects.filter(**of).exists():
        open_collection(pack, collection, now)
    seen = Return.objects.visible_to(reader).select_related("area", "upload")
    area = named.pop("area")
    if not area.isprintable():  # PostgreSQL does not even look for such a code
        raise Http404
    one = get_object_or_404(seen, **of, area__code=area)
    return Desk(request, reader, pack, returns, collection, one, now)
