"""The plan that a page is about, to those who write it, and what every such page does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from resilience.accounts.access import reader_of
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.agreements.models import Plan, plan_of
from resilience.agreements.planning.forms import Writing
from resilience.agreements.planning.who import why_not_change, writes
from resilience.cases.following.step_views import form_page
from resilience.cases.following.views import case_of, seeing_cases
from resilience.cases.models import Case
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack


@dataclass
class Desk:
    """The plan that an address names, and who writes it."""

    request: HttpRequest
    case: Case
    plan: Plan
    pack: Pack
    reader: Reader

    @property
    def why_not(self) -> str:
        return why_not_change(self.plan, self.reader)

    def page(self, template: str, **context: Any) -> HttpResponseBase:
        about = {"case": self.case, "plan": self.plan, "why_not": self.why_not}
        return render(self.request, f"agreements/{template}.html", about | context)

    def done(
        self, form: Writing, act: Callable[[int], Any], then: str, *args: Any, said: str
    ) -> HttpResponseBase | None:
        """Where it leads once an act on the version that was seen is done; none where it is not,
        and the form says why."""
        if not form.is_valid():
            return None
        try:
            act(form.cleaned_data["seen"])
        except Refused as refused:
            self.plan.refresh_from_db()
            form.refused(refused, self.plan)
            return None
        messages.success(self.request, said)
        return redirect(then, self.case.reference, *args)

    @property
    def held(self) -> dict[str, Any]:
        held = held_form(self.request)
        return held.dict() if held else {}


def writing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give a view the plan of a case to those who write it; nothing is there for others."""

    @seeing_cases
    @sensitive_post_parameters()
    @keeps_what_was_typed
    @form_page
    @wraps(view)
    def found(request: HttpRequest, reference: str, **named: Any) -> HttpResponseBase:
        reader = reader_of(request)
        case = case_of(reader, reference)
        plan = plan_of(case)
        if plan is None or not writes(case, reader):
            raise Http404
        return view(Desk(request, case, plan, in_force(case.programme), reader), **named)

    return found


def now_of(form: Writing, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where somebody changed the plan meanwhile, what stands there now and was typed otherwise."""
    if not form.non_field_errors():
        return []
    typed = {name: form.cleaned_data.get(name) for name in form.fields}
    return [
        (str(form.fields[name].label), form[name].field.prepare_value(value) or "Nothing")
        for name, value in values.items()
        if name in form.fields and name != "seen" and (typed[name] or "") != (value or "")
    ]
