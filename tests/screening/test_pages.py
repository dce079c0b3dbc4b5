"""What people read on the pages of a screen."""

from __future__ import annotations

import csv
import io

import pytest
from django.conf import settings
from django.db import connection
from django.shortcuts import resolve_url
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from resilience.screening import queries
from resilience.screening.urls import urlpatterns
from tests.look.reading import check
from tests.screening.pages import PROGRAMME, many_times_over

pytestmark = pytest.mark.django_db
ARGUMENTS = {"programme": PROGRAMME, "code": "A81001"}
HERE = f"/screening/{PROGRAMME}"
FORMS = ("enter", "withdraw", "confirm")
RESULTS = [pattern for pattern in urlpatterns if pattern.name not in FORMS]
PAGES = {
    "programmes": "/screening/",
    "England": f"{HERE}/",
    "region": f"{HERE}/areas/Y54/",
    "acting region": f"{HERE}/areas/Q83/",
    "DCO team": f"{HERE}/areas/Q74/",
    "commissioner": f"{HERE}/areas/00K/",
    "practice": f"{HERE}/practices/A81001/",
    "list for review": f"{HERE}/review/",
    "changes": f"{HERE}/changes/",
}


@pytest.fixture
def snapshot(snapshot_of_the_module):
    return snapshot_of_the_module


def address(pattern) -> str:
    wanted = pattern.pattern.converters
    return reverse(
        f"screening:{pattern.name}",
        kwargs={
            name: "Y54" if pattern.name == "area" and name == "code" else ARGUMENTS[name]
            for name in wanted
        },
    )


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return check(answer.content.decode()).text


