"""What an address asks for that makes no sense is answered, on every kind of page."""

from __future__ import annotations

import pytest
from django.test import override_settings

from tests.look.reading import check

pytestmark = pytest.mark.django_db


NOT_UNDERSTOOD = [
    ("/organisations/ENG/", "as_at", "foo", "written like 2018-06-30"),
    ("/organisations/ENG/", "format", "xml", "csv"),
    ("/organisations/Y97/", "page", "foo", "whole number"),
    ("/organisations/Y97/", "page", "99", "1 to 2"),
    ("/search/?q=larkland", "page", "0", "whole number"),
    ("/indicators/", "format", "pdf", "csv"),
    ("/indicators/patients_per_gp/", "as_at", "2018-02-30", "written like 2018-06-30"),
    ("/indicators/patients_per_gp/", "area", "ZZZ", "code of an area"),
    ("/indicators/patients_per_gp/", "sort", "size", "name, lowest"),
    ("/indicators/patients_per_gp/", "page", "99", "the pages that there are"),
    ("/practices/Z90003/profile/", "as_at", "foo", "written like 2018-06-30"),
    ("/practices/Z90003/neighbours/", "format", "xls", "csv"),
    ("/practices/Z90003/changes/", "as_at", "foo", "written like 2018-06-30"),
    ("/areas/9ZA/changes/", "since", "foo", "written like 2018-06-30"),
    ("/areas/9ZA/changes/", "page", "999", "the pages that there are"),
    ("/compare/", "as_at", "foo", "written like 2018-06-30"),
    ("/data-quality/", "area", "foo", "code of an area"),
    ("/data-quality/", "indicator", "foo", "patients_per_gp"),
    ("/evidence/", "format", "xml", "csv"),
    ("/screening/icb-support-2026-27/", "as_at", "foo", "written like 2018-06-30"),
    ("/screening/icb-support-2026-27/areas/Y97/", "signal", "purple", "red, amber"),
    ("/screening/icb-support-2026-27/areas/Y97/", "page", "99", "the pages that there are"),
    ("/screening/icb-support-2026-27/areas/Y97/", "sort", "size", "first, name, met"),
    ("/screening/icb-support-2026-27/areas/Y97/?format=csv", "table", "foo", "results"),
    ("/screening/icb-support-2026-27/review/", "area", "FOO", "code of an area"),
    ("/screening/icb-support-2026-27/changes/", "status", "gone", "new on the list"),
]


@pytest.fixture
def shown(built, signed_in):
    """The demonstration, seen by somebody of the national team."""
    with override_settings(RESILIENCE_HOME=built, DEMONSTRATION=True):
        signed_in(national_team="ENG")
        yield


@pytest.mark.parametrize(("address", "name", "given", "allowed"), NOT_UNDERSTOOD)
def test_what_makes_no_sense_is_named_with_what_is_allowed(
    shown, client, address, name, given, allowed
):
    joined = f"{address}{'&' if '?' in address else '?'}{name}={given}"
    answer = client.get(joined)
    page = check(answer.content.decode()).text
    assert answer.status_code == 400
    assert f"The address says {name} is “{given}”" in page
    assert allowed in page
    assert "Indicators" in page  # the menu stands there as on any page


def test_a_search_repeats_no_character_that_cannot_be_written(client):
    for query in ("%00", "a%00b", "%1b[31m", "%7f"):
        content = client.get(f"/search/?q={query}").content
        assert not set(range(32)) - {9, 10, 13} & set(content)
        assert b"\x7f" not in content
