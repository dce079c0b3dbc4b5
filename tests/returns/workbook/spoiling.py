"""Cells of a workbook, typed over."""

from __future__ import annotations

P, T = "Practices", "Teams"


def puts(sheet, **cells):
    """Types something into cells."""

    def spoil(book):
        for cell, value in cells.items():
            book[sheet][cell] = value

    return spoil
