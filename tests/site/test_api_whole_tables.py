"""The whole table of figures as a file, sent again only when something changed."""

from __future__ import annotations

import csv
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from resilience.evidence.engine import SCHEMA
from tests.evidence.stores import add, analyst_row
from tests.site.asking import content, england, small_england

__all__ = ["england", "small_england"]


def test_the_whole_table_as_csv(client, england):
    text = content(client, "figures.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == SCHEMA.names
    assert len(rows) == 10
    suppressed = next(row for row in rows if row["indicator"] == "gp_headcount")
    assert (suppressed["value"], suppressed["mark"]) == ("", "suppressed")


def test_no_cell_of_the_csv_is_a_formula(client, england):
    text = content(client, "figures.csv", indicator="patients_per_gp").decode("utf-8-sig")
    notes = [row["note"] for row in csv.DictReader(io.StringIO(text))]
    assert not [note for note in notes if note.startswith("=")]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_would_run_gets_an_apostrophe_and_numbers_stay(sign):
    from resilience.site.api.files import csv_of

    table = pa.table({"note": [f'{sign}1"2', None, "plain"], "value": [-1.5, 0.0, None]})
    text = b"".join(csv_of(table.to_reader())).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [["note", "value"], [f"'{sign}1\"2", "-1.5"], ["", "0"], ["plain", ""]]


def test_the_whole_table_as_parquet_is_the_figures_themselves(client, england):
    table = pq.read_table(io.BytesIO(content(client, "figures.parquet")))
    assert table.schema.equals(SCHEMA)
    assert table.num_rows == 10
    part = content(client, "figures.parquet", indicator="patients_per_gp", as_at="2018-06-30")
    assert pq.read_table(io.BytesIO(part))["period"].unique().to_pylist() == ["2017"]


def test_a_parquet_file_of_many_batches_is_whole():
    from resilience.site.api.files import parquet_of

    table = pa.table({"n": list(range(1000))})
    reader = pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=64))
    parts = list(parquet_of(reader))
    assert len(parts) > 10
    assert pq.read_table(io.BytesIO(b"".join(parts))).equals(table)


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_table_that_one_has_is_not_sent_again_until_the_releases_change(client, england, kind):
    address = f"/api/v1/figures.{kind}?indicator=gp_headcount"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    zipped = client.get(
        address, headers={"If-None-Match": f"W/{first['ETag']}", "Accept-Encoding": "gzip"}
    )
    assert zipped.status_code == 304
    other = client.get(f"{address}&period=2017", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    add(england, "analyst_figures", "2018", [analyst_row("A81001", "gp_headcount", "2018")])
    later = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert later.status_code == 200
    assert later["ETag"] != first["ETag"]
