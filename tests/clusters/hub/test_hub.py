"""Where somebody begins: each place opens for whom it is named, and is named to nobody else."""

from __future__ import annotations

import pytest

from tests.clusters.world import PRACTICES, PROGRAMME


def places(page: str) -> list[str]:
    """The addresses that a page leads to in the local programme."""
    import re

    main = page[page.index("<main") : page.index("</main>")]
    return [one for one in re.findall(r'href="([^"?#]+)"', main) if not one.startswith("/static")]


@pytest.mark.parametrize(
    "name",
    ["lead1", "member", "commissioner", "locality", "officer", "finance", "board", "regional"],
)
def test_every_place_that_is_named_opens(area, today, as_, name: str) -> None:
    client = as_(name)
    begin = client.get("/local/")
    assert begin.status_code == 200
    named = places(begin.text)
    assert named
    for address in named:
        assert client.get(address).status_code == 200, address


def test_a_practice_begins_at_its_own_things(area, today, as_) -> None:
    own = as_("lead1").get(f"/practices/{PRACTICES[0]}/local/{PROGRAMME}/")
    assert "For your practice alone" in own.text
    for address in places(own.text):
        assert as_("lead1").get(address).status_code == 200, address


def test_what_is_the_practices_own_is_not_named_to_its_area(area, today, as_) -> None:
    client = as_("commissioner")
    seen = client.get(f"/practices/{PRACTICES[0]}/local/{PROGRAMME}/")
    assert seen.status_code == 200
    assert "questionnaire" not in " ".join(places(seen.text))
    for address in places(seen.text):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("name", ["other_lead", "other_commissioner", "supplier"])
def test_nobody_elsewhere_finds_it(area, today, as_, name: str) -> None:
    address = f"/practices/{PRACTICES[0]}/local/{PROGRAMME}/"
    assert as_(name).get(address).status_code == 404
