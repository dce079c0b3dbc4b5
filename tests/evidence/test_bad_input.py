"""Every bad file gets one line that says what was found and what to do, and harms nothing else."""

from __future__ import annotations

import gzip
import io
import os
import random
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter

from resilience.evidence.datasets import registered
from resilience.evidence.loading import load
from resilience.evidence.store import Store
from resilience.evidence.tables import in_words
from tests.evidence.bad_files import PRACTICE, outcome_of, zipped
from tests.evidence.lists import HEADINGS, lists, row, write
from tests.evidence.publishing import TODAY

NOISE = random.Random(1).randbytes(4000)
PAGE = b"\n<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Sorry</body></html>"
TEXT = lists(*(row(f"A8{n:04d}", n) for n in range(2000)))
PACKED = gzip.compress(TEXT)


@cache
def _far_corner() -> bytes:
    """It takes seconds to make, so only a test that needs it does (each process reads this)."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS.split(","))
        sheet.write(1_048_575, 16_383, "x")
    return out.getvalue()


WHOLE_FILES = {
    "an empty file": ("a.csv", b"", "the file is empty; download it again"),
    "a gzip of nothing": ("a.csv.gz", gzip.compress(b""), "the gzip holds an empty file"),
    "an empty zip": ("a.zip", zipped(), "the zip holds no CSV, workbook or Parquet file"),
    "a zip of other things": ("a.zip", zipped(("a.pdf", b"%PDF")), "the zip holds no CSV"),
    "a zip of nothing": ("a.zip", zipped(("a.csv", b"")), "a.csv in the zip is empty"),
    "a truncated gzip": ("a.csv.gz", PACKED[:-100], "the gzip is cut short or damaged"),
    "a gzip of noise": ("a.csv.gz", NOISE, "the gzip is cut short or damaged"),
    "a truncated zip": ("a.zip", zipped(("a.csv", TEXT))[:-100], "the zip is cut short or damaged"),
    "noise named .zip": ("a.zip", NOISE, "the zip is cut short or damaged"),
    "noise named .xlsx": ("a.xlsx", NOISE, "named as a workbook but can't be opened as one"),
    "noise named .ods": ("a.ods", NOISE, "named as a workbook but can't be opened as one"),
    "noise named .parquet": ("a.parquet", NOISE, "named .parquet but can't be opened as one"),
    "noise named .csv": ("a.csv", NOISE, "line 1 holds NUL bytes"),
    "a zip named .xlsx": ("a.xlsx", zipped(("a.csv", TEXT)), "named as a workbook"),
    "a workbook named .csv": ("a.csv", _far_corner, "named as text but is a workbook"),
    "a stray cell far away": ("a.xlsx", _far_corner, "row 1,048,576 and column 16,384"),
    "a web page": ("a.csv", PAGE, "this is a web page, not data"),
    "a packed web page": ("a.csv.gz", gzip.compress(PAGE), "this is a web page, not data"),
    "a web page named .gz": ("a.csv.gz", PAGE, "this is a web page, not data"),
    "a web page named .xlsx": ("a.xlsx", PAGE, "this is a web page, not data"),
    "a web page named .zip": ("a.zip", PAGE, "this is a web page, not data"),
    "NUL bytes": ("a.csv", lists().replace(b"18758", b"18\x0058"), "line 3 holds NUL bytes"),
    "bytes of no alphabet": ("a.csv", lists() + b"\xff\x81\x8d", "line 4 is neither UTF-8 nor"),
    "blank lines": ("a.csv", b"\n\r\n\n", "there is no row in it"),
    "headings only": ("a.csv", lists().splitlines()[0], "there are headings but no row below them"),
    "an old workbook": ("a.xls", b"\xd0\xcf\x11\xe0", "and save it as .xlsx"),
    "a letter": ("a.PDF", b"%PDF-1.7", "look on the publisher's page for the table as CSV"),
    "a document": ("a.docx", b"PK", "look on the publisher's page for the table as CSV"),
    "packed by another program": ("a.7z", b"7z", "unpack it and load the folder that comes out"),
    "a list of practices without its last column": (
        "2018-05 epraccur.csv",
        PRACTICE.rpartition(",")[0].encode(),
        "the ODS list of practices (epraccur) but has 26 columns instead of 27; load the file as",
    ),
    "another table": ("a.csv", b"colour,size\nred,3\n", "not a layout that is read (yet)"),
    "a renamed column": (
        "a.csv",
        lists(headings=HEADINGS.replace("NUMBER_OF_PATIENTS", "PATIENTS")),
        "looks like 'Patients registered at a GP practice' but lacks: 'number of patients'; found:",
    ),
    "no row that can be read": (
        "a.csv",
        lists(row(patients="many")),
        "none of its rows could be read; the first, on line 2: patients: 'many' is not a number",
    ),
    "a day to come": (
        "a.csv",
        lists(row(day="2031-04-01")),
        "its period, 2031-04-01 (from the content), has not begun",
    ),
}


@pytest.mark.parametrize("what", WHOLE_FILES)
def test_a_bad_file_gets_one_clear_line_and_harms_nothing(tmp_path, what) -> None:
    name, content, words = WHOLE_FILES[what]
    home = tmp_path / "home"
    outcome_of(write(tmp_path / "good.csv", lists()), home)
    before = Store(home).stamp
    bad = tmp_path / "bad" / name
    bad.parent.mkdir()
    bad.write_bytes(content() if callable(content) else content)

    outcome = outcome_of(bad, home)

    assert outcome.status in ("rejected", "unrecognised")
    assert words in outcome.message
    assert len(outcome.message.splitlines()) == 1
    assert outcome.path == str(bad)
    assert Store(home).stamp == before


@pytest.mark.parametrize("name", ["a.csv.gz", "a.zip"])
def test_what_expands_without_end_is_not_unpacked(tmp_path, name) -> None:
    endless = b"A81001,1\n" * (80 * 1024**2 // 9)
    packed = gzip.compress(endless) if name.endswith("gz") else zipped(("a.csv", endless))
    assert len(packed) < 400_000
    path = tmp_path / name
    path.write_bytes(packed)

    assert "which no published table does" in outcome_of(path, tmp_path / "home").message


def test_a_text_that_is_too_large_for_memory_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("resilience.evidence.sources.LARGEST_TEXT", 1000)

    assert (
        "tables of up to 0 MB are read"
        in outcome_of(write(tmp_path / "a.csv", TEXT), tmp_path / "home").message
    )


def test_a_dangling_link(tmp_path) -> None:
    link = tmp_path / "lists.csv"
    link.symlink_to(tmp_path / "gone.csv")

    message = outcome_of(link, tmp_path / "home").message

    assert message == f"a link to {tmp_path}/gone.csv, which is not there; copy the file itself"


@pytest.mark.parametrize("name", ["nowhere.csv", "x" * 300, "a\0b.csv"])
def test_what_is_not_there(tmp_path, name) -> None:
    outcome = outcome_of(tmp_path / name, tmp_path / "home")

    assert outcome.status == "rejected"
    assert "no such file" in outcome.message or "can't be opened" in outcome.message


def test_a_folder_without_files(tmp_path) -> None:
    (tmp_path / "downloads" / "empty").mkdir(parents=True)

    outcome = outcome_of(tmp_path / "downloads", tmp_path / "home")

    assert outcome.message.startswith("there is no file in this folder")


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch) -> None:
    path = write(tmp_path / "lists.csv", lists())

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)

    message = outcome_of(path, tmp_path / "home").message

    assert message == "it can't be opened (Permission denied); check its name and who may read it"


def test_a_disk_that_is_full(tmp_path, monkeypatch) -> None:
    path = write(tmp_path / "lists.csv", lists())

    def full(*args: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pyarrow.parquet.write_table", full)

    message = outcome_of(path, tmp_path / "home").message

    assert "(No space left on device); nothing was changed" in message


@pytest.mark.parametrize("name", ["ü – ✓.csv", "a'b\"c;$(x).csv", "two\nlines.csv", " .csv "])
def test_a_name_of_odd_characters(tmp_path, name) -> None:
    outcome = outcome_of(write(tmp_path / name, lists()), tmp_path / "home")

    assert outcome.status in ("loaded", "unrecognised")
    assert outcome.path == str(tmp_path / name)


def test_a_name_that_is_no_text(tmp_path) -> None:
    path = tmp_path / os.fsdecode(b"lists\xff.csv")

    outcome = outcome_of(write(path, lists()), tmp_path / "home")

    assert outcome.status == "loaded"
    assert outcome.path.encode()  # can be printed
    assert Store(tmp_path / "home").releases[0].file == "lists\ufffd.csv"


@pytest.mark.parametrize(
    "content",
    [
        lists(),
        b"\xef\xbb\xbf" + lists(),
        lists().decode().encode("utf-16"),
        lists(line_break="\r\n"),
        lists(line_break="\r"),
        lists().strip(),
        lists().replace(b"TS18 1HU", b"\x93TS18\x94"),
    ],
    ids=["UTF-8", "a mark before it", "UTF-16", "CR LF", "CR", "no last line break", "Windows"],
)
def test_an_encoding_or_line_break_of_another_program_is_read(tmp_path, content) -> None:
    outcome = outcome_of(write(tmp_path / "lists.csv", content), tmp_path / "home")

    assert (outcome.status, outcome.rows, outcome.rejects) == ("loaded", 2, 0)


BAD_ROWS = {
    "a practice twice": (row(patients=1), "A81001 stands on line 2 already"),
    "a word for a number": (row("A81003", "many"), "patients: 'many' is not a number"),
    "a fraction of a patient": (row("A81003", "3.5"), "patients: '3.5' is not a whole number"),
    "fewer than none": (row("A81003", -1), "patients: '-1' is less than nothing"),
    "a comma for a point": (row("A81003", '"3,5"'), "patients: '3,5' is not a number"),
    "more than the world holds": (
        row("A81003", "1e300"),
        "patients: '1e300' was shortened by a program; write it in full",
    ),
    "not a number": (row("A81003", "nan"), "patients: 'nan' is not a number"),
    "no practice": (row(""), "no practice"),
    "another's code": (row("RX1"), "practice: 'RX1' is not a practice code (like A81001)"),
    "no day": (row("A81003", day="soon"), "extract date: 'soon' is not a day"),
    "a line cut short": ("GP_PRAC_PAT_LIST,2025-04-01,GP,16", "the row ends after 4 of 10 columns"),
    "a comma too many": (
        row("A81003", "1,500"),
        "the row has 11 columns where there are 10 headings",
    ),
}


@pytest.mark.parametrize("what", BAD_ROWS)
def test_a_bad_row_is_kept_with_its_line_and_reason_and_the_others_are_read(tmp_path, what) -> None:
    bad, reason = BAD_ROWS[what]
    path = write(tmp_path / "lists.csv", lists(row(), row("A81002", 18758), bad))

    outcome = outcome_of(path, tmp_path / "home")

    assert (outcome.status, outcome.rows, outcome.rejects) == ("loaded", 3, 1)
    assert outcome.message == f"1 row rejected, first on line 4: {reason}"
    store = Store(tmp_path / "home")
    (reject,) = store.rejects(store.releases[0])
    assert (reject.line, reject.reason) == (4, reason)
    assert reject.row == bad.replace('"', "")


@pytest.mark.parametrize(("symbol", "mark"), [("*", "suppressed"), (":", "not available")])
def test_a_symbol_is_not_a_bad_number(tmp_path, symbol, mark) -> None:
    path = write(tmp_path / "lists.csv", lists(row(patients=symbol), row("A81002", 0)))

    outcome = outcome_of(path, tmp_path / "home")

    store = Store(tmp_path / "home")
    table = store.table(store.releases[0], "lists")
    assert outcome.rejects == 0
    assert table["patients"].to_pylist() == [None, 0]
    assert table["patients_mark"].to_pylist() == [mark, None]


def test_another_countrys_file(tmp_path) -> None:
    welsh = ["W91001", "SURGERY", "W00", "7A1", *[""] * 5, "LL11 1AA", "19740401", "", "A", "B"]
    welsh += ["7A1", "19740401", *[""] * 9, "4", ""]
    line = ",".join(f'"{cell}"' for cell in welsh)
    path = write(tmp_path / "2025-04" / "epraccur.csv", f"{line}\r\n".encode())

    outcome = outcome_of(path, tmp_path / "home")

    assert outcome.status == "rejected"
    assert "this looks like another country's file" in outcome.message


def test_what_is_lacking_is_named_as_publishers_write_it() -> None:
    written = {
        "(ccg|sub icb( location)?) code": "ccg or sub icb code",
        r"achievement score (?:max )?(\d+)(?: max)?( \d\d(\d\d)? \d\d)?": "achievement score …",
        r"global sum ?\d*": "global sum",
        "time period|year": "time period or year",
        "(average )?number of registered patients.*": "number of registered patients",
        r"(stp|icb)\d\dcd": "stp or icb…cd",
    }
    assert {pattern: in_words(pattern) for pattern in written} == written
    for dataset in registered().values():
        for column in [column for layout in dataset.layouts for column in layout.columns]:
            assert not set(in_words(column.header)) & set("()|\\?*[]")


def test_the_rest_of_a_folder_is_loaded(tmp_path) -> None:
    write(tmp_path / "data" / "1.csv", PAGE)
    write(tmp_path / "data" / "2.csv", lists())
    write(tmp_path / "data" / "3.csv", lists()[:-1] + b"\x00")
    write(tmp_path / "data" / "4.csv.gz", lists(row(day="2025-05-01")))

    outcomes = list(load([tmp_path / "data"], Store(tmp_path / "home"), today=TODAY))

    assert [o.status for o in outcomes] == ["rejected", "loaded", "rejected", "loaded"]
