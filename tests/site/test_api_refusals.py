"""What the API refuses, in plain words; it only reads."""

from __future__ import annotations

import pytest

from resilience.evidence.store import Store
from resilience.site.api.v1 import api
from tests.site.asking import england, refusal, small_england

__all__ = ["england", "small_england"]


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
    of = {"programme": "gprp-2018-19", "year": "2018-19"}
    return address.format(code="A81001", name="gp_headcount", release_id=store.releases[0].id, **of)


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
