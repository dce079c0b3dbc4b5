"""A practice that is not to be named stands by name nowhere that anybody can read (G9.5)."""

from __future__ import annotations

import csv
import io
import tomllib
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from resilience.returns.models import CaseStudy
from resilience.returns.studies.coarse import coarse
from tests.returns.studies.world import (
    NOW,
    OLD_NAME,
    POSTCODE,
    PREDECESSOR,
    TOWN,
    asks,
    company,
    fresh,
    known_by_much,
    planned,
    published,
    say_named,
)

SIGNS = (
    *("dene", "a81001", "a81999", "mill bank", "hartlepool", "cumbria", "q74", "00k"),
    *(POSTCODE.lower(), POSTCODE.replace(" ", "").lower(), TOWN.lower(), "seaton-carew"),
    *(OLD_NAME.lower(), "harbour-medical", PREDECESSOR.lower(), "old-quay"),
    *("01429", "lead@example", "r-000001"),
)
WALK = tomllib.loads(
    (Path(__file__).parents[2] / "site" / "walk" / "routes.toml").read_text("utf-8")
)
OWN = ("A81001", "Q74", "00K", "/search/", "/api/v1/organisations", "/api/v1/practices")
"""Public pages that show the practice or its area for what is published of it anyway."""


@pytest.fixture(autouse=True)
def in_february() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


def elsewhere() -> list[str]:
    """Each public address of the site outside the library."""
    listed = (line.split(" ", 1) for line in WALK["open"]["addresses"])
    known = [address for _, address in listed if "{" not in address]
    there = [one for one in known if not one.startswith("/case-studies/")]
    return [*there, "/sitemap.xml", "/robots.txt", "/no-such-page/"]


def shelves() -> Iterator[str]:
    """Each address of the library, with every way of asking it."""
    for study in CaseStudy.objects.filter(state="published"):
        yield from (study_address(study), f"{study_address(study)}print/")
    yield "/case-studies/"
    for query in ("kind=workforce", "problem=GC4", "programme=gprp-2018-19", "q=recruiter"):
        for form in ("", "&format=csv", "&format=json"):
            yield f"/case-studies/?{query}{form}"


def sent(client: Client, address: str) -> tuple[int, str]:
    """All that is sent for an address, with its headers, in small letters."""
    answer: Any = client.get(address)
    parts: Iterable[bytes] = answer.streaming_content if answer.streaming else [answer.content]
    body = b"".join(parts)
    heads = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return answer.status_code, f"{heads}\n{body.decode('utf-8', 'replace')}".lower()


def signs_told(client: Client, addresses: Iterable[str]) -> dict[str, dict[str, int]]:
    """How often each address tells each sign; those only that tell any."""
    found = {}
    for address in addresses:
        _, text = sent(client, address)
        if counts := {one: text.count(one) for one in SIGNS if one in text}:
            found[address] = counts
    return found


def searched(client: Client, words: str) -> int:
    return int(client.get("/case-studies/", {"q": words, "format": "json"}).json()["count"])


def test_an_opted_out_practice_is_nowhere_and_what_it_takes_back_is_gone_at_once(case, client):
    known_by_much()
    company(3, "Q74")
    company(8, "Q83")
    before = signs_told(client, elsewhere())
    study = published(case)
    status, page = sent(client, study_address(study))
    assert status == 200
    assert "a practice that is not named" in page
    assert "north of england" in page  # eleven in the region, four in the team
    assert signs_told(client, shelves()) == {}
    for address in elsewhere():
        if any(one in address for one in OWN):
            assert "two new doctors" not in sent(client, address)[1], address
    for words in ("Dene", "A81001", POSTCODE, POSTCODE.replace(" ", ""), TOWN, "Hartlepool"):
        assert searched(client, words) == 0, words
    assert searched(client, "recruiter") == 1

    say_named(study, named=True)
    _, page = sent(client, study_address(study))
    assert "the dene surgery" in page
    assert "noindex" in page
    assert "no-store" in page.split("\n\n")[0]
    assert searched(client, "Dene") == 1

    say_named(study, named=False)
    assert signs_told(client, shelves()) == {}
    assert signs_told(client, elsewhere()) == before
    assert searched(client, "Dene") == 0


def study_address(study: CaseStudy) -> str:
    return f"/case-studies/gprp-2018-19/{study.number}-two-new-doctors-after-a-year-of-gaps/"


def test_words_that_tell_the_name_leave_with_it(case, client):
    study = published(case, named=True, title="How the Dene found doctors")
    here = f"/case-studies/gprp-2018-19/{study.number}-how-the-dene-found-doctors/"
    assert client.get(here).status_code == 200
    say_named(study, named=False)
    assert client.get(here).status_code == 404
    assert client.get("/case-studies/?format=json").json()["count"] == 0
    assert "What others learned" not in client.get("/help/gprp-2018-19/menu/").content.decode()


@pytest.mark.parametrize("named", [None, False])
def test_what_nobody_said_is_no_yes(case, client, named):
    study = published(case)
    CaseStudy.objects.filter(pk=study.pk).update(named=named)
    (one,) = client.get("/case-studies/?format=json").json()["results"]
    assert one["practice"] is None
    assert one["place"] == "England"  # too few were helped to tell where


def test_the_pack_for_the_national_team_names_nobody_who_did_not_say_so(case, as_):
    known_by_much()
    published(case)
    client = as_("national")
    table = client.get("/studies/gprp-2018-19/areas/Y54/pack/?format=csv")
    body = b"".join(table.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(body))
    assert (row["practice"], row["kind"], row["worked"][:7]) == ("", "workforce", "Doctors")
    paper = client.get("/studies/gprp-2018-19/areas/Y54/pack/?format=pdf")
    assert paper["Content-Type"] == "application/pdf"
    told = unpacked(paper.content) + str(paper.headers).encode() + body.encode()
    words = told.decode("latin-1").lower()
    assert "case studies: north of england" in words.replace("\0", "")
    assert [one for one in SIGNS if one in words] == []


def unpacked(pdf: bytes) -> bytes:
    """A PDF with each of its streams as it is and, where it is packed, unpacked."""
    found = [pdf, pdf.replace(b"\0", b"")]
    for piece in pdf.split(b"stream\n")[1:]:
        try:
            found.append(zlib.decompressobj().decompress(piece))
        except zlib.error:
            continue
    return b"\n".join(found)


def test_where_it_is_is_told_no_closer_than_its_company_is_large(case):
    study = planned(case)
    day = NOW.date()
    assert coarse(study, asks(), day)["place"] == "England"
    company(9, "Q83")
    assert coarse(study, asks(), day)["place"] == "North of England"
    company(9, "Q74")
    assert coarse(fresh(study), asks(), day)["place"] == "Cumbria and North East"


def test_a_size_is_told_only_where_others_share_its_band(case):
    study = planned(case)
    case.list_size = 5400
    case.save()
    study = fresh(study)
    company(9, "Q74", size=12_000)
    assert coarse(study, asks(), NOW.date())["size"] == ""
    company(5, "Q83", size=4_000)
    assert coarse(study, asks(), NOW.date())["size"] == ""  # none of these is of its team
