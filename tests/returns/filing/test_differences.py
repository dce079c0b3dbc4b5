"""What differs from the last return is explained by the practices and sums that came in or fell
out."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from resilience.returns.figures.rows import PracticeRow, Rows, TeamRow
from resilience.returns.figures.sums import Figure
from resilience.returns.filing.differences import compared, differs_much
from tests.returns.filing.world import PACK

DAY = date(2018, 7, 2)
CODES = [f"A8100{one}" for one in range(6)]
DAYS, PENCE = st.sampled_from([None, DAY]), st.integers(0, 10_000)
ROW = st.builds(
    PracticeRow,
    team=st.just("Q74"),
    practice=st.sampled_from(CODES),
    name=st.just("A surgery"),
    asked=DAYS,
    agreed=DAYS,
    committed=st.none() | PENCE,
    paid=PENCE,
)
ROWS = st.builds(
    Rows,
    st.tuples(st.builds(TeamRow, st.just("Q74"), st.just("A team"), st.just("Y54"), PENCE)),
    st.lists(ROW, unique_by=lambda one: one.practice).map(tuple),
)


@given(ROWS, ROWS)
def test_the_parts_make_the_whole_difference(before, now):
    for one in compared(before, now, PACK.returns):
        moved = sum(part.now.value - part.before.value for part in one.parts)
        assert moved == one.now.value - one.before.value


@given(ROWS)
def test_nothing_differs_from_itself(rows):
    assert compared(rows, rows, PACK.returns) == []


def test_a_sentence_is_asked_for_from_the_percentage_of_the_pack_on():
    assert not differs_much(Figure(100), Figure(119), 20)
    assert differs_much(Figure(100), Figure(80), 20)
    assert differs_much(Figure(0), Figure(1), 20)
    assert not differs_much(Figure(100), Figure(500, unknown=1), 20), "not known is no change"


def test_a_practice_that_takes_the_place_of_another_is_told_though_the_figure_stays():
    def of(code: str) -> Rows:
        return Rows((), (PracticeRow("Q74", code, "A surgery", asked=DAY),))

    (one,) = compared(of("A81001"), of("A81002"), PACK.returns)
    assert one.by == 0
    assert not one.asks
    assert {part.code for part in one.parts} == {"A81001", "A81002"}
