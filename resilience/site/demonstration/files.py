"""The demonstration's files: two moments, mid-2018 and early 2026, and the years that lead to them.

A few are as real files are on a bad day: a release that was corrected, a row left in twice, a
download that broke off, a layout nobody reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from resilience.site.demonstration import analyst
from resilience.site.demonstration.cqc import cqc
from resilience.site.demonstration.eccg import eccg
from resilience.site.demonstration.epcn import epcn
from resilience.site.demonstration.epraccur import epraccur
from resilience.site.demonstration.land import boundaries, coordinates
from resilience.site.demonstration.lookup import lookup
from resilience.site.demonstration.payments import payments
from resilience.site.demonstration.qof import qof_from_2021, qof_to_2018, qof_workbook
from resilience.site.demonstration.registered import registered
from resilience.site.demonstration.succ import succ
from resilience.site.demonstration.writing import Row, csv_file, gzipped, zipped

SCREENS = {
    "gprp-2018-19": (date(2017, 12, 31), date(2018, 6, 30)),
    "icb-support-2026-27": (date(2025, 10, 1), date(2026, 3, 1)),
}
"""Programmes with the days to screen for: an earlier one to compare with, and the day itself."""

LISTS = "gp-reg-pat-prac-all.csv"
SUB_ICB_LOOKUP = (
    "Sub_ICB_Locations_to_Integrated_Care_Boards_to_NHS_England_(Region)_(July_2022)_Lookup.csv"
)


def write_files(folder: Path) -> list[Path]:
    """Write every file below `folder`, and say where they are."""
    written = []
    for name, content in all_files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written


def all_files() -> Iterator[tuple[str, bytes]]:
    """Each file's place and content, arranged by dataset and period like a careful download."""
    yield from _register()
    yield from _ground()
    yield from _lists()
    yield from _quality()
    yield from _payments()
    yield from _analyst()
    yield from _mishaps()


def _register() -> Iterator[tuple[str, bytes]]:
    for year, month in ((2017, 4), (2018, 5), (2025, 4), (2026, 2)):
        yield f"ods-epraccur/{year}-{month:02}/epraccur.csv", epraccur(date(year, month, 1))
    for year, month in ((2018, 5), (2026, 2)):
        yield f"ods-eccg/{year}-{month:02}/eccg.csv", eccg(date(year, month, 1))
    yield "ods-succ/2026-02/succ.csv", succ(date(2026, 2, 1))
    yield "ods-epcn/2026-02/ePCN.xlsx", epcn(date(2026, 2, 1))
    yield f"geography-lookups/2022-07/{SUB_ICB_LOOKUP}", lookup()


def _ground() -> Iterator[tuple[str, bytes]]:
    yield "practice-coordinates/2026/practice-coordinates.csv", coordinates()
    yield "boundaries-icb/2023/ICB_April_2023_boundaries.geojson", boundaries()


def _lists() -> Iterator[tuple[str, bytes]]:
    folder = "patients-registered"
    for year in range(2015, 2019):
        yield f"{folder}/{year}-04/{LISTS}", registered(date(year, 4, 1))
    for year in range(2020, 2025):
        yield f"{folder}/{year}-04/{LISTS}.gz", gzipped(registered(date(year, 4, 1)))
    october = registered(date(2025, 10, 1))
    yield f"{folder}/2025-10/gp-reg-pat-prac-all.zip", zipped(LISTS, october)
    yield f"{folder}/2026-01/{LISTS}.gz", gzipped(registered(date(2026, 1, 1)))
    # Two numbers were put in by hand; the corrected release followed.
    faulty = registered(date(2026, 3, 1), wrong={"Z90031": "about 7000", "Z90084": "-12"})
    yield f"{folder}/2026-03/gp-reg-pat-prac-all-1-first.csv", faulty
    corrected = registered(date(2026, 3, 1), wrong={"Z90084": "*"})
    yield f"{folder}/2026-03/gp-reg-pat-prac-all-2-corrected.csv", corrected


def _quality() -> Iterator[tuple[str, bytes]]:
    for first in (2015, 2016):
        yield _qof(first), qof_to_2018(first)
    yield _qof(2017), qof_to_2018(2017, silent="Z90042", twice="Z90021")
    for first in (2021, 2022):
        yield _qof(first), qof_from_2021(first)
    yield "qof/2024-25/qof-2425-prac-dom-ach.xlsx", qof_workbook(2024)
    for day in (date(2025, 9, 1), date(2026, 2, 1)):
        yield f"cqc/{day:%Y-%m}/{day:%d_%B_%Y}_HSCA_Active_Locations.xlsx", cqc(day)


def _qof(first: int) -> str:
    year = f"{first}-{(first + 1) % 100}"
    return f"qof/{year}/QOF {year}.csv"


def _payments() -> Iterator[tuple[str, bytes]]:
    for first in (2017, 2022, 2023):
        year = f"{first % 100}-{(first + 1) % 100}"
        yield f"nhs-payments/20{year}/nhspaymentsgp-{year}-prac-csv.csv", payments(first)


def _analyst() -> Iterator[tuple[str, bytes]]:
    recommend = "gpps_recommend_no_percent"  # a question the survey has dropped
    september = [date(year, 9, 1) for year in (2015, 2016, 2017)]
    early = [date(year, 3, 1) for year in (2016, 2017, 2018)]
    late = [date(year, 3, 1) for year in (2024, 2025)]
    recent = [date(2023, 9, 1), date(2024, 9, 1), date(2025, 8, 1), date(2026, 1, 1)]
    quarters = [date(2017, 10, 1), date(2018, 4, 1)], [date(2025, 7, 1), date(2026, 1, 1)]
    eve = [date(2017, 11, 1), date(2018, 5, 1)]
    yield "analyst/2018/workforce.csv", analyst.workforce([*september, date(2018, 3, 1)])
    yield "analyst/2018/patient-survey.csv", analyst.survey(early)
    yield "analyst/2018/prescribing.csv", analyst.prescribing(quarters[0])
    yield "analyst/2018/ratings.csv", analyst.ratings(eve)
    yield "analyst/2018/web-tool.csv", analyst.web_tool(eve)
    yield "analyst/2018/context.csv", analyst.context([date(2017, 4, 1)])
    yield "analyst/2018/closed-lists.csv", analyst.closed_lists(eve, "ABDF")
    yield "analyst/2026/workforce.csv", analyst.workforce(recent)
    yield "analyst/2026/patient-survey.csv", analyst.survey(late, without=(recommend,))
    yield "analyst/2026/prescribing.csv", analyst.prescribing(quarters[1])
    yield "analyst/2026/context.csv", analyst.context([date(2025, 4, 1)])
    closed = [date(2025, 9, 1), date(2026, 2, 1)]
    yield "analyst/2026/closed-lists.csv", analyst.closed_lists(closed, "DEFGH")


def _mishaps() -> Iterator[tuple[str, bytes]]:
    whole = gzipped(registered(date(2025, 11, 1)))
    yield f"mishaps/2025-11/{LISTS}.gz", whole[: len(whole) // 2]
    rows: list[Row] = [["Site", "Bays", "Step-free"], ["Otterwick", 12, "yes"]]
    yield "mishaps/car-parks.csv", csv_file(rows)
