"""Branch surgeries, coordinates and boundaries: what a map is made of."""

from __future__ import annotations

import json
from datetime import date
from math import cos, pi, sin
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.evidence.publishing import counts, load_one, write_csv


def branch_row(code: str, practice: str, closed: str = "") -> list[str]:
    start = [code, "DR LEIGH", "Y54", "Q74", "283 ACKLAM ROAD", "", "", "MIDDLESBROUGH", ""]
    middle = ["TS5 7BP", "20040401", closed, "", "", practice, "20040401", closed]
    return [*start, *middle, "", "", "", "", "0", "", "A", "", "", ""]


def test_a_branch_belongs_to_the_practice_in_column_15(tmp_path: Path) -> None:
    rows = [branch_row("A81004001", "A81004"), branch_row("A81017001", "A81099", "20160630")]

    outcome, tables = load_one(
        write_csv(tmp_path / "2017-08" / "ebranchs.csv", rows), tmp_path / "home"
    )

    first, second = tables["branches"]
    assert (outcome.dataset, outcome.period) == ("ods_ebranchs", "2017-08")
    assert (first["branch"], first["practice"], first["closed"]) == ("A81004001", "A81004", None)
    assert (second["practice"], second["closed"]) == ("A81099", date(2016, 6, 30))


RECORDS = [{"ods": "A81001", "lat": 54.56, "lng": -1.31}, {"ods": "A81002", "lat": 51.5, "lng": 0}]


def write_places(folder: Path, kind: str, records: list[dict[str, Any]]) -> Path:
    path = folder / "2026" / f"practices.{kind}"
    path.parent.mkdir(parents=True)
    if kind == "json":
        path.write_text(json.dumps(records))
    elif kind == "parquet":
        pq.write_table(pa.Table.from_pylist(records), path)
    else:
        write_csv(path, [list(records[0]), *(list(record.values()) for record in records)])
    return path


@pytest.mark.parametrize("kind", ["json", "parquet", "csv"])
def test_coordinates_are_read_from_whatever_holds_them(tmp_path: Path, kind: str) -> None:
    outcome, tables = load_one(write_places(tmp_path, kind, RECORDS), tmp_path / "home")

    assert (outcome.dataset, outcome.period) == ("practice_coordinates", "2026")
    assert [(r["practice"], r["latitude"], r["longitude"]) for r in tables["practices"]] == [
        ("A81001", 54.56, -1.31),
        ("A81002", 51.5, 0),
    ]


def test_a_place_outside_great_britain_is_put_aside(tmp_path: Path) -> None:
    wrong = [{"ods": "A81003", "lat": -1.31, "lng": 54.56}, {"ods": "A81004", "lat": 0, "lng": 0}]

    outcome, tables = load_one(write_places(tmp_path, "json", RECORDS + wrong), tmp_path / "home")

    assert len(tables["practices"]) == 2
    assert outcome.rejects == 2
    assert "line 4: latitude: '-1.31' is not in Great Britain" in outcome.message


@pytest.mark.parametrize("text", ["", "{", "7", '"words"', '{"a": 1}', "[1, 2]", "[null]"])
def test_json_that_is_no_table_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "2026" / "practices.json"
    path.parent.mkdir()
    path.write_text(text)

    outcome, _ = load_one(path, tmp_path / "home")

    assert outcome.status == "rejected"
    assert "download it again" in outcome.message


CIRCLE = [[-2 + cos(n * pi / 500), 53 + sin(n * pi / 500)] for n in range(1001)]


def write_boundaries(folder: Path, *features: tuple[dict[str, str], dict[str, Any]]) -> Path:
    path = folder / "2023" / "icb.geojson"
    path.parent.mkdir()
    found = [{"type": "Feature", "properties": p, "geometry": g} for p, g in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": found}))
    return path


def test_a_boundary_is_simplified_but_stays_where_it_was(tmp_path: Path) -> None:
    polygon = {"type": "Polygon", "coordinates": [CIRCLE]}
    named = {"ICB23CD": "E54000008", "ICB23NM": "NHS Cheshire and Merseyside ICB"}

    outcome, tables = load_one(write_boundaries(tmp_path, (named, polygon)), tmp_path / "home")

    (row,) = tables["boundaries"]
    outline = json.loads(row["outline"])
    ring = outline["coordinates"][0][0]
    assert (outcome.dataset, outcome.period) == ("icb_boundaries", "2023")
    assert (row["icb_ons"], row["name"]) == tuple(named.values())
    assert outline["type"] == "MultiPolygon"
    assert ring[0] == ring[-1]
    assert 20 < len(ring) < 200
    for x, y in ring:
        assert abs(((x + 2) ** 2 + (y - 53) ** 2) ** 0.5 - 1) < 0.0001


def test_metres_are_no_degrees(tmp_path: Path) -> None:
    polygon = {"type": "Polygon", "coordinates": [[[3e5, 4e5], [3e5, 5e5], [4e5, 4e5], [3e5, 4e5]]]}

    outcome, _ = load_one(write_boundaries(tmp_path, ({"name": "X"}, polygon)), tmp_path / "home")

    assert outcome.status == "rejected"
    assert "'geometry' is not a polygon in degrees" in outcome.message


@pytest.mark.slow
def test_the_real_files(real_data: Path, tmp_path: Path) -> None:
    assert counts(real_data / "ods-ebranchs", tmp_path) == {
        "2017-08/ebranchs.csv.gz": ("ods_ebranchs", "2017-08", {"branches": 2702}, 0)
    }
    boundaries = counts(real_data / "boundaries-icb", tmp_path).values()
    assert [(period, tables) for _, period, tables, _ in boundaries] == [
        ("2023", {"boundaries": 42}),
        ("2026", {"boundaries": 36}),
    ]
    # Three practices were placed in America and India.
    coordinates = counts(real_data / "practice-coordinates", tmp_path).values()
    assert [(dataset, tables, rejects) for dataset, _, tables, rejects in coordinates] == [
        ("", {}, 0),
        ("practice_coordinates", {"practices": 6264}, 3),
        ("practice_coordinates", {"practices": 6264}, 3),
        ("practice_coordinates", {"practices": 6378}, 0),
    ]
