from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from cmath import phase
from datetime import date
from itertools import pairwise
from math import pi
from pathlib import Path

import pyarrow.compute as pc
import pytest
from django.core.management import call_command
from django.test import override_settings

from resilience.cases.assessing.second import newest_placements, unsettled
from resilience.cases.demonstration import ask_for_help
from resilience.cases.models import Case
from resilience.evidence.loading import Outcome, load
from resilience.evidence.releases import Release
from resilience.evidence.store import Store
from resilience.organisations.queries import open_practices
from resilience.screening.demonstration_statuses import confirm_some
from resilience.screening.models import PracticeStatus, ScreenedPractice, Snapshot
from resilience.site.demonstration.files import SCREENS, all_files, write_files
from resilience.site.demonstration.places import (
    BOARDS,
    COMMISSIONERS,
    REGIONS,
    TEAMS,
    board,
    board_name,
)
from resilience.site.demonstration.world import practices

LATER = date(2026, 4, 1)
LAYOUTS = {
    "ods-epraccur": "ods_epraccur",
    "ods-eccg": "ods_eccg",
    "ods-epcn": "ods_epcn",
    "ods-succ": "ods_succ",
    "geography-lookups": "ons_lookup",
    "practice-coordinates": "practice_coordinates",
    "boundaries-icb": "icb_boundaries",
    "nhs-payments": "gp_payments",
    "patients-registered": "patients_registered",
    "qof": "qof_achievement",
    "cqc": "cqc_locations",
    "analyst": "analyst_figures",
}
FAULTY_ROWS = {
    "gp-reg-pat-prac-all-1-first.csv": 2,
    "QOF 2017-18.csv": 2,
    "closed-lists.csv": 2,
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Store, list[Outcome]]:
    """The files, and what the importers make of them."""
    folder = tmp_path_factory.mktemp("demonstration")
    write_files(folder / "files")
    store = Store(folder)
    outcomes = list(load([folder / "files"], store, today=LATER, synthetic=True))
    return folder / "files", store, outcomes


def current(store: Store, dataset: str, period: str) -> Release:
    (release,) = [r for r in store.current_of(dataset) if r.period.label == period]
    return release


def test_every_file_is_recognised_as_what_it_is_laid_out_as(loaded):
    folder, _, outcomes = loaded
    for outcome in outcomes:
        kind, *_, name = Path(outcome.path.split("!")[0]).relative_to(folder).parts
        if kind != "mishaps":
            rejects = FAULTY_ROWS.get(name, 0)
            found = outcome.status, outcome.dataset, outcome.rejects
            assert found == ("loaded", LAYOUTS[kind], rejects), outcome


def test_every_layout_is_there(loaded):
    _, store, _ = loaded
    assert {release.dataset for release in store.releases} == set(LAYOUTS.values())


def test_a_broken_download_and_an_unknown_layout_show_how_errors_look(loaded):
    _, _, outcomes = loaded
    mishaps = {Path(o.path).name: o for o in outcomes if "mishaps" in o.path}
    assert mishaps["gp-reg-pat-prac-all.csv.gz"].status == "rejected"
    assert "cut short" in mishaps["gp-reg-pat-prac-all.csv.gz"].message
    assert mishaps["car-parks.csv"].status == "unrecognised"


def test_every_release_is_marked_as_synthetic(loaded):
    _, store, _ = loaded
    assert all(release.synthetic for release in store.releases)


def test_a_corrected_release_replaces_the_first(loaded):
    _, store, _ = loaded
    release = current(store, "patients_registered", "2026-03-01")
    assert store.get(release.supersedes).rejects == 2
    assert release.rejects == 0


def test_a_suppressed_value_and_one_that_is_not_available_are_told_apart(loaded):
    _, store, _ = loaded
    lists = store.table(current(store, "patients_registered", "2026-03-01"), "lists")
    assert "suppressed" in lists["patients_mark"].to_pylist()
    points = store.table(current(store, "qof_achievement", "2017-18"), "practices")
    assert "not available" in points["points_mark"].to_pylist()


