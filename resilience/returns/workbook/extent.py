"""How far the cells of a workbook reach, before anything makes room for them all. Pure.

Every cell says where it stands, and nearly every program writes that in one way, which is looked
for in milliseconds; where one cell is written in another way, each is looked at by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from resilience.evidence.sheets import Unreadable
from resilience.funding.ledger.extent import most_cells
from resilience.look.attached.refusals import DAMAGED, NotTaken
from resilience.returns.workbook.columns import number

MOST_CELLS = 3_000_000
"""Of a sheet, blank ones between and before the others included."""
USUAL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
ANY = re.compile(rb"<[^\s<>/]*c[\s/>]")
"""What may be a cell, whatever comes before its name."""


def reaches_too_far(content: bytes, parts: Mapping[str, bytes]) -> bool:
    """Whether a sheet of a workbook that was checked has more cells than are read."""
    sheets = [part for part in parts.values() if b"sheetData" in part or b"\0" in part]
    found = [_cells(part) for part in sheets]
    known = [one for one in found if one is not None]
    if len(known) == len(found):
        return max(known, default=0) > MOST_CELLS
    try:
        return most_cells(content) > MOST_CELLS
    except Unreadable:
        raise NotTaken(DAMAGED) from None


def _cells(sheet: bytes) -> int | None:
    """The cells of a sheet up to the last row and column; none where one is written unusually."""
    usual = USUAL.findall(sheet)
    if b"\0" in sheet or len(ANY.findall(sheet)) > len(usual):
        return None
    if not usual:
        return 0
    columns = max(number(one.decode()) for one in {letters for letters, _ in usual})
    return columns * max(int(one) for one in {row for _, row in usual})
