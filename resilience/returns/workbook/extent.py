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
"""Of all sheets together, blank ones between and before the others included."""
FEW_SHEETS = 10
"""So many may have the few cells up to column Z and row 9,999 each."""
CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
FAR = [re.compile(one) for one in (rb'<c r="[A-Z]{2}', rb'<c r="[A-Z]{1,3}\d{5}')]
"""Beyond column Z or row 9,999: up to there a sheet has few cells."""
UNUSUAL = [re.compile(one) for one in (rb'<c(?! r="[A-Z]{1,3}\d{1,7}")[\s/>]', rb":c[\s/>]")]
"""A cell that does not say first where it stands, or whose name has something before it."""


def reaches_too_far(content: bytes, parts: Mapping[str, bytes]) -> bool:
    """Whether a workbook that was checked has more cells than are read."""
    sheets = [part for part in parts.values() if b"sheetData" in part or b"\0" in part]
    found = [_cells(part, len(sheets) > FEW_SHEETS) for part in sheets]
    known = [one for one in found if one is not None]
    if len(known) == len(found):
        return sum(known) > MOST_CELLS
    try:
        return most_cells(content) * len(sheets) > MOST_CELLS
    except Unreadable:
        raise NotTaken(DAMAGED) from None


def _cells(sheet: bytes, each: bool) -> int | None:
    """The cells of a sheet up to the last row and column, or 0 where they are few for sure, unless
    `each` counts; none where one is written unusually."""
    if b"\0" in sheet or any(one.search(sheet) for one in UNUSUAL):
        return None
    if not each and not any(one.search(sheet) for one in FAR):
        return 0
    found = CELL.findall(sheet)
    if not found:
        return 0
    columns = max(number(one.decode()) for one in {letters for letters, _ in found})
    return columns * max(int(one) for one in {row for _, row in found})
