"""A view of the tests' own whose form survives being signed out and saves itself."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_http_methods

from resilience.accounts.access import opened_to, signed_in
from resilience.accounts.held import held_form, keeps_what_was_typed
from resilience.look.saving import changed_elsewhere, is_saving, saved

PAGE = """
{% extends "look/page.html" %}
{% set title = "Plan" %}
{% block head %}<script type="module" src="{{ static('look/saves.js') }}"></script>{% endblock %}
{% block content %}
<h1>Plan</h1>
<form method="post" novalidate data-saves="version" enctype="multipart/form-data">
{{ csrf_input }}{{ typed_by }}
{{ form }}
<button class="nhsuk-button" type="submit">Save</button>
</form>
{% endblock %}
"""


class Plan(forms.Form):
    problem = forms.CharField(label="Problem", widget=forms.Textarea)
    days = forms.MultipleChoiceField(
        label="Days",
        choices=[("mon", "Monday"), ("tue", "Tuesday")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


@dataclass
class Saved:
    """What the view has saved, by code of the plan."""

    problem: str = ""
    version: int = 0


plans: dict[str, Saved] = {}


@opened_to(signed_in)
@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, code: str) -> HttpResponseBase:
    now = plans.setdefault(code, Saved())
    form = Plan(
        request.POST or held_form(request),
        initial={"problem": now.problem, "version": now.version},
    )
    if request.method == "POST":
        changed = request.POST.get("version") != str(now.version)
        if is_saving(request) and changed:
            return changed_elsewhere("Not saved: it was changed elsewhere. Reload to see it.")
        if not changed and (is_saving(request) or form.is_valid()):
            now.problem, now.version = request.POST["problem"], now.version + 1
            return saved(now.version) if is_saving(request) else redirect("home")
        form.add_error(None, "It was changed elsewhere.")
    template = engines.all()[0].from_string(PAGE)
    return HttpResponse(template.render({"form": form}, request))


@opened_to(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def other(request: HttpRequest) -> HttpResponseBase:
    return plan.__wrapped__.__wrapped__(request, "other")  # type: ignore[attr-defined]


urlpatterns = [
    path("plans/<str:code>/", plan),
    path("other/", other),
    path("", include("resilience.site.urls")),
]
handler400 = "resilience.look.asked.bad_request"
