"""`resilience screen`: rows on standard output, words about them on standard error."""

from __future__ import annotations

import csv
import io
import json
import shutil

import pytest
from django.core.management import CommandError

from resilience.evidence.store import Store
from resilience.programmes.packs import PACKS
from resilience.screening import exports
from tests.organisations.publishing import files, loaded
from tests.site.test_load_and_evidence import run

pytestmark = pytest.mark.django_db
GPRP = ("screen", "--programme", "gprp-2018-19", "--as-at", "2018-06-30")
TODAY = ("screen", "--programme", "icb-support-2026-27", "--as-at", "2026-03-01")


@pytest.fixture
def small(settings, small_england):
    settings.RESILIENCE_HOME = small_england


def table(out):
    return list(csv.DictReader(io.StringIO(out)))


def test_results_as_json(small, capsys):
    code, out, err = run(*GPRP, "--format", "json", capsys=capsys)
    rows = json.loads(out)
    assert (code, err, len(rows)) == (0, "", 40 * 16)
    named = ["practice", "criterion", "result", "value", "reason", "source", "period"]
    assert all(list(row) == [*named, "file", "line", "also_known"] for row in rows)
    found = {(row["practice"], row["criterion"]): row for row in rows}
    assert found["A81001", "GC11"]["result"] == "met"
    assert found["A81001", "GC11"]["value"] == 60.0
    assert found["A81001", "GC9"]["value"] is None
    assert (found["A81001", "GC9"]["file"], found["A81001", "GC9"]["line"]) == ("", None)


def test_each_result_leads_to_the_row_of_its_file(small, settings, capsys):
    _, out, _ = run(*GPRP, "--format", "json", capsys=capsys)
    points = [row for row in json.loads(out) if row["criterion"] == "GC11" and row["file"]]
    store = Store(settings.RESILIENCE_HOME)
    (release,) = store.current_of("analyst_figures")
    figures = store.table(release, "figures").to_pylist()
    lines = {(f["practice"], f["line"]) for f in figures if f["indicator"] == "qof_points_percent"}
    assert points
    assert {row["file"] for row in points} == {release.file}
    assert {(row["practice"], row["line"]) for row in points} == lines


def test_no_cell_of_the_csv_is_a_formula(small, capsys, monkeypatch):
    row = dict.fromkeys(exports.RESULT_COLUMNS, "-") | {"practice": "=1+1", "value": -2.5}
    monkeypatch.setattr(exports, "results", lambda *_: [row])
    _, out, _ = run(*GPRP, "--format", "csv", capsys=capsys)
    (read,) = table(out)
    assert (read["practice"], read["reason"], read["value"]) == ("'=1+1", "'-", "-2.5")


def test_results_as_csv(small, capsys):
    code, out, _ = run(*GPRP, "--format", "csv", capsys=capsys)
    assert code == 0
    assert {row["result"] for row in table(out)} == {"met", "not_met", "not_known"}


def test_the_summary_has_one_row_for_each_practice(small, capsys):
    code, out, err = run(*GPRP, "--summary", "--format", "csv", capsys=capsys)
    rows = table(out)
    assert (code, len(rows)) == (0, 40)
    assert rows[0]["practice"] == "A81001"
    assert (rows[0]["area"], rows[0]["met"], rows[0]["signal"]) == (
        "Q74",
        "1",
        "not_enough_evidence",
    )
    assert "40 practices" in err
    assert "not enough evidence 40" in err
    assert "GC11 40" in err
    assert "Known for no practice: GC1, GC2" in err


def test_a_table_fits_on_a_line_of_100_characters(small, capsys):
    for more in ((), ("--summary",)):
        code, out, _ = run(*GPRP, *more, capsys=capsys)
        lines = out.splitlines()
        assert code == 0
        assert lines[0].startswith("practice")
        assert max(map(len, lines)) <= 100


