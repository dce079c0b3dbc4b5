"""Practices beside one that closed, or closed its list, are found with what it would mean."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.accounts.reader import Reader
from resilience.accounts.saying import why_not_say
from resilience.cases.models import Case
from resilience.evidence.store import Store
from resilience.organisations.models import Organisation, Record
from resilience.programmes.packs import load
from resilience.screening.actions import take_snapshot
from resilience.screening.intelligence_actions import enter_intelligence
from tests.cases.test_finding import HERE, NOW, page, somebody, text
from tests.profiles.practices import placed
from tests.screening.england import NORTH, figures, loaded, points, register
from tests.screening.pages import DAY, PROGRAMME

pytestmark = pytest.mark.django_db
BESIDE = f"{HERE}?by=neighbour"


@pytest.fixture(scope="session")
def closing_england(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A81020 closed in March 2018 and A81003 has a closed list; four practices have a place."""
    home, files = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    lists = {code: 1000 + 10 * number for number, code in enumerate(NORTH)}
    closed = {code: "yes" if code == "A81003" else "no" for code in NORTH[:10]}
    store = loaded(
        home,
        register(files, closed=("A81020",)),
        points(files, A81001=60.0),
        figures(files / "lists.csv", "registered_patients", "2018-03", lists),
        figures(files / "closed.csv", "list_closed", "2018-05", closed),
    )
    placed(
        store,
        A81020=(54.50, -1.30),
        A81001=(54.51, -1.30),
        A81002=(54.52, -1.30),
        P81001=(54.54, -1.30),
    )
    return home


@pytest.fixture
def lead(db, settings, closing_england: Path, signed_in):
    settings.RESILIENCE_HOME = closing_england
    take_snapshot(by="a test", pack=load(PROGRAMME), as_at=DAY, store=Store(closing_england))
    with time_machine.travel(NOW, tick=False):
        yield Reader(signed_in(resilience_lead="Q74"), NOW.date())


def test_a_practice_that_closed_and_one_with_a_closed_list_are_where_to_look(client, lead):
    shown = text(client, BESIDE)
    assert "2 practices whose patients may look elsewhere" in shown
    assert "closed on 31 March 2018" in shown or "closed on 1 April 2018" in shown
    assert "has a closed list" in shown


def test_its_patients_are_shared_out_and_a_neighbour_is_recorded(client, lead):
    shown = text(client, f"{BESIDE}&of=A81020")
    # Distances 1, 2 and 4 of one length: shares 4, 2 and 1 of seven of 1,190 patients.
    assert "Its 1,190 patients shared out among 3 open practices nearest to it" in shown
    assert "680" in shown and "340" in shown and "170" in shown
    assert "Another team’s" in shown
    address = f"{HERE}A81001/?of=A81020&by=neighbour"
    assert address.replace("&", "&amp;") in page(client, f"{BESIDE}&of=A81020")
    form = page(client, address)
    why = form.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0].strip()
    assert "A81020), 1.1 km away, closed on" in why
    assert "this one would receive 680, 68.0% of its list: an illustration, no forecast" in why
    assert "Analyst" in why or "March 2018" in why
    assert not why_not_say(why, 4000)
    answer = client.post(address, {"why": why})
    case = Case.objects.get()
    assert answer.url == f"/cases/{case.reference}/"
    assert (case.route, case.organisation.code) == ("neighbour", "A81001")
    assert case.reference in text(client, f"{BESIDE}&of=A81020")


def test_a_list_that_somebody_says_is_closed_is_found_at_once(client, lead):
    pack = load(PROGRAMME)
    criterion = next(one.id for one in pack.criteria if one.short == "List closure")
    enter_intelligence(
        by=somebody("commissioner", "00K"),
        practice=Organisation.objects.get(code="A81012"),
        pack=pack,
        criterion=criterion,
        says="met",
        note="Closed until the autumn.",
        about=date(2018, 6, 1),
        source="a letter",
        tier="",
    )
    shown = text(client, BESIDE)
    assert "3 practices whose patients may look elsewhere" in shown and "A81012" in shown


def test_one_that_closed_long_ago_is_not_where_to_look(client, lead):
    Record.objects.filter(organisation__code="A81020").update(ends=date(2017, 6, 30))
    assert "A81020" not in text(client, BESIDE)


def test_one_that_is_known_to_close_is_where_to_look(client, lead):
    Record.objects.filter(organisation__code="A81019").update(ends=date(2018, 9, 30))
    assert "is to close on 30 September 2018" in text(client, BESIDE)


def test_a_closing_practice_of_another_team_is_theirs_to_look_at(client, lead):
    Record.objects.filter(organisation__code="P81002").update(ends=date(2018, 6, 30))
    assert "P81002" not in text(client, BESIDE)


def test_the_page_takes_few_queries(client, lead):
    page(client, BESIDE)
    with CaptureQueriesContext(connection) as taken:
        page(client, BESIDE)
    assert len(taken) < 25
