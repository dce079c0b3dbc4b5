"""Past support is loaded on a page, which first shows what would be kept, and by a command."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from resilience.cases.models import PastSupport
from resilience.cases.past.forms import LARGEST, seen
from tests.cases.conftest import RECEIVED
from tests.cases.world import user
from tests.look.reading import check

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world", "friday")]
HERE = "/cases/past-support/"
HEAD = "practice_code,scheme,year,what,note\n"
FILE = (
    HEAD
    + "A81001,Vulnerable Practice Programme,2016-17,declined,No time then\n"
    + "A81002,Vulnerable Practice Programme,,received,\n"
    + "P81001,Vulnerable Practice Programme,2016-17,received,\n"
    + "A81001,GP Resilience,2016-19,received,\n"
    + "A81001,GP Resilience,2016-17,received,Ring 01632 960 123\n"
)


@pytest.fixture
def lead(client: Client) -> Client:
    client.force_login(user("resilience"))
    return client


def chosen(client: Client, content: str | bytes = FILE, name: str = "past.csv") -> str:
    data = content.encode() if isinstance(content, str) else content
    answer = client.post(HERE, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 200
    return answer.content.decode()


def signed(page: str) -> str:
    return re.search(r'name="seen" value="([^"]+)"', page)[1]


def test_what_would_be_kept_is_seen_first_and_then_kept(lead):
    page = chosen(lead)
    shown = check(page).text
    assert "2 rows would be kept" in shown and "3 rows are put aside" in shown
    assert "P81001 is no practice of yours" in shown
    assert "“2016-19” is no financial year" in shown
    assert "Leave out the telephone number" in shown
    assert not PastSupport.objects.exists()
    answer = lead.post(HERE, {"seen": signed(page)}, follow=True)
    assert "Rows of past.csv: 2 kept, 3 put aside." in check(answer.content.decode()).text
    kept = PastSupport.objects.get(what="declined")
    assert (kept.organisation.code, kept.source, kept.line) == ("A81001", "past.csv", 2)
    again = check(chosen(lead)).text
    assert "0 rows would be kept" in again and "2 rows are there already" in again
    assert "There is nothing to keep" in again


def test_keeping_twice_keeps_once(lead):
    told = {"seen": signed(chosen(lead))}
    lead.post(HERE, told)
    answer = lead.post(HERE, told, follow=True)
    assert "0 kept, 2 there already" in check(answer.content.decode()).text
    assert PastSupport.objects.count() == 2


def test_only_what_was_seen_is_kept(lead):
    for wrong in ("nonsense", signed(chosen(lead))[:-3] + "xyz"):
        answer = lead.post(HERE, {"seen": wrong})
        assert "choose the file again" in check(answer.content.decode()).text
    late = signed(chosen(lead))
    with time_machine.travel(RECEIVED.replace(day=27), tick=False):
        lead.force_login(user("resilience"))
        answer = lead.post(HERE, {"seen": late})
        assert "choose the file again" in check(answer.content.decode()).text
    assert not PastSupport.objects.exists()


def test_another_persons_signed_rows_give_no_more_than_ones_own_area(client):
    client.force_login(user("other_resilience"))
    client.post(HERE, seen("past.csv", FILE))
    assert [one.organisation.code for one in PastSupport.objects.all()] == ["P81001"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty"),
        (b"practice_code,money\nA81001,3\n", "scheme, year, what not found"),
        (HEAD.encode() + b"\xff", "CSV UTF-8"),
        (b"PK\x03\x04 a spreadsheet", "not found"),
        (HEAD.encode() + b"x" * LARGEST, "more than 2 MB"),
    ],
)
def test_a_file_that_is_no_such_list_is_told_how_to_mend_it(lead, content, why):
    assert why in check(chosen(lead, content)).text
    assert "Choose a file" in check(lead.post(HERE).content.decode()).text


def test_hostile_rows_and_names_stay_words(lead):
    rows = HEAD + 'A81001,"<script>alert(1)</script>",2016-17,received,"=cmd|x"\n'
    rows += '"<img src=x>",x,2016-17,received,\n'
    page = chosen(lead, rows, name="../<b>evil\u202e.csv")
    assert "<script>alert" not in page and "<img src=x" not in page and "<b>evil" not in page
    lead.post(HERE, {"seen": signed(page)})
    kept = PastSupport.objects.get()
    assert kept.scheme == "<script>alert(1)</script>"
    assert "/" not in kept.source and "\u202e" not in kept.source


@pytest.mark.parametrize("name", ["lead", "commissioner", "officer", "national", "administrator"])
def test_only_those_who_answer_requests_load_it(client, name):
    client.force_login(user(name))
    for address in (HERE, f"{HERE}template/"):
        assert client.get(address).status_code == 404
    assert client.post(HERE, seen("past.csv", FILE)).status_code == 404


def test_the_template_is_a_file_that_is_read(lead):
    answer = lead.get(f"{HERE}template/")
    content = b"".join(answer.streaming_content)
    assert content.decode("utf-8-sig").strip() == HEAD.strip()
    assert "0 rows would be kept" in check(chosen(lead, content)).text


def test_a_long_file_takes_hardly_more_queries_than_a_short_one(lead):
    def queries(rows: int) -> int:
        content = HEAD + "".join(f"A81001,Scheme {n},2016-17,received,\n" for n in range(rows))
        with CaptureQueriesContext(connection) as taken:
            page = chosen(lead, content)
            lead.post(HERE, {"seen": signed(page)})
        return len(taken)

    few = queries(1)
    assert queries(900) < few + 10  # rows go in by the hundred
    assert PastSupport.objects.count() == 900


# --- the command


def command(*paths: Path | str, **options: str) -> int:
    try:
        call_command("past_support", *map(str, paths), **options)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "past.csv"
    path.write_text(HEAD + "A81001,VPP,2016-17,declined,\nP81001,VPP,,received,\n")
    return path


def test_the_command_keeps_the_rows_of_any_practice(file, capsys):
    assert command(file) == 0
    assert f"{file}: 2 kept, 0 there already, 0 put aside." in capsys.readouterr().out
    assert PastSupport.objects.count() == 2


def test_the_command_tells_what_it_put_aside(file, capsys):
    file.write_text(file.read_text() + "Z99999,VPP,,received,\nA81001,VPP,x,received,\n")
    assert command(file, format="json") == 1
    told = capsys.readouterr()
    (one,) = json.loads(told.out)
    assert (one["new"], one["known"], one["problem"]) == (2, 0, None)
    assert [row["line"] for row in one["put_aside"]] == [4, 5]
    assert "Line 4: practice_code: Z99999 is no practice that is known here." in told.err


def test_the_command_stops_where_no_file_can_be_read(file, tmp_path, capsys):
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert command(other, tmp_path / "none.csv") == 2
    told = capsys.readouterr()
    assert "not found" in told.out and "It cannot be read" in told.out
    assert "mend them and load them again" in told.err
    assert command(other, file) == 1
    assert PastSupport.objects.count() == 2


# --- where it is read


def test_the_page_of_a_case_tells_what_earlier_years_did(lead, referred):
    case = referred(at=RECEIVED)
    assert "Help in earlier years" not in lead.get(f"/cases/{case.reference}/").content.decode()
    lead.post(HERE, seen("past.csv", FILE))
    shown = check(lead.get(f"/cases/{case.reference}/").content.decode()).text
    assert (
        "Vulnerable Practice Programme, 2016-17: was offered help and did not take it up. "
        "No time then past.csv, line 2" in shown
    )


def test_a_first_line_without_end_is_told_on_the_page(lead):
    assert "The first line is no line of a CSV file" in chosen(lead, "x" * 200_000)