@pytest.mark.parametrize(
    ("area", "practices"),
    [("ENG", 40), ("Y54", 20), ("Q83", 20), ("Q74", 20), ("00T", 20), ("q74", 20)],
)
def test_an_area_of_each_level(small, capsys, area, practices):
    code, out, err = run(*GPRP, "--area", area, "--summary", "--format", "csv", capsys=capsys)
    assert (code, len(table(out))) == (0, practices)
    assert f"{practices} practices" in err


def test_a_network_or_a_board_of_today_is_an_area_too(home, tmp_path, capsys):
    loaded(files(tmp_path), home)
    for area, practices in (("U27349", ["A81001"]), ("QHM", ["A81001", "A81003"])):
        code, out, _ = run(*TODAY, "--area", area, "--summary", "--format", "csv", capsys=capsys)
        assert code == 0
        assert [row["practice"] for row in table(out)] == practices


def test_one_practice_is_told_in_the_singular(home, tmp_path, capsys):
    loaded(files(tmp_path), home)
    _, _, err = run(*TODAY, "--area", "U27349", "--summary", capsys=capsys)
    assert "1 practice open" in err


@pytest.mark.parametrize("area", ["XXX", "00", "%", "/", "-", ""])
def test_an_unknown_area_says_what_to_give(small, capsys, area):
    code, out, err = run(*GPRP, "--area", area, capsys=capsys)
    assert (code, out) == (2, "")
    assert f"--area {area}: no practice belonged to it on 30 June 2018" in err


def test_an_unknown_programme_names_those_there_are(small, capsys):
    code, out, err = run(
        "screen", "--programme", "gprp-2017", "--as-at", "2018-06-30", capsys=capsys
    )
    assert (code, out) == (2, "")
    assert "gprp-2018-19, icb-support-2026-27" in err


def test_a_broken_pack_says_file_and_line(small, tmp_path, capsys):
    folder = tmp_path / "ours"
    shutil.copytree(PACKS / "gprp-2018-19", folder)
    text = (folder / "signal.toml").read_text()
    (folder / "signal.toml").write_text(text.replace("minimum_known = 4", 'minimum_known = "four"'))
    code, out, err = run(
        "screen", "--programme", str(folder), "--as-at", "2018-06-30", capsys=capsys
    )
    assert (code, out) == (2, "")
    assert "signal.toml" in err
    assert "minimum_known" in err


def test_a_pack_of_ones_own_in_a_folder(small, tmp_path, capsys):
    folder = tmp_path / "ours"
    shutil.copytree(PACKS / "gprp-2018-19", folder)
    text = (folder / "criteria.toml").read_text()
    (folder / "criteria.toml").write_text(text.replace("threshold = 80", "threshold = 96"))
    run("screen", "--programme", str(folder), "--as-at", "2018-06-30", "--format", "json",
        capsys=capsys)  # fmt: skip
    code, out, _ = run(
        "screen", "--programme", str(folder), "--as-at", "2018-06-30", "--format", "json",
        capsys=capsys,
    )  # fmt: skip
    met = [row for row in json.loads(out) if row["result"] == "met"]
    assert (code, len(met)) == (0, 40)


@pytest.mark.parametrize("day", ["2018-06-31", "June", "30/06/2018", ""])
def test_a_bad_day_says_how_to_write_one(home, day):
    from django.core.management import call_command

    with pytest.raises(CommandError, match="is not a day; write it like 2018-06-30"):
        call_command("screen", "--programme", "gprp-2018-19", "--as-at", day)


def test_an_empty_home_says_what_to_load(home, capsys):
    code, out, err = run(*GPRP, "--format", "json", capsys=capsys)
    assert (code, out) == (2, "")
    assert "no practice is known to have been open on 30 June 2018" in err
    assert "resilience load" in err


def test_a_day_before_all_that_is_loaded(small, capsys):
    code, _, err = run(
        "screen", "--programme", "gprp-2018-19", "--as-at", "1950-01-01", capsys=capsys
    )
    assert code == 2
    assert "1 January 1950" in err
