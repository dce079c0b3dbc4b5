"""The public pages: search, practices and areas, on any day."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from tests.evidence.stores import add, analyst_row
from tests.organisations.publishing import files, loaded

pytestmark = pytest.mark.usefixtures("small_england")


def text_of(response) -> str:
    assert response.status_code == 200, response
    return " ".join(response.content.decode().split())


def rows_of(response) -> list[dict[str, str]]:
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


# --- search


@pytest.mark.parametrize("typed", ["A81001", "a81001", " a81 001 "])
def test_an_exact_code_goes_straight_to_its_page(client, typed):
    response = client.get("/search/", {"q": typed})
    assert response.headers["Location"] == "/organisations/A81001/"


@pytest.mark.parametrize(
    "typed", ["surgery a81003", "A8100", "TS18 1HU", "ts181hu", "new SURGERY", "tees valley"]
)
def test_a_practice_or_area_is_found_by_name_code_or_postcode(client, typed):
    page = text_of(client.get("/search/", {"q": typed}))
    assert 'class="look-code"' in page


def test_a_practice_is_found_by_a_name_it_had(client):
    assert "A81001" in text_of(client.get("/search/", {"q": "new surgery"}))


def test_results_say_what_where_and_whether_open(client):
    page = text_of(client.get("/search/", {"q": "surgery"}))
    assert "4 results" in page
    assert "GP practice" in page and "not open" in page
    assert "NHS Tees Valley CCG" in page


def test_nothing_found_says_what_to_try(client):
    page = text_of(client.get("/search/", {"q": "zanzibar"}))
    assert "Nothing found for" in page and "Try fewer words" in page


@pytest.mark.parametrize(
    "typed", ["", "   ", "%", "_", "\0", "'; drop table", "<script>x", "é" * 500]
)
def test_odd_words_do_no_harm(client, typed):
    page = text_of(client.get("/search/", {"q": typed}))
    assert "<script>x" not in page
    assert 'class="look-code"' not in page or typed == "_"


def test_results_as_a_file(client):
    rows = rows_of(client.get("/search/", {"q": "surgery", "format": "csv"}))
    assert [row["code"] for row in rows] == ["A81001", "A81002", "A81003", "B81001"]


# --- a practice


def test_a_practice_says_where_it_belongs_and_its_history(client):
    page = text_of(client.get("/organisations/A81001/", {"as_at": "2018-06-30"}))
    assert "<h1>New Surgery</h1>" in page
    for words in (
        "NHS Hartlepool CCG",
        "North of England",
        "from 1 April 2020",
        "until 1 April 2020",
        "epraccur), January 2016",
    ):
        assert words in page, words


def test_the_guessed_address_of_a_practice_leads_to_its_page(client):
    response = client.get("/practices/a81001/?as_at=2018-06-30", follow=True)
    assert response.redirect_chain[-1][0] == "/organisations/A81001/?as_at=2018-06-30"
    assert "New Surgery" in text_of(response)


@pytest.mark.parametrize(
    ("code", "day", "words"),
    [
        ("A81002", "2026-03-01", "Not open on 1 March 2026"),
        ("A81003", "2018-05-31", "Dormant on 31 May 2018"),
        ("00K", "2026-03-01", "Not in use on 1 March 2026"),
    ],
)
def test_what_was_not_open_on_the_day_says_so(client, code, day, words):
    assert words in text_of(client.get(f"/organisations/{code}/", {"as_at": day}))


@pytest.mark.parametrize("day", ["yesterday", "2018-13-01", "30/06/2018", "<b>"])
def test_a_day_that_is_none_is_told(client, day):
    answer = client.get("/organisations/A81001/", {"as_at": day})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "written like 2018-06-30" in page
    assert "<b>" not in page


def test_a_code_that_is_not_there_is_a_page_not_found(client):
    response = client.get("/organisations/Z99999/")
    assert response.status_code == 404
    assert b"Page not found" in response.content


def test_a_practice_shows_its_published_figures_with_period_and_source(client, home):
    rows = [
        analyst_row("A81001", "patients_per_gp", "2016", numerator=4000.0, denominator=2.0),
        analyst_row("A81001", "patients_per_gp", "2017", numerator=4400.0, denominator=2.0),
    ]
    add(Store(home), "analyst_figures", "2016/2017", rows)
    page = text_of(client.get("/organisations/A81001/", {"as_at": "2018-06-30"}))
    assert "2,200" in page and "2017" in page
    assert "From 2,000" in page
    assert "signal" not in page.split("<main")[1].split("</main>")[0]
    earlier = text_of(client.get("/organisations/A81001/", {"as_at": "2016-12-31"}))
    assert "2,000" in earlier and "2,200" not in earlier
    figures = rows_of(client.get("/organisations/A81001/?format=csv&as_at=2018-06-30"))
    assert [row["period"] for row in figures] == ["2016", "2017"]


def test_a_practice_without_figures_says_so(client):
    assert "No published figures" in text_of(client.get("/organisations/A81001/"))


def test_screening_is_spoken_of_to_those_who_see_some_of_it(client, national):
    assert "Screening results" in text_of(client.get("/organisations/A81001/"))
    client.logout()
    assert "Screening results" not in text_of(client.get("/organisations/A81001/"))


# --- an area


def test_an_area_shows_what_belonged_to_it_on_the_day(client):
    page = text_of(client.get("/organisations/Y63/", {"as_at": "2026-03-01"}))
    assert "<strong>3 practices</strong> open on 1 March 2026" in page
    assert "Integrated care boards on 1 March 2026" in page
    assert "NHS North East and North Cumbria ICB" in page
    assert "NHS Hartlepool CCG" not in page
    earlier = text_of(client.get("/organisations/Y54/", {"as_at": "2018-04-15"}))
    assert "DCO teams on 15 April 2018" in earlier


def test_practices_of_an_area_as_a_file(client):
    rows = rows_of(client.get("/organisations/QHM/?as_at=2026-03-01&format=csv"))
    assert [(row["practice"], row["pcn"], row["region"]) for row in rows] == [
        ("A81001", "U27349", "Y63"),
        ("A81003", "", "Y63"),
    ]


def test_england_lists_its_regions(client):
    page = text_of(client.get("/organisations/ENG/", {"as_at": "2026-03-01"}))
    assert "<strong>3 practices</strong>" in page and "Regions on 1 March 2026" in page


def test_a_provisional_code_is_marked(client):
    from resilience.organisations.models import Organisation, Record

    made = Organisation.objects.create(
        code="TBC-ESSEX", kind="icb", name="NHS Essex ICB", provisional=True
    )
    Record.objects.create(organisation=made, name=made.name, starts=date(2026, 4, 1))
    page = text_of(client.get("/organisations/TBC-ESSEX/"))
    assert "Provisional code" in page and "not yet its code" in page


# --- speed


ADDRESSES = [
    "/search/?q=surgery",
    "/organisations/ENG/?as_at=2026-03-01",
    "/organisations/Y63/?as_at=2026-03-01",
    "/organisations/QHM/?as_at=2026-03-01",
    "/organisations/16C/?as_at=2026-03-01",
    "/organisations/16C/?as_at=2026-03-01&format=csv",
    "/organisations/A81001/?as_at=2026-03-01",
]


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
        if response.streaming:
            list(response.streaming_content)
    return len(asked)


def test_names_are_read_once_until_the_organisations_are_derived_anew(client, home, tmp_path):
    first, again = (queries(client, "/search/?q=new surgery") for _ in range(2))
    assert again == first - 1
    assert "A81001" in text_of(client.get("/search/?q=new surgery"))
    rebuild(by="test", store=loaded(files(tmp_path / "more", practices=300), home))
    assert "Page 1 of" in text_of(client.get("/search/?q=surgery"))


def test_no_page_asks_more_of_a_larger_england(client, home, tmp_path):
    few = {address: queries(client, address) for address in ADDRESSES}
    rebuild(by="test", store=loaded(files(tmp_path / "more", practices=300), home))
    page = text_of(client.get("/organisations/16C/?as_at=2026-03-01"))
    assert "298 practices" in page and "Page 1 of 6" in page
    many = {address: queries(client, address) for address in ADDRESSES}
    assert many == few
    assert max(few.values()) <= 10
