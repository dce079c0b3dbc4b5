from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from resilience.audit.models import Event
from resilience.organisations.models import Build, Organisation
from tests.site.test_project import resilience

pytestmark = pytest.mark.django_db

LISTS = """\
PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS
GP_PRAC_PAT_LIST,01JAN2021,GP,9ZA,E38000999,Z90001,ZZ1 1AA,ALL,ALL,5903
GP_PRAC_PAT_LIST,01JAN2021,GP,9ZA,E38000999,Z90002,ZZ1 1AB,ALL,ALL,8100
"""
BAD_ROW = "GP_PRAC_PAT_LIST,01JAN2021,GP,9ZA,E38000999,Z90003,ZZ1 1AC,ALL,ALL,many\n"
PRACTICE = (
    '"Z9000{n}","PRACTICE {n}","Y98","Q97","","","","","","ZZ1 1AA","20010401","","A","B","9ZA",'
    '"20130401","","","","","","0","","9ZA","","4",""\n'
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """(exit code, standard output, standard error) of a command."""
    code = 0
    try:
        call_command(*arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def load(*arguments: str | Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict], str]:
    code, out, err = run("load", *map(str, arguments), "--format", "json", capsys=capsys)
    return code, json.loads(out), err


def test_a_whole_file_is_done(home, files, capsys):
    (files / "lists.csv").write_text(LISTS)
    code, outcomes, _ = load(files, capsys=capsys)
    assert code == 0
    assert outcomes == [
        {
            "path": str(files / "lists.csv"),
            "status": "loaded",
            "dataset": "patients_registered",
            "period": "2021-01-01",
            "rows": 2,
            "rejects": 0,
            "message": "",
        }
    ]


def test_the_same_content_twice_changes_nothing(home, files, capsys):
    (files / "lists.csv").write_text(LISTS)
    load(files, capsys=capsys)
    (files / "lists.csv").unlink()
    (files / "lists.csv.gz").write_bytes(gzip.compress(LISTS.encode()))
    code, outcomes, _ = load(files, capsys=capsys)
    assert (code, outcomes[0]["status"]) == (0, "unchanged")
    assert Event.objects.filter(act="release.loaded").count() == 1


def test_a_rejected_row_needs_a_person_and_is_listed(home, files, capsys):
    (files / "lists.csv").write_text(LISTS + BAD_ROW)
    code, outcomes, err = load(files, capsys=capsys)
    assert (code, outcomes[0]["rows"], outcomes[0]["rejects"]) == (1, 3, 1)
    assert "resilience evidence --rejects" in err
    code, out, _ = run("evidence", "--rejects", "patients_registered", capsys=capsys)
    assert code == 0
    assert "line 4" in out
    assert "'many'" in out


def test_a_file_that_is_not_recognised_needs_a_person(home, files, capsys):
    (files / "lists.csv").write_text(LISTS)
    (files / "menu.csv").write_text("soup,fish\n1,2\n")
    code, outcomes, err = load(files, capsys=capsys)
    assert (code, [o["status"] for o in outcomes]) == (1, ["loaded", "unrecognised"])
    assert "1 not recognised (yet)" in err


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_nothing_done_says_why(home, files, name, capsys):
    if name == "empty":
        (files / "empty").mkdir()
    code, _, err = load(files / name, capsys=capsys)
    assert code == 2
    assert err.strip()


def test_the_table_has_one_line_for_each_file(home, files, capsys):
    (files / "lists.csv").write_text(LISTS)
    (files / "menu.csv").write_text("soup,fish\n1,2\n")
    _, out, _ = run("load", str(files), capsys=capsys)
    lines = out.splitlines()
    assert len(lines) == 2
    assert lines[0].split()[:5] == ["loaded", "patients_registered", "2021-01-01", "2", "0"]
    assert str(files / "menu.csv") in lines[1]


def test_a_period_given_overrules_the_file(home, files, capsys):
    (files / "epraccur.csv").write_text(PRACTICE.format(n=1))
    code, outcomes, _ = load(files, capsys=capsys)
    assert code == 2
    assert "--period 2018-05" in outcomes[0]["message"]
    code, outcomes, _ = load(files, "--period", "2018-05", capsys=capsys)
    assert (code, outcomes[0]["period"]) == (0, "2018-05")


def test_the_organisations_follow_even_when_an_earlier_load_was_cut_short(home, files, capsys):
    (files / "epraccur.csv").write_text("".join(PRACTICE.format(n=n) for n in range(1, 7)))
    load(files, "--period", "2018-05", capsys=capsys)
    assert Organisation.objects.filter(code="Z90006").exists()
    Organisation.objects.all().delete()
    Build.objects.all().delete()
    code, outcomes, _ = load(files, "--period", "2018-05", capsys=capsys)
    assert (code, outcomes[0]["status"]) == (0, "unchanged")
    assert Organisation.objects.filter(code="Z90006").exists()


def test_published_files_are_not_loaded_beside_a_demonstration(home, files, demonstration, capsys):
    (files / "lists.csv").write_text(LISTS)
    code, out, err = run("load", str(files), capsys=capsys)
    assert (code, out) == (2, "")
    assert "Set RESILIENCE_HOME" in err


def test_what_is_loaded_can_be_listed(home, files, capsys):
    (files / "lists.csv").write_text(LISTS + BAD_ROW)
    load(files, capsys=capsys)
    code, out, _ = run("evidence", capsys=capsys)
    assert code == 0
    assert all(len(line) <= 100 for line in out.splitlines())
    assert out.splitlines()[1].split()[:4] == ["patients_registered", "2021-01-01", "3", "1"]
    code, out, _ = run("evidence", "--format", "json", capsys=capsys)
    (row,) = json.loads(out)
    assert (row["publisher"], row["rows"], row["rejects"]) == ("NHS England", 3, 1)
    assert row["age_months"] > 60


def test_an_empty_home_says_what_to_do(home, capsys):
    code, out, err = run("evidence", capsys=capsys)
    assert (code, out) == (2, "")
    assert "resilience load" in err
    assert "resilience demo" in err


def test_a_release_that_is_not_there_is_answered_with_those_that_are(home, files, capsys):
    (files / "lists.csv").write_text(LISTS + BAD_ROW)
    load(files, capsys=capsys)
    code, _, err = run("evidence", "--rejects", "epraccur", capsys=capsys)
    assert code == 2
    assert "patients_registered.2021-01-01" in err


def test_a_period_that_is_none_is_answered_before_anything_is_done(tmp_path):
    done = resilience("load", "x.csv", "--period", "may", home=tmp_path / "home")
    assert done.returncode == 2
    assert "is not a period; write a day" in done.stderr
