"""Whatever is generated: tables come back as they went in, and noise is refused, never raised."""

from __future__ import annotations

import csv
import io
import random
import tempfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from resilience.evidence.loading import load
from resilience.evidence.sheets import csv_sheet, workbook_sheets
from resilience.evidence.store import Store
from tests.evidence.lists import HEADINGS, lists, row
from tests.evidence.publishing import TODAY

STATUSES = {"loaded", "unchanged", "rejected", "unrecognised"}
ENDINGS = [".csv", ".csv.gz", ".txt", ".zip", ".xlsx", ".ods", ".parquet", ".json", ".geojson", ""]
CELLS = st.text(
    # Cells of nothing but bars or semicolons look like a table separated by them.
    st.characters(
        exclude_categories=("Cs", "Cc"), include_characters="\n", exclude_characters=";|"
    ),
    max_size=20,
)
CODES = st.from_regex(r"[A-Z][0-9A-Z]{5}", fullmatch=True)
PATIENTS = st.one_of(st.integers(0, 10**9), st.sampled_from(["*", ":", "", "NA", "z"]))


def _outcomes(name: str, content: bytes) -> list:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return list(load([path], Store(Path(folder) / "home"), today=TODAY))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_the_cells_of_a_csv_come_back_with_their_lines(rows) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    text = out.getvalue()

    if any(any(r) for r in rows):
        sheet = csv_sheet(text.encode())
        assert sheet.rows == [r for r in rows if any(r)]
        starts = {
            1 + text[:i].count("\n") for i in range(len(text)) if i == 0 or text[i - 1] == "\n"
        }
        assert set(sheet.lines) <= starts


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=2), min_size=1))
def test_the_numbers_of_a_workbook_come_back(rows) -> None:
    out = io.BytesIO()
    book = Workbook()
    for cells in rows:
        book.active.append(cells)
    book.save(out)

    (sheet,) = workbook_sheets(out.getvalue())

    assert sheet.rows == [[str(cell) for cell in cells] for cells in rows]


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(CODES, PATIENTS, min_size=1, max_size=20), st.sampled_from(ENDINGS[:2]))
def test_what_a_table_says_comes_back(patients, ending) -> None:
    content = lists(*(row(practice, count) for practice, count in patients.items()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lists.csv"
        path.write_bytes(content)
        store = Store(Path(folder))
        (outcome,) = load([path], store, today=TODAY)
        table = store.table(store.releases[0], "lists").to_pylist()

    assert (outcome.rows, outcome.rejects) == (len(patients), 0)
    for known, (practice, count) in zip(table, patients.items(), strict=True):
        expected = count if isinstance(count, int) else None
        assert (known["practice"], known["patients"]) == (practice, expected)
        assert (known["patients_mark"] is None) == isinstance(count, int)


@settings(max_examples=200, deadline=None)
@given(st.binary(min_size=0, max_size=400), st.sampled_from(ENDINGS))
def test_noise_is_never_raised(noise, ending) -> None:
    assert {o.status for o in _outcomes(f"noise{ending}", noise)} <= STATUSES - {"loaded"}


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(["csv", "zip", "xlsx", "parquet"]))
def test_a_damaged_file_is_never_raised(seed, kind) -> None:
    chance = random.Random(seed)
    damaged = bytearray(WHOLE[kind])
    for _ in range(chance.choice([1, 5, 50])):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    if chance.random() < 0.3:
        damaged = damaged[: chance.randrange(len(damaged))]

    assert {o.status for o in _outcomes(f"lists.{kind}", bytes(damaged))} <= STATUSES


def _whole() -> dict[str, bytes]:
    rows = [line.split(",") for line in lists().decode().splitlines()]
    packed, book, table = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lists.csv", lists())
    workbook = Workbook()
    for cells in rows:
        workbook.active.append(cells)
    workbook.save(book)
    columns = dict(zip(HEADINGS.split(","), map(list, zip(*rows[1:], strict=True)), strict=True))
    pq.write_table(pa.table(columns), table)
    files = {"zip": packed, "xlsx": book, "parquet": table}
    return {"csv": lists(), **{kind: file.getvalue() for kind, file in files.items()}}


WHOLE = _whole()


def test_each_kind_of_file_holds_the_same_table() -> None:
    found = {kind: _outcomes(f"lists.{kind}", content) for kind, content in WHOLE.items()}

    assert {kind: [(o.status, o.rows) for o in o_] for kind, o_ in found.items()} == {
        kind: [("loaded", 2)] for kind in WHOLE
    }