def test_lists_and_points_are_of_believable_size(loaded):
    _, store, _ = loaded
    lists = store.table(current(store, "patients_registered", "2018-04-01"), "lists")["patients"]
    assert pc.min(lists).as_py() >= 1_000
    assert pc.max(lists).as_py() <= 30_000
    assert 6_000 <= pc.mean(lists).as_py() <= 9_500
    points = store.table(current(store, "qof_achievement", "2017-18"), "practices")
    percent = [p for p in points["points_percent"].to_pylist() if p is not None]
    assert sum(p >= 90 for p in percent) / len(percent) > 0.8
    assert any(p < 80 for p in percent)


def test_every_practice_stands_on_the_land_of_its_board(loaded):
    _, store, _ = loaded
    (bounds,) = store.current_of("icb_boundaries")
    shapes = {
        row["name"]: json.loads(row["outline"])["coordinates"]
        for row in store.table(bounds, "boundaries").to_pylist()
    }
    assert set(shapes) == {board_name(place) for place in BOARDS}
    (placed,) = store.current_of("practice_coordinates")
    at = {row["practice"]: row for row in store.table(placed, "practices").to_pylist()}
    homes = {practice.code: board(practice.commissioner) for practice in practices()}
    assert set(at) == set(homes)
    for code, place in homes.items():
        for name, shape in shapes.items():
            inside = contains(shape[0][0], at[code]["longitude"], at[code]["latitude"])
            assert inside == (name == board_name(place)), code


def contains(ring: list[list[float]], x: float, y: float) -> bool:
    """By the sum of the angles under which the sides are seen: a whole turn from within."""
    turn = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        one, other = complex(x1 - x, y1 - y), complex(x2 - x, y2 - y)
        turn += phase(other / one)
    return abs(turn) > pi


def test_some_practices_are_rural_and_most_are_not(loaded):
    _, store, _ = loaded
    paid = store.table(current(store, "gp_payments", "2023-24"), "practices")
    words = paid["rurality"].to_pylist()
    assert 0.1 < words.count("Rural") / len(words) < 0.4


