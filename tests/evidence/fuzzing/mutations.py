"""What may happen to a table between its publisher and us, one function for each mishap.

Each takes rows of text and gives new ones; the rows it is given stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

Grid = list[list[str]]


def _square(grid: Grid) -> Grid:
    width = max(map(len, grid), default=0)
    return [[*row, *[""] * (width - len(row))] for row in grid]


def columns_reordered(grid: Grid, order: Sequence[int]) -> Grid:
    """Whole columns in another order, headings and titles with them."""
    return [[row[i] for i in order] for row in _square(grid)]


def column_inserted(grid: Grid, place: int, heading_row: int, heading: str, cell: str) -> Grid:
    """A column nobody knows between others."""
    return [
        [
            *row[:place],
            heading if i == heading_row else cell if i > heading_row else "",
            *row[place:],
        ]
        if row
        else row
        for i, row in enumerate(grid)
    ]


def column_dropped(grid: Grid, place: int) -> Grid:
    return [[*row[:place], *row[place + 1 :]] for row in grid]


def column_renamed(grid: Grid, place: int, headings: int, heading: str) -> Grid:
    """Another heading over the same values, in every row of headings and titles."""
    return [
        [*row[:place], heading, *row[place + 1 :]] if i < headings and len(row) > place else row
        for i, row in enumerate(grid)
    ]


def heading_repeated(grid: Grid, place: int, headings: int, over: int) -> Grid:
    """A column's heading stands over another column too."""
    square = _square(grid)
    return [
        [*row[:over], row[place], *row[over + 1 :]] if i < headings else row
        for i, row in enumerate(square)
    ]


def values_swapped(grid: Grid, one: int, other: int, headings: int) -> Grid:
    """The values of two columns exchanged under headings that stay."""
    square = _square(grid)
    order = list(range(len(square[0])))
    order[one], order[other] = other, one
    return [*square[:headings], *([row[i] for i in order] for row in square[headings:])]


def cell_changed(grid: Grid, line: int, place: int, cell: str) -> Grid:
    """Another value in one cell; lines count from 1."""
    return [
        [*row[:place], cell, *row[place + 1 :]] if i == line - 1 else row
        for i, row in enumerate(grid)
    ]


def rows_repeated(grid: Grid, headings: int) -> Grid:
    """Every row of data once more at the end."""
    return [*grid, *grid[headings:]]


# --- bytes


def bytes_flipped(content: bytes, chance: Random, number: int) -> bytes:
    damaged = bytearray(content)
    for _ in range(number):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def bytes_inserted(content: bytes, chance: Random) -> bytes:
    where = chance.randrange(len(content) + 1)
    return content[:where] + chance.randbytes(chance.randrange(1, 30)) + content[where:]


def bytes_removed(content: bytes, chance: Random) -> bytes:
    where = chance.randrange(len(content))
    return content[:where] + content[where + chance.randrange(1, 30) :]


def cut_off(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content))]
