"""The library of case studies, and how other pages lead to it."""

from __future__ import annotations

import pytest
import time_machine

from resilience.returns.models import CaseStudy
from resilience.returns.studies.acts import agreeing
from resilience.returns.studies.library import learned
from tests.cases.at_pages import read, rows
from tests.returns.studies.world import NOW, by, company, published, submitted

LIBRARY = "/case-studies/"
MENU = "/help/gprp-2018-19/menu/"
HERE = "/case-studies/gprp-2018-19/1-two-new-doctors-after-a-year-of-gaps/"


@pytest.fixture(autouse=True)
def in_february():
    with time_machine.travel(NOW):
        yield


def found(client, **query: str) -> list[str]:
    answer = client.get(LIBRARY, query | {"format": "json"})
    return [one["title"] for one in answer.json()["results"]]


def test_an_empty_library_says_so_and_nothing_leads_to_it(world, client):
    assert "No case study is published yet" in read(client, LIBRARY)
    assert "What others learned" not in read(client, MENU)


def test_a_case_study_is_found_by_words_problem_and_kind_and_by_nothing_that_it_is_not(
    case, client
):
    company(10)
    published(case)
    title = ["Two new doctors after a year of gaps"]
    assert found(client) == title
    assert found(client, q="RECRUITER hours") == title
    assert found(client, q="recruiter mortgage") == []
    assert found(client, kind="workforce", problem="GC4") == title
    assert found(client, kind="change_management") == []
    assert found(client, problem="GC7") == []
    assert found(client, programme="icb-support-2026-27") == []
    assert found(client, q="cumbria") == title  # the team is large enough to be told
    words = read(client, LIBRARY)
    assert "A practice that had lost two partners" in words
    assert "A practice that is not named, Cumbria and North East" in words
    (row,) = rows(client.get(LIBRARY, {"format": "csv"}))
    assert row["did_not_work"] == "The first advertisement was too long, and nobody read it."


def test_its_page_and_its_copy_for_paper_tell_what_worked_apart_from_what_did_not(case, client):
    published(case)
    for address in (HERE, f"{HERE}print/"):
        words = read(client, address)
        assert "What worked" in words
        assert "What did not work" in words
    assert "Published" in words


def test_pages_of_help_count_what_there_is(case, client, as_):
    study = published(case)
    assert learned("gprp-2018-19") == {"workforce": 1}
    for address in (MENU, "/help/gprp-2018-19/other-help/", "/help/gprp-2018-19/found-useful/"):
        assert "1 case study" in read(client, address), address
    assert "1 case study" in read(as_("resilience"), "/help/gprp-2018-19/suppliers/?kind=workforce")
    other = read(as_("resilience"), "/help/gprp-2018-19/suppliers/?kind=change_management")
    assert "case study" not in other
    agreement = read(as_("lead"), f"/cases/{case.reference}/agreement/")
    assert "Case study: Two new doctors after a year of gaps" in agreement
    agreeing.withdraw(by=by("lead"), study=study, seen=study.version, at=NOW, why="")
    assert "1 case study" not in read(client, MENU)
    assert client.get(HERE).status_code == 404
    assert "Case study:" not in read(as_("lead"), f"/cases/{case.reference}/agreement/")


def test_what_is_not_published_is_nowhere(case, client):
    submitted(case)
    assert client.get(HERE).status_code == 404
    assert found(client) == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/case-studies/?kind=magic", 400),
        ("/case-studies/?problem=GC3", 400),
        ("/case-studies/?programme=none", 400),
        ("/case-studies/?format=exe", 400),
        ("/case-studies/?page=9", 400),
        ("/case-studies/?q=%00%07" + "x" * 999, 200),
        ("/case-studies/none/1-x/", 404),
        ("/case-studies/gprp-2018-19/1-another/", 404),
        ("/case-studies/gprp-2018-19/99999999999999999999-x/", 404),
        ("/case-studies/gprp-2018-19/99999999999999999999-x/print/", 404),
    ],
)
def test_what_cannot_be_read_is_answered_clearly(world, client, address, status):
    assert client.get(address).status_code == status


def test_the_same_number_of_queries_however_many_there_are(case, client, django_assert_num_queries):
    study = published(case)
    with django_assert_num_queries(1) as one:
        client.get(LIBRARY)
    for number in range(2, 30):
        CaseStudy.objects.create(
            **{
                field: getattr(study, field)
                for field in ("organisation", "tier", "programme", "case", "team", "area", "words")
            },
            number=number,
            title=f"T {number}",
            category="workforce",
            state="published",
            since=NOW,
            published=NOW,
        )
    with django_assert_num_queries(len(one)):
        assert "Page 2" in client.get(LIBRARY).content.decode()
