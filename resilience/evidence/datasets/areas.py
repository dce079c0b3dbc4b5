"""Codes of areas by their shapes, so that another column's codes under a heading are seen."""

from __future__ import annotations

from typing import Any

from resilience.evidence.tables import Column, code

NEW = r"[A-Z]\d[A-Z]\d[A-Z]"
"""The shape of codes that ODS has given since 2020 to areas of any kind."""


def network(header: str = "", **options: Any) -> Column:
    """A primary care network: U89141."""
    return code("pcn", header, r"U[0-9A-Z]\d{4}", **options)


def commissioner(header: str = "", **options: Any) -> Column:
    """A clinical commissioning group, a sub-ICB location or a Welsh health board: 16C, D9Y0V."""
    return code("commissioner", header, rf"\d[0-9A-Z]{{2}}|{NEW}", **options)


def board(header: str = "", **options: Any) -> Column:
    """A sustainability and transformation partnership or an integrated care board: QHM."""
    return code("icb", header, rf"Q[0-9A-Z]{{2}}|{NEW}", **options)


def region(header: str = "", **options: Any) -> Column:
    """A region of NHS England: Y63."""
    return code("region", header, r"Y\d\d", **options)


def office(header: str = "", **options: Any) -> Column:
    """An area team or a local office: Q74, Q71C; where there was none any more, a region."""
    return code("dco", header, r"Q\d\d[A-Z]?|Y\d\d", **options)


def ons(name: str, header: str, **options: Any) -> Column:
    """The code that the Office for National Statistics gives an area: E54000050."""
    return code(name, header, r"[EWSN]\d\d[0-9A-Z]{4,6}", **options)
