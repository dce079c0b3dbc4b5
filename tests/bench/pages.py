"""Pages over the whole real England, against an empty page of the same framework."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, override_settings
from django.urls import path

from resilience.accounts.access import anyone, opened_to
from resilience.accounts.models import User
from resilience.accounts.roles import Role
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.packs import load
from resilience.screening.models import Snapshot
from resilience.site import urls
from tests.bench.clock import p95, tell
from tests.bench.screening import DAYS

TIMES = 60


def reader() -> Client:
    """A browser in which somebody who sees every practice is signed in."""
    settings.REQUIRE_SECOND_FACTOR = False  # a browser of the bench has a password alone
    person = User.objects.create_user("bench@example.nhs.uk", name="Bench")
    england = Organisation.objects.get(kind=Kind.NATION)
    person.memberships.create(organisation=england, role=Role.NATIONAL_TEAM, starts=date.min)
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


@opened_to(anyone)
def _empty(request: HttpRequest) -> HttpResponse:
    return render(request, "look/page.html", {"title": "Empty"})


urlpatterns = [*urls.urlpatterns, path("empty/", _empty)]


def measure() -> None:
    with override_settings(ROOT_URLCONF=__name__):
        client = reader()
        programme, _day = DAYS[-1]
        snapshot = Snapshot.objects.get(programme=programme)
        second = load(programme).structure.levels[1]
        area = snapshot.areas.filter(level=second).order_by("-practices")[0]
        practice = snapshot.practices.filter(areas__contains=f"/{area.code}/")[0]
        pages = {
            "England": f"/screening/{programme}/",
            f"area of {area.practices} practices": f"/screening/{programme}/areas/{area.code}/",
            "practice": f"/screening/{programme}/practices/{practice.code}/",
            "list for review": f"/screening/{programme}/review/",
            "practice, published facts": f"/organisations/{practice.code}/",
            "indicator, England": "/indicators/registered_patients/",
            "indicator, area": f"/indicators/registered_patients/?area={area.code}",
            "data quality": "/data-quality/",
        }
        for address in ["/empty/", *pages.values()] * 5:
            answer = client.get(address)
            assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        empty = p95(lambda: client.get("/empty/"), TIMES)
        for name, address in pages.items():
            took = p95(lambda address=address: client.get(address), TIMES)
            tell(f"page: {name} / empty page, p95", took, empty, "at most 5")
