"""The API as programs meet it: organisations, releases and figures, page by page."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.evidence.indicators import indicators
from tests.evidence.stores import add, analyst_row
from tests.site.asking import CODES, ask, england, small_england

__all__ = ["england", "small_england"]


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
