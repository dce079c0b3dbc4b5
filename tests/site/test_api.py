"""The API as programs meet it: what it answers, page by page, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from resilience.evidence.engine import SCHEMA
from resilience.evidence.indicators import indicators
from resilience.evidence.store import Store
from resilience.site.api.v1 import api
from tests.evidence.stores import add, analyst_row
from tests.organisations.conftest import small_england

__all__ = ["small_england"]
CODES = ["A81001", "A81002", "A81003", "B81001"]


@pytest.fixture
def england(small_england: Store) -> Store:
    """The small England with figures, one of which begins as a formula does."""
    rows = [
        analyst_row(code, "patients_per_gp", year, numerator=4000.0 + n, denominator=2.0)
        for year in ("2016", "2017")
        for n, code in enumerate(CODES)
    ]
    rows += [
        analyst_row("A81001", "cqc_overall_rating", "2017", value_text="Good"),
        analyst_row("A81003", "gp_headcount", "2017", value_mark="suppressed"),
    ]
    rows[0]["source"] = "=HYPERLINK(1)"
    add(small_england, "analyst_figures", "2016/2017", rows)
    return small_england


def ask(client: Client, address: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1/{address}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def refusal(client: Client, address: str, **query: Any) -> tuple[int, str]:
    answer = client.get(f"/api/v1/{address}", query)
    assert answer["Content-Type"] == "application/problem+json", answer.content
    problem = answer.json()
    assert problem["status"] == answer.status_code
    return answer.status_code, problem["detail"]


def content(client: Client, address: str, **query: Any) -> bytes:
    answer = client.get(f"/api/v1/{address}", query)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


# --- organisations


def test_organisations_are_listed_as_they_were_on_a_day(client, england):
    found = ask(client, "organisations", kind="ccg", as_at="2018-06-30")["items"]
    assert [(one["code"], one["kind"]) for one in found] == sorted(
        (one["code"], "ccg") for one in found
    )
    assert "00K" in {one["code"] for one in found}
    later = ask(client, "organisations", kind="ccg", as_at="2026-03-01")["items"]
    assert "00K" not in {one["code"] for one in later}


def test_organisations_of_an_area(client, england):
    found = ask(client, "organisations", area="QHM", kind="practice", as_at="2026-03-01")["items"]
    assert [one["code"] for one in found] == ["A81001", "A81003"]


def test_one_organisation_has_its_history(client, england):
    one = ask(client, "organisations/a81001", as_at="2018-06-30")
    assert (one["code"], one["name"], one["state"]) == ("A81001", "New Surgery", "open")
    assert one["belongs_to"][0]["kind"] == "nation"
    assert {m["code"] for m in one["memberships"]} >= {"00K", "16C"}
    assert one["history"][-1]["ends"] is None
    assert ask(client, "organisations/A81002", as_at="2026-03-01")["state"] == "not open"


def test_practices_open_on_a_day_have_their_areas(client, england):
    found = ask(client, "practices", as_at="2026-03-01", area="QHM")["items"]
    assert [(one["code"], one["areas"]["region"]) for one in found] == [
        ("A81001", "Y63"),
        ("A81003", "Y63"),
    ]
    in_may = ask(client, "practices", as_at="2018-05-31")["items"]
    assert "A81003" not in {one["code"] for one in in_may}, "it was dormant"


def test_no_page_asks_the_database_once_for_each_item(client, england):
    for address in ("organisations?as_at=2018-06-30", "practices?as_at=2018-06-30"):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/api/v1/{address}")
        assert len(asked) <= 3


# --- declarations and releases


def test_indicators_are_as_they_are_declared(client, england):
    found = ask(client, "indicators", limit=1000)["items"]
    assert [one["id"] for one in found] == list(indicators())
    one = ask(client, "indicators/patients_per_gp")
    assert one == indicators()["patients_per_gp"].model_dump(mode="json")


def test_releases_say_where_figures_come_from(client, england):
    found = ask(client, "releases")["items"]
    assert [one["id"] for one in found] == sorted(release.id for release in england.releases)
    (one,) = ask(client, "releases", dataset="analyst_figures", in_force="true")["items"]
    assert ask(client, f"releases/{one['id']}") == one
    assert (one["starts"], one["ends"], one["in_force"]) == ("2016-01-01", "2017-12-31", True)
    assert ask(client, "releases", dataset="analyst_figures", in_force="false")["items"] == []


def test_no_folder_of_this_machine_is_told(client, england):
    add(england, "analyst_figures", "2015", [analyst_row("A81001", "gp_headcount", "2015")])
    told = json.dumps(ask(client, "releases", limit=1000))
    assert str(england.folder.parent.parent) not in told


# --- figures


def test_figures_of_an_indicator_on_a_day(client, england):
    found = ask(client, "figures", indicator="patients_per_gp", as_at="2018-06-30")["items"]
    assert [(one["practice"], one["period"], one["value"]) for one in found] == [
        (code, "2017", 2000 + n / 2) for n, code in enumerate(CODES)
    ]
    assert all(one["release"] and one["line"] for one in found)


def test_figures_of_a_practice_in_a_period(client, england):
    found = ask(client, "figures", practice="A81001", period="2017")["items"]
    assert {one["indicator"]: one["value"] for one in found} == {
        "cqc_overall_rating": "Good",
        "patients_per_gp": 2000,
    }


def test_a_suppressed_figure_says_so_and_is_not_zero(client, england):
    (one,) = ask(client, "figures", indicator="gp_headcount")["items"]
    assert (one["value"], one["mark"]) == (None, "suppressed")


def test_figures_of_an_area_are_of_those_who_belonged_to_it_then(client, england):
    asked = {"indicator": "patients_per_gp", "area": "QHM", "period": "2017"}
    late = ask(client, "figures", indicator="patients_per_gp", area="QHM", as_at="2018-06-30")
    assert late["items"] == [] == ask(client, "figures", **asked)["items"]
    ccg = ask(client, "figures", indicator="patients_per_gp", area="00K", period="2017")["items"]
    assert {one["practice"] for one in ccg} < set(CODES)


def test_a_practice_without_figures_has_an_empty_list(client, small_england):
    assert ask(client, "figures", practice="A81002")["items"] == []


# --- pages


@pytest.mark.parametrize(
    "address",
    [
        "organisations?as_at=2018-06-30",
        "practices?as_at=2018-06-30",
        "indicators?",
        "releases?",
        "figures?indicator=patients_per_gp",
        "figures?practice=A81001&as_at=2018-06-30",
    ],
)
def test_following_next_gives_everything_once(client, england, address):
    whole = client.get(f"/api/v1/{address}&limit=1000").json()
    assert whole["next"] is None
    found, following = [], f"/api/v1/{address}&limit=2"
    while following:
        answer = client.get(following).json()
        assert 1 <= len(answer["items"]) <= 2
        found += answer["items"]
        following = answer["next"]
    assert found == whole["items"]


def test_the_demonstration_says_that_it_is_made_up(client, england, settings):
    assert ask(client, "indicators")["synthetic"] is False
    settings.DEMONSTRATION = True
    assert ask(client, "indicators")["synthetic"] is True
    answer = client.get("/api/v1/figures.csv")
    assert "synthetic_figures.csv" in answer["Content-Disposition"]


# --- whole tables


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


# --- what is refused


@pytest.mark.parametrize(
    ("address", "query", "words"),
    [
        ("figures", {}, "Give an indicator or a practice"),
        ("figures", {"indicator": "gp_headcount", "periods": "2017"}, "'periods' is no parameter"),
        ("indicators/gp_headcount", {"limit": "1"}, "It takes none"),
        ("indicators", {"limit": "0"}, "limit: '0' is not understood"),
        ("indicators", {"limit": "1001"}, "1 to 1000"),
        ("indicators", {"limit": "many"}, "1 to 1000"),
        ("organisations", {"as_at": "30/06/2018"}, "A day like 2018-06-30"),
        ("organisations", {"as_at": "2018-06"}, "A day like 2018-06-30"),
        ("organisations", {"as_at": "0001-01-01"}, "A day like 2018-06-30"),
        ("organisations", {"as_at": ["2018-06-30", "2019-06-30"]}, "Give it once"),
        ("organisations", {"kind": "surgery"}, "One of nation, region"),
        ("organisations", {"area": ""}, "area: '' is not understood"),
        ("organisations", {"after": "A\0"}, "not text"),
        ("figures.csv", {"period": "lately"}, "A period"),
        ("figures.csv", {"period": "2017", "as_at": "2018-01-01"}, "give one of them"),
        ("figures", {"indicator": "gp_headcount", "after": "A81001"}, "Take the address in `next`"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_plain_words(client, england, address, query, words):
    status, detail = refusal(client, address, **query)
    assert status == 400
    assert words in detail


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("organisations/Z99999", {}),
        ("practices", {"area": "Z99999"}),
        ("indicators/happiness", {}),
        ("figures", {"indicator": "happiness"}),
        ("figures", {"practice": "Z99999"}),
        ("releases/none", {}),
        ("nothing", {}),
    ],
)
def test_what_is_not_there_is_not_found(client, england, address, query):
    status, detail = refusal(client, address, **query)
    assert status == 404
    assert detail.startswith("There is no")


def operations() -> list[str]:
    return list(api.get_openapi_schema(path_prefix="/api/v1/")["paths"])


def filled(address: str, store: Store) -> str:
    return address.format(code="A81001", name="gp_headcount", release_id=store.releases[0].id)


@pytest.mark.parametrize("address", operations())
def test_every_operation_only_reads(client, england, address):
    address = filled(address, england)
    if address.endswith("/figures"):
        address += "?indicator=gp_headcount"
    assert client.get(address).status_code == 200
    assert client.head(address).status_code == 200
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(address).status_code == 405


@pytest.mark.parametrize("address", operations())
def test_every_operation_refuses_a_parameter_it_does_not_know(client, england, address):
    answer = client.get(filled(address, england), {"unheard_of": "1"})
    assert answer.status_code == 400
    assert "'unheard_of' is no parameter" in answer.json()["detail"]


# --- its description


def test_the_description_names_no_screening_and_every_problem(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert not [path for path in schema["paths"] if "screen" in path]
    for methods in schema["paths"].values():
        assert list(methods) == ["get"]
        assert methods["get"]["summary"] and "default" in methods["get"]["responses"]


def test_the_page_of_the_api_tells_every_operation_and_parameter(client, england):
    page = client.get("/api/v1/").content.decode()
    for path, methods in client.get("/api/v1/openapi.json").json()["paths"].items():
        assert f"<code>{path}</code>" in page
        for parameter in methods["get"].get("parameters", []):
            assert f"<code>{parameter['name']}</code>" in page
    assert "<script>" not in page


@pytest.mark.django_db(transaction=True)
def test_the_page_of_the_api_is_accessible(page, axe):
    page.goto("/api/v1/")
    axe(page)
