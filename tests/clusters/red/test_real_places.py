"""On the real places and lists of February 2026: a practice of Bristol, and one of Cornwall."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from resilience.clusters.red.asking import assumed_by
from resilience.clusters.red.dispersal.effects import effects
from resilience.clusters.red.dispersal.simulating import simulate
from resilience.clusters.red.near import around, asked, of_england
from resilience.evidence.loading import load
from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from resilience.organisations.models import Organisation
from resilience.profiles.england import england_on
from resilience.profiles.neighbours import kilometres
from resilience.profiles.places import ground
from resilience.programmes import packs

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FILES = (
    "ods-epraccur/2026-02/epraccur.csv.gz",
    "patients-registered/2026-02/PracPopFeb26.csv.gz",
    "practice-coordinates/2026/practices_geocoded.json.gz",
    "ods-epcn/2026-02",
    "ods-eccg/2026-02",
    "geography-lookups/2025",
)
WORKFORCE = "gp-workforce/2015-2024-derived/workforce_year.csv.gz"
DAY = date(2026, 3, 1)


@pytest.fixture
def england_2026(real_data: Path, settings, tmp_path: Path) -> None:
    settings.RESILIENCE_HOME = tmp_path
    store = Store(tmp_path)
    script = Path(__file__).parents[3] / "scripts" / "analyst_figures.py"
    turned = tmp_path / "figures.csv"
    subprocess.run([sys.executable, script, real_data / WORKFORCE, turned], check=True)
    files = [*(real_data / name for name in FILES), turned]
    for outcome in load(files, store, today=date(2026, 11, 1)):
        print(outcome.path[-40:], outcome.status)
    rebuild(by="a test", store=store)


def test_patients_of_a_practice_of_bristol_go_to_practices_of_bristol(england_2026):
    red = packs.load("icb-support-2026-27").red
    assumed = assumed_by(red.dispersing)
    england = england_on(DAY)
    in_bristol = [code for code in england.within("QUY") if code in ground().at]
    print(len(england.within("QUY")), len(in_bristol), django_settings.RESILIENCE_HOME)
    for code in in_bristol[::9]:
        practice = Organisation.objects.get(code=code)
        of = around(practice, DAY, assumed.farthest_km, assumed.most_practices)
        if of.why_not:
            print(code, of.why_not)
            continue
        question = asked(of, assumed, ())
        runs = simulate(question)
        print(
            code,
            of.name,
            of.patients,
            len(of.near),
            len(of.unplaced),
            [o.code for o in of.unlisted],
        )
        for run in runs:
            print(
                "  ",
                run.spread,
                run.way,
                run.placed,
                run.not_placed,
                run.before,
                run.after,
                run.farther,
            )
        for one in effects(question, runs, of_england(DAY))[:6]:
            km = kilometres(of.at, one.neighbour.at)
            print(
                "     ",
                one.neighbour.code,
                one.neighbour.name,
                round(km, 2),
                one.receives,
                one.growth,
                one.per_gp,
                one.per_gp_then,
                one.beside,
                one.beside_then,
                one.flags,
            )
