from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from resilience.audit.models import Event
from resilience.evidence.store import Store
from resilience.organisations.models import Build, Organisation
from resilience.site.management.commands.evidence import _short
from tests.look.reading import check
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
            "release": Store(home).current[0].id,
            "moves": [],
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
    command = f'resilience load "{files}/epraccur.csv" --period 2018-05'
    assert outcomes[0]["message"].endswith(f"written like this: {command}")
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
    assert out.splitlines()[1].split()[:3] == ["patients_registered.2021-01-01", "3", "1"]
    assert out.splitlines()[1].endswith("lists.csv")
    code, out, _ = run("evidence", "--format", "json", capsys=capsys)
    (row,) = json.loads(out)
    assert (row["publisher"], row["rows"], row["rejects"]) == ("NHS England", 3, 1)
    assert row["age_months"] > 60


def test_the_tip_about_rejected_rows_works_as_it_is_printed(home, files, capsys):
    (files / "lists.csv").write_text(LISTS + BAD_ROW)
    _, _, err = load(files, capsys=capsys)
    tip = re.search(r"see resilience (evidence --rejects)\)", err)
    code, out, _ = run(*tip[1].split(), capsys=capsys)
    assert code == 0
    assert "(lists.csv)" in out.splitlines()[0]
    assert "line 4: patients: 'many' is not a number" in out
    name = run("evidence", capsys=capsys)[1].splitlines()[1].split()[0]
    assert run("evidence", "--rejects", name, capsys=capsys)[1] == out


def test_names_of_releases_are_as_long_as_it_takes_to_tell_them_apart():
    ids = ["a.2018-05.0123456789ab", "a.2018-05-01.0123456789ab", "b.2018.0123456789ab"]
    ids += ["b.2018.0199999999ab"]
    named = _short(ids)
    assert list(named.values()) == [
        "a.2018-05.0123",
        "a.2018-05-01",
        "b.2018.0123",
        "b.2018.0199",
    ]


# --- held for a person


def practices(number: int) -> str:
    return "".join(PRACTICE.replace("Z9000", "Z90").format(n=f"{n:03}") for n in range(number))


@pytest.fixture
def half(home, files, capsys) -> str:
    """The id of a register of practices that is held, since it has half of what it had."""
    for month, number in (("2018-05", 200), ("2018-06", 100)):
        folder = files / month
        folder.mkdir()
        (folder / "epraccur.csv").write_text(practices(number))
    code, outcomes, err = load(files, capsys=capsys)
    assert (code, [o["status"] for o in outcomes]) == (1, ["loaded", "held"])
    assert "1 held for a person (see resilience evidence)" in err
    assert outcomes[1]["moves"][0] | {"since": ""} == {
        "total": "practices",
        "before": 200,
        "after": 100,
        "since": "",
        "allowed": 0.1,
        "unit": "",
    }
    return outcomes[1]["release"]


def _left() -> int:
    return Build.objects.count() and Organisation.objects.filter(kind="practice").count()


def test_a_file_that_is_only_held_needs_a_person(home, files, half, capsys):
    code, outcomes, _ = load(files / "2018-06", capsys=capsys)
    assert (code, outcomes[0]["status"]) == (1, "held")
    assert Event.objects.filter(act="release.held", subject_id=half).exists()


def test_what_is_held_is_listed_with_the_difference_and_the_commands(half, capsys):
    code, out, _ = run("evidence", capsys=capsys)
    assert code == 0
    assert "practices 200 before, 100 now: -100 (-50.0%)" in out
    assert "resilience evidence --accept ods_epraccur.2018-06\n" in out
    assert "resilience evidence --refuse ods_epraccur.2018-06" in out
    rows = json.loads(run("evidence", "--format", "json", capsys=capsys)[1])
    assert [row["status"] for row in rows] == ["in force", "held"]
    assert rows[1]["moves"][0]["after"] == 100


def test_what_a_person_accepts_is_in_force_for_organisations_too(home, half, capsys):
    build = Build.objects.get().stamp
    code, _, err = run(
        *("evidence", "--accept", "ods_epraccur.2018-06", "--why", "ODS removed prisons"),
        *("--by", "A. Person"),
        capsys=capsys,
    )
    assert (code, half in err) == (0, True)
    assert [release.period.label for release in Store(home).current] == ["2018-05", "2018-06"]
    assert Build.objects.get().stamp != build
    assert _left() == 200
    event = Event.objects.get(act="release.accepted")
    assert (event.subject_id, event.actor) == (half, "command evidence, A. Person")
    assert event.details["reason"] == "ODS removed prisons"
    assert event.details["moves"][0]["after"] == 100


def test_what_a_person_refuses_is_gone(home, half, capsys):
    code, _, _ = run("evidence", "--refuse", half, capsys=capsys)
    assert (code, Store(home).held) == (0, [])
    assert [release.period.label for release in Store(home).current] == ["2018-05"]
    assert Event.objects.filter(act="release.refused").count() == 1
    code, _, err = run("evidence", "--accept", half, capsys=capsys)
    assert code == 2
    assert "no release is held" in err


def test_another_than_what_is_held_is_not_accepted(half, capsys):
    code, _, err = run("evidence", "--accept", "ods_epraccur.2018-05", capsys=capsys)
    assert (code, half in err) == (2, True)


def test_how_much_a_total_may_move_is_configured(home, files, half, settings, capsys):
    settings.HOLD_SHARE = 0.6
    code, outcomes, _ = load(files / "2018-06", capsys=capsys)
    assert (code, outcomes[0]["status"]) == (0, "loaded")


def test_the_evidence_page_shows_what_is_held_and_its_figures_stay_out(client, half):
    page = check(client.get("/evidence/").content.decode()).text
    assert "Held for a person" in page
    assert "-100 (-50.0%)" in page
    assert f"resilience evidence --accept {half}" in page
    assert client.get(f"/evidence/{half}/").status_code == 404


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
