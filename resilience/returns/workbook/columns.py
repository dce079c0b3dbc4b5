"""Columns of a sheet by letter and number. Pure."""

from __future__ import annotations

LETTERS = 26


def letters(column: int) -> str:
    """The letters of a column: A for 1, AA for 27."""
    text = ""
    while column:
        column, rest = divmod(column - 1, LETTERS)
        text = chr(ord("A") + rest) + text
    return text


def number(text: str) -> int:
    """The number of a column from its letters."""
    found = 0
    for letter in text:
        found = found * LETTERS + ord(letter) - ord("A") + 1
    return found
