"""The practice's whole report, for the practice alone."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from resilience.evidence.store import Store
from tests.clusters.questionnaire.answers import answered, questionnaire, strongest
from tests.clusters.stocktake.world import held, morning, next_year
from tests.clusters.world import PRACTICES, PROGRAMME, TODAY, user
from tests.evidence.stores import add, analyst_row

pytestmark = pytest.mark.django_db
HERE = f"/practices/L81001/stocktake/{PROGRAMME}/"


@pytest.fixture
def at(client: Client):
    def read(name: str, address: str, day=TODAY):
        with time_machine.travel(morning(day), tick=False):
            client.force_login(user(name))
            return client.get(address)

    return read


def test_before_it_answered_there_is_nothing_but_a_way_to_begin(area, at):
    assert "There is nothing to report yet" in at("lead1", HERE).text
    assert at("lead1", f"{HERE}report.pdf").status_code == 404


def test_answers_given_under_another_programme_are_led_to_where_they_stand(area, at):
    answered("L81001", programme="gprp-2018-19")
    page = at("lead1", HERE).text
    for led_to in re.findall(r'href="([^"]*(?:results|share)/[^"]*)"', page):
        assert at("lead1", led_to).status_code == 200, led_to
    assert "results/" in page and "/share/" in page


def test_many_domains_with_the_same_share_read_as_a_sentence(area, at):
    answered("L81001", strongest(questionnaire()) | {"safety_learning": "depends"})
    said = re.sub("<[^>]*>", "", at("lead1", HERE).text)
    assert (
        "workforce, access, efficiency, finance, premises and technology, least in safety" in said
    )


def test_a_practice_reads_itself_beside_its_cluster_and_its_area(clusters, at, settings):
    rows = [
        analyst_row(code, "patients_per_gp", "2026-03-01", value=2000 + 100 * n)
        for n, code in enumerate(PRACTICES)
    ]
    add(Store(settings.RESILIENCE_HOME), "analyst_figures", "2026-04-01", rows)
    answered("L81001", day=TODAY.replace(year=2025))
    result = held(dict.fromkeys(PRACTICES, 2))
    day = next_year(result.stocktake)
    text = " ".join(at("lead1", HERE, day).text.split())
    for said in (
        "Harbour together, 6 practices",
        "Severn Shore ICB, 14 practices",
        "Year on year",
        "11 May 2025",
        "Lower than at",
        "No published file says: Appointments by hour and by day of the week",
    ):
        assert said in text, said
    pdf = PdfReader(BytesIO(b"".join(at("member", f"{HERE}report.pdf", day))))
    paper = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    for said in ("Stocktake report: Alder House", "67%", "Year on year", "2,000"):
        assert said in paper, said


@pytest.mark.parametrize(
    "who",
    [
        "commissioner",
        "resilience",
        "board",
        "officer",
        "regional",
        "national",
        "lead2",
        "administrator",
    ],
)
def test_nobody_else_opens_it(area, at, who):
    made = answered("L81001", strongest(questionnaire()))
    for page in ("", "report.pdf", f"share/{made.pk}/", "shares/"):
        assert at(who, HERE + page).status_code == 404
