"""The figures that a board had of February 2017 (N.A29) come out when the records of then are
entered: each programme by itself (E14)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from resilience.programmes.packs import load
from resilience.reports.board.acts import tell_beside
from tests.cases.at_pages import text
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, reader
from tests.reports.board.reading import of_pdf, of_word
from tests.reports.board.world import cases, pot, practices, spent

pytestmark = pytest.mark.django_db
DAY = date(2017, 2, 28)
PAPER = f"/papers/{PROGRAMME}/2016-17/"


@pytest.fixture
def then(world):
    found = cases(practices(500), begun=date(2016, 10, 3))
    spent(found, pot(16_000_000, "2016-17"), 15_000_000_00, 11_900_000_00, date(2017, 2, 20))
    with time_machine.travel(at(2017, 3, 31, 12)):
        for beside, many, pence in (("vpp", 600, 9_200_000_00), ("rcgp", None, 100_000_00)):
            tell_beside(
                by=reader("national", date(2017, 3, 31)),
                at=at(2017, 3, 31, 11),
                pack=load(PROGRAMME),
                beside=beside,
                as_at=DAY,
                practices=many,
                or_more=True,
                spent=pence,
                source="The annex of the board’s paper of March 2017, paragraph 29.",
            )
        yield


def test_each_programme_stands_by_itself_in_all_three_formats(then, as_):
    client = as_("national")
    page = text(client.get(PAPER, {"as_at": DAY}))
    pdf = of_pdf(client.get(PAPER, {"as_at": DAY, "format": "pdf"}).content)
    word = of_word(client.get(PAPER, {"as_at": DAY, "format": "docx"}).content)
    for told in (page, " ".join(pdf), word):
        assert "500 practices" in told and "£11.9m" in told
        assert "Vulnerable Practices Programme: 600 or more practices" in told
        assert "£9.2m" in told and "28 February 2017" in told
        assert "1,100" not in told and "21.1" not in told and "over 1,000" not in told
    assert "Annex" not in pdf[0] and pdf[1].startswith("Annex")


def test_two_counts_of_different_days_are_both_told_with_their_days(then, as_):
    told = {"by": reader("national", date(2017, 6, 1)), "pack": load(PROGRAMME), "spent": None}
    tell_beside(
        **told,
        at=at(2017, 6, 1, 9),
        beside="vpp",
        as_at=date(2017, 3, 31),
        practices=714,
        or_more=False,
        source="The guidance of 2018.",
    )
    with time_machine.travel(at(2017, 6, 1, 12)):
        page = text(as_("national").get(PAPER, {"as_at": "2017-03-31"}))
    assert "714 practices" in page and "31 March 2017" in page
    assert "counted earlier: 600 or more practices" in page and "28 February 2017" in page