def table(client: Client, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


# --- who may see it


@pytest.mark.parametrize("pattern", RESULTS, ids=lambda pattern: pattern.name)
def test_who_has_not_signed_in_is_asked_to_and_sees_nothing(client, snapshot, pattern):
    assert client.get(address(pattern)).status_code == 200
    client.logout()
    for query in ("", "?format=csv", "?as_at=2018-06-30", "?as_at=2020-01-01", "?as_at=never"):
        answer = client.get(address(pattern) + query)
        assert answer.status_code == 302
        assert answer.url.startswith(f"{resolve_url(settings.LOGIN_URL)}?next=")


@pytest.mark.parametrize("pattern", RESULTS, ids=lambda pattern: pattern.name)
def test_who_holds_no_role_that_sees_results_meets_no_such_page(
    client, snapshot, signed_in, pattern
):
    signed_in(administrator="ENG")
    for query in ("", "?format=csv", "?as_at=2018-06-30", "?as_at=2020-01-01", "?as_at=never"):
        assert client.get(address(pattern) + query).status_code == 404


def test_nothing_leads_to_results_that_one_may_not_see(client, snapshot):
    client.logout()
    for path in ("/", "/evidence/", "/search/?q=practice", "/organisations/A81001/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "/screening/" not in answer.content.decode()


# --- England and its areas


def test_england_lists_its_regions_and_the_area_that_acts_as_one(client, snapshot):
    rows = table(client, f"{HERE}/?format=csv&table=areas")
    assert {row["area"]: row["practices"] for row in rows} == {"Y54": "20", "Q83": "20"}
    page = text(client, f"{HERE}/")
    assert "as at 30 June 2018" in page
    assert "40 practices by screening signal" in page


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_sound_and_says_what_it_is_of(client, snapshot, name):
    page = text(client, PAGES[name])
    assert "30 June 2018" in page
    assert "General Practice Resilience Programme 2018-19" in page
    for word in ("worst", "failing", "None", "not_met", "not_known", "poor"):
        assert word not in page.split()


def test_what_is_not_known_is_said_with_the_reason(client, snapshot):
    page = text(client, f"{HERE}/areas/00K/")
    assert "Vacant GP posts: no figures are loaded" in page
    known = {row["criterion"]: row for row in table(client, f"{HERE}/?format=csv&table=known")}
    assert (known["GC5"]["met"], known["GC5"]["not_known"]) == ("0", "40")
    assert (known["GC11"]["met"], known["GC11"]["not_met"]) == ("2", "38")


def test_what_only_named_readers_may_see_is_nowhere(client, snapshot):
    known = {row["criterion"]: row for row in table(client, f"{HERE}/?format=csv&table=known")}
    assert known["GC3"]["met"] == ""
    assert "Only for those who assess" in known["GC3"]["why"]
    assert "GC3 Individual professional performance issues Only for those" in text(
        client, f"{HERE}/practices/A81001/"
    )


def test_practices_can_be_narrowed_to_a_signal(client, snapshot):
    page = text(client, f"{HERE}/areas/Y54/?signal=red")
    assert "A81001" in page
    assert "A81002" not in page


def test_those_to_look_at_first_lead_unless_asked_otherwise(client, snapshot):
    first = table(client, f"{HERE}/areas/Y54/?format=csv")
    assert first[0]["practice"] == "A81001"
    names = [row["name"] for row in table(client, f"{HERE}/areas/Y54/?format=csv&sort=name")]
    assert names == sorted(names)


def test_a_long_list_has_pages(client, snapshot, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 15)
    one, two = (client.get(f"{HERE}/areas/Y54/?page={n}").content.decode() for n in (1, 2))
    shown = [page.count('<th scope="row"><a href="/screening/') for page in (one, two)]
    assert shown == [15, 5]
    assert "page=2" in one


# --- a practice


def test_a_practice_shows_every_criterion_with_reason_source_and_rule(client, snapshot):
    page = text(client, f"{HERE}/practices/A81001/")
    for criterion in snapshot.pack["criteria"]:
        assert f"{criterion['id']} {criterion['title']}" in page
    assert "QOF points achieved: 60.0% in the year 2017-18, which is below 80%." in page
    assert "From 95.0% (2016-17) to 60.0% (2017-18)." in page
    assert "QOF points achieved: met when below 80%." in page
    assert "A local setting, which a team may change." in page
    assert "Stated by the programme." in page
    assert "Line 2 of points-2017-18.csv" in page
    assert "median of England" in page


def test_what_would_make_a_criterion_known_is_said(client, snapshot):
    needs = next(c["needs"] for c in snapshot.pack["criteria"] if c["id"] == "GC5")
    assert f"What would make it known {needs}" in text(client, f"{HERE}/practices/A81001/")


def test_every_figure_leads_to_its_file(client, snapshot):
    page = check(client.get(f"{HERE}/practices/A81001/").content.decode())
    releases = {a["href"] for a in page.all("a") if (a["href"] or "").startswith("/evidence/")}
    assert len(releases) >= 4
    assert {client.get(href).status_code for href in releases} == {200}


def test_what_changed_for_a_practice_is_told(client, snapshot):
    page = text(client, f"{HERE}/practices/A81001/")
    assert "Since the screening as at 28 February 2018" in page
    assert "not met, now met" in page
    before = text(client, f"{HERE}/practices/A81001/?as_at=2018-02-28")
    assert "no earlier day was screened" in before


def test_a_practice_not_open_on_the_day_has_no_page(client, snapshot):
    assert client.get(f"{HERE}/practices/A99999/").status_code == 404
    assert client.get(f"{HERE}/areas/XXX/").status_code == 404


# --- the list for review, and what changed


def test_the_list_for_review_states_its_rule_and_when_it_is_due(client, snapshot):
    page = text(client, f"{HERE}/review/")
    assert snapshot.pack["review"]["words"] in page
    assert "30 December 2018" in page
    assert page.index("A81001") < page.index("P81001")


def test_the_list_for_review_is_counted_once(client, snapshot):
    address = f"{HERE}/review/?area=Y54"
    first = text(client, address)
    with CaptureQueriesContext(connection) as asked:
        assert text(client, address) == first
    counted = [one["sql"] for one in asked if one["sql"].startswith("SELECT COUNT")]
    assert not any("screening_" in sql for sql in counted)


def test_the_list_for_review_can_be_narrowed(client, snapshot):
    rows = table(client, f"{HERE}/review/?format=csv&area=Q83")
    assert {row["practice"] for row in rows} >= {"P81001"}
    assert all(row["practice"].startswith("P") for row in rows)
    assert "QOF points achieved: 70.0%" in rows[0]["reasons"]
    assert rows == table(client, f"{HERE}/review/?format=csv&area=Q83&signal={rows[0]['signal']}")


def test_who_is_new_on_the_list_and_why(client, snapshot):
    rows = table(client, f"{HERE}/changes/?format=csv")
    new = [row for row in rows if row["practice"] == "A81001" and row["criterion"] == "GC11"]
    assert [(row["list"], row["before"], row["now"]) for row in new] == [
        ("new on the list", "not_met", "met")
    ]
    assert "No earlier screening" in text(client, f"{HERE}/changes/?as_at=2018-02-28")


# --- days and downloads


def test_a_day_that_was_not_screened_names_those_that_were(client, snapshot):
    answer = client.get(f"{HERE}/?as_at=2017-01-01")
    assert answer.status_code == 404
    assert "--as-at 2017-01-01" in answer.content.decode()
    assert "as_at=2018-02-28" in answer.content.decode()


def test_what_is_no_day_or_no_programme_is_told_plainly(client, snapshot):
    assert client.get(f"{HERE}/?as_at=tomorrow").status_code == 400
    assert client.get("/screening/another/").status_code == 404


def test_a_programme_that_was_never_screened_says_how(client, snapshot):
    answer = client.get("/screening/icb-support-2026-27/")
    assert answer.status_code == 404
    assert "resilience screen --programme icb-support-2026-27" in answer.content.decode()


def test_a_download_is_named_after_programme_and_day(client, snapshot):
    answer = client.get(f"{HERE}/review/?format=csv")
    assert f"{PROGRAMME}_2018-06-30_list-for-review.csv" in answer["Content-Disposition"]


def test_every_result_comes_with_reason_source_and_period(client, snapshot):
    rows = table(client, f"{HERE}/practices/A81001/?format=csv")
    assert len(rows) == len(snapshot.pack["criteria"])
    points = next(row for row in rows if row["criterion"] == "GC11")
    assert (points["result"], points["value"], points["period"]) == ("met", "60.0", "2017-18")
    assert "a return" in points["source"]
    assert len(table(client, f"{HERE}/areas/Y54/?format=csv&table=results")) == 20 * len(rows)


# --- speed


@pytest.mark.parametrize("name", [name for name in PAGES if name != "programmes"])
def test_a_page_asks_no_more_of_the_database_where_there_are_more_practices(client, snapshot, name):
    many_times_over(snapshot, 10)
    counts = []
    for path in (PAGES[name], PAGES[name].replace(PROGRAMME, "many")):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        counts.append(len(asked))
    most = {"practice": 16, "changes": 13}.get(name, 12)
    # of which three say who looks, two who else can see the page, one what is told to them, and
    # one for each screen what is known locally, and of a practice what people confirmed
    assert counts[1] <= counts[0] <= most, counts
