"""On the real places and lists of February 2026."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from resilience.accounts.models import User
from resilience.clusters.models import Dispersal
from resilience.clusters.red.asking import assumed_by
from resilience.clusters.red.dispersal.effects import effects
from resilience.clusters.red.dispersal.simulating import simulate
from resilience.clusters.red.near import around, asked, of_england
from resilience.evidence.loading import LOADED, load
from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from resilience.organisations.models import Organisation
from resilience.organisations.profile import Profile
from resilience.profiles.england import england_on
from resilience.profiles.neighbours import neighbourhood
from resilience.profiles.places import ground
from resilience.profiles.subject import Subject
from resilience.programmes import packs
from tests.conftest import cookies_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FILES = (
    "ods-epraccur/2026-02/epraccur.csv.gz",
    "patients-registered/2026-02/PracPopFeb26.csv.gz",
    "practice-coordinates/2026/practices_geocoded.json.gz",
    "ods-eccg/2025-26/eccg.csv",
)
WORKFORCE = "gp-workforce/2015-2024-derived/workforce_year.csv.gz"
DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def home_of_2026(real_data: Path, tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("england")
    script = Path(__file__).parents[3] / "scripts" / "analyst_figures.py"
    turned = home / "figures.csv"
    subprocess.run([sys.executable, script, real_data / WORKFORCE, turned], check=True)
    files = [*(real_data / name for name in FILES), turned]
    for outcome in load(files, Store(home), today=date(2026, 11, 1)):
        assert outcome.status == LOADED, outcome
    return home


@pytest.fixture
def england_2026(home_of_2026: Path, settings) -> None:
    settings.RESILIENCE_HOME = home_of_2026
    rebuild(by="a test", store=Store(home_of_2026))


def test_patients_of_practices_of_one_board_go_to_those_near_them(england_2026):
    """Of every seventh practice of Bristol, North Somerset and South Gloucestershire."""
    red = packs.load("icb-support-2026-27").red
    assumed, england = assumed_by(red.dispersing), england_on(DAY)
    placed = [code for code in england.within("QUY") if code in ground().at]
    assert len(placed) > 60
    for code in placed[::7]:
        of = around(Organisation.objects.get(code=code), DAY, 10.0, 20)
        assert of.why_not == ""
        subject = Subject(Profile(Organisation.objects.get(code=code), DAY), england)
        nearby = neighbourhood(subject, ground(), None)
        assert {one.practice.code for one in of.near[:10]} == {
            one.practice.code for one in nearby.neighbours if one.kilometres <= 10
        } or len(of.near) < 10
        question = asked(of, assumed, ())
        for run in simulate(question):
            assert run.placed + run.not_placed == of.patients
            assert run.not_placed == 0 or run.way == "room"
        told = effects(question, simulate(question), of_england(DAY))
        nearest_three = {one.practice.code for one in of.near[:3]}
        assert told[0].neighbour.code in nearest_three | {told[1].neighbour.code}


def test_of_two_practices_of_a_small_town_the_other_could_not_take_all(england_2026):
    """Portishead: 11,896 patients of one practice, 0.65 km from the only other one."""
    red = packs.load("icb-support-2026-27").red
    assumed = assumed_by(red.dispersing)
    of = around(Organisation.objects.get(code="L81600"), DAY, 10.0, 20)
    question = asked(of, assumed, ())
    runs = simulate(question)
    other = effects(question, runs, of_england(DAY))[0]
    assert (other.neighbour.code, round(of.near[0].km, 2)) == ("L81004", 0.65)
    assert other.receives[0] == other.room == 17_366 * 15 // 100
    assert other.receives[1] > 10_000
    with_room = next(run for run in runs if (run.spread, run.way) == ("close", "room"))
    anywhere = next(run for run in runs if (run.spread, run.way) == ("close", "nearest"))
    assert with_room.after.median > 2 * anywhere.after.median
    assert len(of_england(DAY)) == 99 and other.beside_then[1] > other.beside


@pytest.mark.django_db(transaction=True)
def test_where_the_patients_of_a_real_practice_would_go_in_a_browser(
    england_2026, page, axe, live_server, client
):
    """A lead of the board weighs what comes next for a practice and looks at who is near it."""
    lead = User.objects.create_user("lead@example.nhs.uk", name="Lead")
    board = Organisation.objects.get(code="QUY")
    lead.memberships.create(organisation=board, role="resilience_lead", starts=date.min)
    client.force_login(lead)
    page.context.add_cookies(cookies_of(client, live_server.url))
    england = england_on(DAY)
    code = next(one for one in england.within("QUY") if one in ground().at)
    red = f"/practices/{code}/red/icb-support-2026-27/"
    page.goto(f"{red}options/")
    page.get_by_label("What has to be settled").fill("Who cares for the patients from August?")
    page.get_by_role("button", name="Begin the appraisal").click()
    page.goto(f"{red}options/1/dispersal/")
    page.get_by_label("What to call this simulation").fill("As things stand")
    page.get_by_role("button", name="Simulate and keep it").click()
    page.wait_for_url("**/dispersal/*/")
    kept = Dispersal.objects.get()
    assert kept.found and england.practices[code].name in page.locator("main").inner_text()
    assert page.locator("main svg").count()
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
    if pictures := os.environ.get("SHOTS"):
        page.screenshot(path=Path(pictures) / f"dispersal-{code}.png", full_page=True)
