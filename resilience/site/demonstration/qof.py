"""QOF practice achievement: the sheet of three generations, two as CSV and one as a workbook."""

from __future__ import annotations

from datetime import date

from resilience.site.demonstration.epcn import network_name
from resilience.site.demonstration.measures import patients, qof_points
from resilience.site.demonstration.places import (
    ccg_name,
    ons,
    region,
    sub_icb_name,
    team,
)
from resilience.site.demonstration.world import Practice, open_practices
from resilience.site.demonstration.writing import BOM, Row, csv_file, workbook

TO_2018 = [
    "Region code",
    "Region geography code",
    "Region name",
    "Sub-region code",
    "Sub-region geography code",
    "Sub-region name",
    "STP code",
    "STP name",
    "CCG code",
    "CCG geography code",
    "CCG name",
    "Practice code",
    "Practice name",
    "All ages",
    "Achievement score (max. 559)",
    "QOF points total/559 available (per cent)",
    "Max. QOF points available (total points for indicators where register exists)",
    "Points achieved/max. QOF points available (per cent)",
]
FROM_2021 = [
    "Sub ICB Loc \nODS code",
    "Sub ICB Loc \nONS code",
    "Sub ICB Loc name",
    "PCN ODS code",
    "PCN name",
    "Practice code",
    "Practice name",
    "List size",
    "Achievement score (635 max)",
    "QOF points total / 635 available (%)",
    "Total points for indicators where register exists. (Max QOF points available)",
    "Points achieved/ max. QOF points available (%)",
]
NOT_AVAILABLE = ":"


def qof_to_2018(first: int, *, silent: str = "", twice: str = "") -> bytes:
    """A year's results with region, sub-region and CCG. A `silent` practice has no results; one
    stands there `twice`, and a line of totals was left in, as happens."""
    ends = date(first + 1, 3, 31)
    rows: list[Row] = []
    for practice in _taking_part(ends):
        place = practice.commissioner
        row: list[object] = [
            *(region(place).code, ons(region(place)), region(place).name.upper()),
            *(team(place).code, ons(team(place)), team(place).name.upper()),
            *(f"E54Z{team(place).code}", f"{team(place).name[12:].upper()} STP"),
            *(place.code, ons(place), ccg_name(place).upper()),
            *(practice.code, practice.name_on(ends).upper(), patients(practice, ends)),
        ]
        row += [NOT_AVAILABLE] * 4 if practice.code == silent else _points(practice, 559, ends)
        rows += [row, row] if practice.code == twice else [row]
    if twice:
        rows.append([*[""] * 10, "TOTAL", "ALL PRACTICES", "", "", "", "", "", ""])
    return BOM.encode() + csv_file([TO_2018, *rows])


def qof_from_2021(first: int) -> bytes:
    """A year's results with sub-ICB location and network, as a CSV."""
    ends = date(first + 1, 3, 31)
    rows = [
        [*_modern(practice, ends), patients(practice, ends), *_points(practice, 635, ends)]
        for practice in _taking_part(ends)
    ]
    return BOM.encode() + csv_file([FROM_2021, *rows])


def qof_workbook(first: int) -> bytes:
    """From 2023-24: a workbook whose sheet compares a year with the one before."""
    before, ends = date(first, 3, 31), date(first + 1, 3, 31)
    years = [f"{year}-{(year + 1) % 100}" for year in (first - 1, first)]
    short = [year[2:] for year in years]
    headings = [
        *FROM_2021[:7],
        *(f"All ages\n({year})" for year in years),
        *(
            heading
            for year in short
            for heading in (
                f"Achievement score\n(635 max) {year}",
                f"QOF points total / 635 available (%) {year}",
            )
        ),
        "Year on year change (percentage point)",
    ]
    rows: list[Row] = [
        ["Quality and Outcomes Framework, overall achievement by practice (synthetic)"],
        [*[""] * 9, "Overall achievement"],
        ["Return to Contents", *[""] * 8, years[0], "", years[1]],
        headings,
        *(_two_years(practice, before, ends) for practice in _taking_part(ends)),
    ]
    return workbook(
        {
            "Title sheet": [["Quality and Outcomes Framework, synthetic demonstration"]],
            "Notes and definitions": [[":", "not available"], ["z", "not applicable"]],
            "Overall domain achievement": rows,
        }
    )


def _taking_part(ends: date) -> list[Practice]:
    """Practices open for the whole year: a newer one has no results yet."""
    starts = date(ends.year - 1, 4, 1)
    return [practice for practice in open_practices(ends) if practice.opened <= starts]


def _two_years(practice: Practice, before: date, ends: date) -> Row:
    earlier: list[object] = [NOT_AVAILABLE, NOT_AVAILABLE]
    there = practice.open_on(before)
    if there:
        earlier = _points(practice, 635, before)[:2]
    later = _points(practice, 635, ends)[:2]
    change = float(str(later[1])) - float(str(earlier[1])) if there else NOT_AVAILABLE
    lists = [patients(practice, before) if there else NOT_AVAILABLE, patients(practice, ends)]
    return [*_modern(practice, ends), *lists, *earlier, *later, change]


def _modern(practice: Practice, day: date) -> list[object]:
    place = practice.commissioner
    network = [practice.network, network_name(practice.network, place)]
    return [
        *(place.code, ons(place), sub_icb_name(place)),
        *network,
        *(practice.code, practice.name_on(day)),
    ]


def _points(practice: Practice, maximum: int, ends: date) -> list[object]:
    """Points, their percentage, and the same pair of the points that were open to the practice."""
    points = qof_points(practice, maximum, ends)
    percent = round(100 * points / maximum, 2)
    return [points, percent, maximum, percent]
