"""From the records to the consolidated return: an area sends, has its return back, sends it again,
and the figure is the same wherever it is counted."""

from __future__ import annotations

from datetime import timedelta

from resilience.funding.years import Year
from resilience.returns.collecting.external import external
from resilience.returns.collecting.freezing import consolidate, state_of
from resilience.returns.collecting.judging import hand_back
from resilience.returns.figures.known import known
from resilience.returns.figures.sums import figure
from resilience.returns.filing.acts import write
from tests.cases.world import PROGRAMME, reader
from tests.funding.world import committed, invoiced, paid, pot
from tests.returns.filing.world import APRIL, PACK, WORDS, returned, sent, written

COLLECTION = "april-2019"


def test_what_is_frozen_is_what_the_records_say(case):
    made = committed(case, pot(), 4_000)
    paid(invoiced(made, 2_000), 1_500)
    one = returned()
    written(one), sent(one)
    national, when = reader("national", APRIL.date()), APRIL + timedelta(hours=1)
    one.refresh_from_db()
    hand_back(by=national, of=one, seen=one.version, at=when, why="Say more of the risks.")
    one.refresh_from_db()
    regional = reader("regional", APRIL.date())
    write(by=regional, of=one, seen=one.version, at=when, words=WORDS | {"risks": "None."})
    assert sent(one, when=when).number == 2
    frozen = consolidate(
        by=national,
        programme=PROGRAMME,
        collection=COLLECTION,
        seen=state_of(PROGRAMME, COLLECTION),
        at=when,
        why="Greater Manchester sends on Friday.",
    )
    now = known(PACK, Year.called("2018-19"), APRIL.date(), only=["Y54"]).rows
    for name, one_of in frozen.content["all"]["figures"].items():
        assert one_of["value"] == figure(now, name).value, name
    assert frozen.content["all"]["figures"]["paid"]["value"] == 150_000
    assert external(PACK).spent is None  # it is of one practice
