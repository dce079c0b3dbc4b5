"""An administrator's pages and the programme's in a browser: accessible, on a phone too."""

from __future__ import annotations

from datetime import date

import pytest

from tests.accounts.people import organisation, person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PAGES = [
    "/people/",
    "/people/9ZA/",
    "/people/9ZA/invite/",
    "/people/9ZA/roles/",
    "/people/9ZA/sessions/",
    "/people/9ZA/history/",
    "/local-organisations/",
    "/local-organisations/new/",
    "/programmes/gprp-2018-19/",
    "/programmes/gprp-2018-19/settings/matrix/",
    "/programmes/gprp-2018-19/settings/criteria.GC7/",
]


@pytest.fixture
def ready(transactional_db, client) -> None:
    ccg = organisation("9ZA", "ccg", "Otter CCG")
    person("ada@example.org", role="commissioner", at=ccg)
    somebody = person("old@example.org", role="analyst", at=ccg)
    somebody.memberships.update(ends=date(2024, 1, 1))
    client.force_login(person("admin@example.org", role="administrator", at=ccg))


def test_the_pages_are_accessible_and_fit_the_screen(ready, page, axe):
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for address in PAGES:
            answer = page.goto(address)
            assert answer and answer.ok, address
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            axe(page)
