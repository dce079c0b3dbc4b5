"""Each part of a pack's forms on a page of its own, as a room that keeps answers would show it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from resilience.accounts.access import anyone, opened_to
from resilience.programmes.answering import form_for
from resilience.programmes.packs import load

PAGE = """
{% extends "look/page.html" %}
{% block content %}<h1>{{ title }}</h1>
<form method="post" enctype="multipart/form-data" novalidate>{{ csrf_input }}{{ form }}
<button class="nhsuk-button" type="submit">Save</button></form>
<p>Kept: <code>{{ form.answers }}</code></p>{% endblock %}
"""


@opened_to(anyone)
def part(request: HttpRequest, pack: str, form: str, part: str) -> HttpResponse:
    found = load(pack)
    asked = found.form(form).part(part)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    made = form_for(asked, {}, menu=found.menu, data=data, files=files)
    made.is_valid()
    template = engines["jinja2"].from_string(PAGE)
    return HttpResponse(template.render({"form": made, "title": asked.title}, request))


urlpatterns = [
    path("sample/<str:pack>/<str:form>/<str:part>/", part),
    path("", include("resilience.site.urls")),
]
