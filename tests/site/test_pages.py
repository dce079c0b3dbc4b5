"""The home page, and what anybody can see of the evidence."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.test import Client
from django.urls import path

from resilience.evidence.loading import load
from resilience.evidence.periods import parse_period
from resilience.evidence.store import Store
from resilience.site import urls
from tests.evidence.publishing import TODAY
from tests.look.reading import check
from tests.site.test_load_and_evidence import BAD_ROW, LISTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(home: Path, tmp_path: Path) -> Store:
    """Lists of patients with a row that could not be read, and their correction."""
    store = Store(home)
    for name, content in (
        ("first.csv", LISTS + BAD_ROW),
        ("corrected.csv", LISTS.replace("5903", "5904") + BAD_ROW),
    ):
        file = tmp_path / name
        file.write_text(content)
        list(load([file], store, today=TODAY, period=parse_period("2021-01-01")))
    assert len(store.releases) == 2
    return store


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return check(answer.content.decode()).text


def rows(client: Client, address: str) -> list[dict[str, str]]:
    content = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_a_fresh_home_says_what_to_do(client, home):
    page = text(client, "/")
    assert "resilience load FOLDER" in page
    assert "resilience demo" in page
    assert "Nothing is loaded yet" in text(client, "/evidence/")


def test_the_home_page_says_what_is_loaded(client, store):
    page = text(client, "/")
    assert "1 file of 1 dataset" in page
    assert "1 January 2021" in page


def test_what_is_loaded_shows_at_once_without_starting_again(client, home, tmp_path):
    assert "Nothing is loaded yet" in text(client, "/evidence/")
    file = tmp_path / "lists.csv"
    file.write_text(LISTS)
    list(load([file], Store(home), today=TODAY))
    assert "1 January 2021" in text(client, "/evidence/")


def test_every_release_is_listed_the_superseded_one_too(client, store):
    first, corrected = store.releases
    page = check(client.get("/evidence/").content.decode())
    links = [a["href"] for a in page.all("a")]
    assert f"/evidence/{first.id}/" in links
    assert f"/evidence/{corrected.id}/" in links
    assert "the corrected file" in page.text
    table = {row["release"]: row for row in rows(client, "/evidence/?format=csv")}
    assert table[first.id]["superseded_by"] == corrected.id
    assert table[corrected.id]["supersedes"] == first.id
    assert table[corrected.id]["rejects"] == "1"


def test_a_release_says_where_it_comes_from_and_what_was_rejected(client, store):
    corrected = store.releases[-1]
    page = text(client, f"/evidence/{corrected.id}/")
    for said in (corrected.hash, corrected.publisher, corrected.licence, "corrected.csv"):
        assert said in page
    assert "given by the person who loaded it" in page
    (reject,) = rows(client, f"/evidence/{corrected.id}/?format=csv")
    assert reject["line"] == "4"
    assert reject["reason"] in page
    assert "No longer in force" in text(client, f"/evidence/{store.releases[0].id}/")


def test_a_release_that_never_was_is_not_found(client, home):
    answer = client.get("/evidence/nothing/")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()


def test_every_page_leads_to_search_and_evidence(client, home):
    page = check(client.get("/evidence/").content.decode())
    assert "/search/" in {form["action"] for form in page.all("form")}
    assert "/evidence/" in {a["href"] for a in page.all("a")}


def test_the_demonstration_says_so_on_every_page(client, home, demonstration):
    for address in ("/", "/evidence/", "/evidence/nothing/", "/search/"):
        assert b"Synthetic demonstration." in client.get(address).content


def _fault(request):
    raise RuntimeError("a fault of ours")


urlpatterns = [*urls.urlpatterns, path("fault/", _fault)]


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_is_told_plainly_without_its_workings(client, home):
    client.raise_request_exception = False
    answer = client.get("/fault/")
    assert answer.status_code == 500
    assert "something went wrong" in answer.content.decode()
    assert "RuntimeError" not in answer.content.decode()


def test_the_front_page_of_the_demonstration_leads_to_its_people(client, home, demonstration):
    assert b"/demonstration/people/" in client.get("/").content


def test_the_front_page_elsewhere_names_no_people_of_a_demonstration(client, home):
    assert b"/demonstration/people/" not in client.get("/").content
