"""An area that works elsewhere sends the rows of its workbook."""

from __future__ import annotations

import time_machine

from resilience.funding.years import Year
from resilience.returns.figures.known import known
from resilience.returns.figures.sums import figure
from resilience.returns.models import Return, Upload
from tests.returns.filing.test_pages import APRIL_OF, page
from tests.returns.filing.world import APRIL, PACK, returned, sent, written

TEAM = {"team": "Q74", "name": "Cumbria and North East", "area": "Y54", "available": 5_000_000}
PRACTICE = {"team": "Q74", "practice": "A81001", "name": "The Dene Surgery", "paid": 77_700}


def test_figures_of_a_workbook_are_shown_and_sent_in_place_of_the_records(money, as_):
    one = written(returned())
    made = Upload.objects.create(
        of=one,
        at=APRIL,
        by="x",
        name="return.xlsx",
        sha256="",
        content=b"",
        stops=False,
        rows={"teams": [TEAM], "practices": [PRACTICE]},
    )
    Return.objects.filter(pk=one.pk).update(upload=made)
    with time_machine.travel(APRIL, tick=False):
        told = page(as_("regional"), f"{APRIL_OF}figures/paid/")
        assert "£777" in told
        assert "works elsewhere" in told
    one = sent(Return.objects.get(pk=one.pk))
    assert one.source == "workbook"
    there = known(PACK, Year.called("2018-19"), one.as_at, ["Y54"])
    assert there.elsewhere == {"Y54": one.as_at}
    assert figure(there.rows, "paid").value == 77_700
