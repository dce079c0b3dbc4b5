"""A number read with its whole column is the very number that is read from its cell alone."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.evidence.plain import plain_numbers
from resilience.evidence.tables import count, number, pence

COLUMNS = {"count": count("n"), "number": number("n"), "pence": pence("n")}
CELLS = st.one_of(
    st.from_regex(r"[+-]?\d{0,17}(\.\d{0,20})?%?\n?", fullmatch=True),
    st.floats(allow_nan=True).map(repr),
    st.text(max_size=5),
)


@pytest.mark.parametrize("kind", COLUMNS)
@given(cells=st.lists(CELLS))
def test_a_number_is_the_same_alone_and_with_its_column(kind, cells) -> None:
    column = COLUMNS[kind]
    found = plain_numbers(column, pa.array(cells, pa.large_string()))
    for cell, value in zip(cells, found, strict=True):
        if value is not None:
            assert (column.read(cell), type(column.read(cell))) == (value, type(value))


@pytest.mark.parametrize(
    ("kind", "cell"),
    [("count", "96.0"), ("number", "-0.1"), ("pence", "999999999999.99"), ("pence", "-12.3")],
)
def test_plain_numbers_are_read_with_their_column(kind, cell) -> None:
    assert plain_numbers(COLUMNS[kind], pa.array([cell])) == [COLUMNS[kind].read(cell)]


def test_a_column_with_symbols_of_its_own_is_read_cell_by_cell() -> None:
    column = number("n", symbols={"-97": "suppressed"})
    assert plain_numbers(column, pa.array(["-97", "5"])) == [None, None]
