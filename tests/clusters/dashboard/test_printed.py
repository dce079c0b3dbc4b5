"""A dashboard on paper."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.clusters.world import PRACTICES, PROGRAMME

pytestmark = pytest.mark.usefixtures("dashboard")
HERE = f"/local/{PROGRAMME}"


def test_a_pack_has_a_front_page_and_one_page_for_each_practice(as_):
    answer = as_("locality").get(f"{HERE}/15C/pack/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].endswith('"15c_dashboard_2026-05-11.pdf"')
    assert "no-store" in answer["Cache-Control"]
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    assert len(pages) == 9
    assert "Severn Shore - Harbour" in pages[0] and "Practices to talk about first" in pages[0]
    for code, page in zip(PRACTICES[:8], pages[1:], strict=True):
        assert code in page and "Whom it serves" in page
    assert "Said of L81001" in pages[1] and "Inadequate" in pages[1] and "Deprivation" in pages[1]


def test_only_who_sees_every_practice_of_the_area_has_it(as_):
    for who, area in (
        ("locality", "QUY"),
        ("board", "15C"),
        ("lead1", "15C"),
        ("other_lead", "15C"),
    ):
        assert as_(who).get(f"{HERE}/{area}/pack/").status_code == 404