def test_the_same_files_come_out_each_time():
    def digest() -> str:
        return hashlib.sha256(b"".join(content for _, content in all_files())).hexdigest()

    code = (
        "import hashlib; from resilience.site.demonstration.files import all_files; "
        "print(hashlib.sha256(b''.join(c for _, c in all_files())).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == digest()


def test_no_code_or_name_is_a_real_one(real_data, tmp_path):
    store = Store(tmp_path)
    folders = [real_data / "ods-epraccur" / vintage for vintage in ("2018-05", "2026-02")]
    assert all(o.status == "loaded" for o in load(folders, store, today=LATER))
    invented = {practice.code for practice in practices()}
    areas = {place.code for place in (*REGIONS, *TEAMS, *BOARDS, *COMMISSIONERS)}
    names = {n.upper() for p in practices() for n in (p.name, p.later_name) if n}
    for release in store.current:
        real = store.table(release, "practices")
        assert not invented & set(real["practice"].to_pylist())
        assert not names & set(real["name"].to_pylist())
        for column in ("region", "high_level", "commissioner", "current_commissioner"):
            assert not areas & set(real[column].to_pylist())


# --- the demonstration as it is built


def newest(programme: str) -> Snapshot:
    return Snapshot.objects.filter(programme=programme).latest("as_at")


@pytest.mark.parametrize("programme", SCREENS)
@pytest.mark.django_db
def test_both_programmes_show_every_kind_of_signal(built, programme):
    snapshots = Snapshot.objects.filter(programme=programme).order_by("as_at")
    assert [snapshot.as_at for snapshot in snapshots] == list(SCREENS[programme])
    assert all(snapshot.synthetic for snapshot in snapshots)
    signals = list(
        ScreenedPractice.objects.filter(snapshot=newest(programme)).values_list("signal", flat=True)
    )
    assert 3 <= signals.count("red") <= 15
    assert 10 <= signals.count("amber") <= 40
    assert signals.count("green") > len(signals) / 2
    assert signals.count("not_enough_evidence") >= 2


@pytest.mark.parametrize("programme", SCREENS)
@pytest.mark.django_db
def test_practices_come_onto_the_list_for_review_and_leave_it(built, programme):
    before, after = (
        set(
            ScreenedPractice.objects.filter(
                snapshot__programme=programme, snapshot__as_at=day, for_review=True
            ).values_list("code", flat=True)
        )
        for day in SCREENS[programme]
    )
    assert after - before
    assert before - after


@pytest.mark.django_db
def test_both_structures_stand(built):
    by_code = {p.code: p.areas for p in open_practices(date(2018, 6, 30))}
    assert by_code["Z90001"].items() >= {"ccg": "9ZA", "dco": "Q96", "region": "Y97"}.items()
    by_code = {p.code: p.areas for p in open_practices(date(2026, 3, 1))}
    assert by_code["Z90001"].items() >= {"ccg": "9ZA", "icb": "QZ1", "region": "Y97"}.items()
    assert by_code["Z90001"]["pcn"].startswith("UZ")


@pytest.mark.django_db
def test_practices_close_open_and_fall_dormant(built):
    open_then = {p.code for p in open_practices(date(2018, 6, 30))}
    open_now = {p.code for p in open_practices(date(2026, 3, 1))}
    assert {"Z90012", "Z90018"} <= open_then - open_now  # closed, merged
    assert "Z90078" in open_now - open_then  # new
    assert "Z90039" not in open_then  # dormant


@pytest.mark.django_db
def test_building_it_twice_changes_nothing(built, capsys):
    store = Store(built)
    before = [release.id for release in store.releases], Snapshot.objects.count()
    with override_settings(RESILIENCE_HOME=built):
        call_command("demo")
    assert "loaded already" in capsys.readouterr().out
    store.refresh()
    assert ([release.id for release in store.releases], Snapshot.objects.count()) == before


@pytest.mark.django_db
def test_people_of_it_decide_on_cases_and_confirm_statuses(built):
    programme, day = "icb-support-2026-27", date(2026, 11, 22)
    with override_settings(RESILIENCE_HOME=built):  # where today is no day of the programme
        ask_for_help(programme, day)
        confirm_some(programme, day)
    cases = Case.objects.filter(programme=programme)
    assert cases.count() == 20
    outcomes = [[one.outcome for one in case.decisions.all()] for case in cases]
    assert sorted(filter(None, outcomes)) == [
        ["not_prioritise"],
        ["not_prioritise"],
        *[["offer_help"]] * 3,
        ["signpost", "offer_help"],
    ]
    assert cases.filter(state="another_look").count() == 1
    waiting = [case for case in cases.filter(state="under_assessment") if case.placement]
    assert len(waiting) == 6 and all(case.placement.estimate for case in waiting)
    assert sum(unsettled(newest_placements(case)) for case in waiting) == 1
    assert sum(case.placement.kind == "settled" for case in waiting) == 1
    statuses = PracticeStatus.objects.in_force()
    assert statuses.count() == 5 and any(one.differs for one in statuses)


@pytest.mark.django_db
def test_a_home_with_published_files_is_left_alone(home, tmp_path, capsys):
    _, content = next(all_files())
    (tmp_path / "2018-05").mkdir()
    (tmp_path / "2018-05" / "epraccur.csv").write_bytes(content)
    call_command("load", str(tmp_path / "2018-05"), "--format", "json")
    assert json.loads(capsys.readouterr().out)[0]["status"] == "loaded"
    with pytest.raises(SystemExit) as end:
        call_command("demo")
    assert end.value.code == 2
    assert "Set RESILIENCE_HOME" in capsys.readouterr().err
    assert not (home / "DEMONSTRATION").exists()
