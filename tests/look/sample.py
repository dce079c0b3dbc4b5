"""One page with every component, for the tests to read and for a browser to open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from resilience.look import charts
from resilience.look.forms import DayField, NhsForms

SIGNALS = [("red", "Red"), ("amber", "Amber"), ("not_enough_evidence", "Not enough evidence")]


class SampleForm(forms.Form):
    default_renderer = NhsForms

    as_at = DayField(label="As at", help_text="For example, 30 June 2018")
    area = forms.ChoiceField(label="Area", choices=[("", "All"), ("N", "North")], required=False)
    signals = forms.MultipleChoiceField(
        label="Signals", choices=SIGNALS, widget=forms.CheckboxSelectMultiple
    )
    order = forms.ChoiceField(
        label="Order", choices=[("name", "Name"), ("met", "Met")], widget=forms.RadioSelect
    )
    listed = forms.BooleanField(label="Only the list for review", required=False)
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    file = forms.FileField(label="File", required=False)
    page = forms.IntegerField(widget=forms.HiddenInput, required=False)


def context() -> dict[str, Any]:
    """Two practices, three criteria and a form with mistakes in it."""
    titles = [
        ("C1", "Rating", "Quality"),
        ("C2", "Patients per GP", "Staff"),
        ("C3", "Isolation", "Staff"),
    ]
    rows = [
        {
            "name": name,
            "code": code,
            "href": f"/{code}",
            "signal": "red",
            "signal_text": "Red",
            "met": 1,
            "known": 2,
            "results": ["met", "not_met", "not_known"],
        }
        for name, code in [("Alder & Sons", "Y00001"), ("Beech", "Y00002")]
    ]
    return {
        "navigation": [
            {"href": "/", "text": "England", "current": True},
            {"href": "/review", "text": "List for review", "current": False},
        ],
        "home": "/",
        "search_action": "/search",
        "demonstration": True,
        "columns": [
            {"id": i, "title": t, "group": g, "href": f"/criteria/{i}"} for i, t, g in titles
        ],
        "rows": rows,
        "counts": [{"kind": k, "text": t, "count": n} for n, (k, t) in enumerate(SIGNALS)],
        "page": Paginator(range(500), 25).page(9),
        "points": [
            {"period": "2016", "value": 2800, "text": "2,800"},
            {"period": "2017", "value": None, "state": "suppressed"},
            {"period": "2018", "value": 3410, "text": "3,410"},
        ],
        "strip": charts.strip(
            3410,
            median=2010,
            area_median=2240,
            threshold=3300,
            others=charts.spread(range(1000, 3000, 7)),
        ),
        "form": SampleForm({"as_at": "31 June 2018", "area": "N", "order": "met", "listed": "on"}),
    }


def sample(request: HttpRequest | None = None) -> HttpResponse:
    """The page itself."""
    template = engines.all()[0].from_string(Path(__file__).with_name("sample.html").read_text())
    return HttpResponse(template.render(context()))


urlpatterns = [path("", sample)]
