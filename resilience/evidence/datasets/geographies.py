"""What two publications share: a table of practices with the network and areas of each."""

from __future__ import annotations

from resilience.evidence.datasets import areas
from resilience.evidence.tables import Column, Layout, practice, text

COMMISSIONER = "(ccg|sub icb( location)?)"
BOARD = "(stp|icb)"


def practice_areas(nhs_code: str, ons_code: str, region: str, *more: Column) -> Layout:
    """The layout for headings that write the code of an area as `nhs_code` and `ons_code`, where
    {} stands for the area ('{} ODS code'), and a region as `region`."""
    return Layout(
        table="practices",
        unique=("practice",),
        columns=(
            practice("practice code"),
            text("name", "practice name", needed=True),
            text("postcode", "practice postcode", optional=True),
            areas.network("pcn( ods)? code", blank=("U",)),
            text("pcn_name", "pcn name", blank=("UNALLOCATED",)),
            areas.commissioner(nhs_code.format(COMMISSIONER), needed=True),
            text("commissioner_name", f"{COMMISSIONER} name"),
            areas.ons("commissioner_ons", ons_code.format(COMMISSIONER)),
            areas.board(nhs_code.format(BOARD)),
            areas.ons("icb_ons", ons_code.format(BOARD)),
            text("icb_name", f"{BOARD} name"),
            areas.region(nhs_code.format(region)),
            text("region_name", f"{region} name"),
            *more,
        ),
    )
