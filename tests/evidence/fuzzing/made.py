"""A small file of each dataset in its publisher's layout, with figures that agree as theirs do."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from resilience.evidence.datasets import recognise
from resilience.evidence.sources import Source, open_sources
from resilience.site.demonstration.files import all_files
from tests.evidence import test_cloud_telephony as telephony
from tests.evidence import test_fingertips as fingertips
from tests.evidence import test_gp_patient_survey as survey
from tests.evidence import test_gp_workforce as workforce
from tests.evidence import test_icb_change_summary as changes
from tests.evidence import test_online_consultations as online
from tests.evidence import test_patient_list_size as ages
from tests.evidence import test_places as places
from tests.evidence import test_practice_areas as practice_areas
from tests.evidence import test_qof_raw as qof
from tests.evidence.fuzzing.specimens import Specimen, csv_bytes, cut
from tests.evidence.publishing import write_workbook

ROWS = 6
INDICATORS = (
    "INDICATOR_CODE,INDICATOR_POINT_VALUE,GROUP_CODE,GROUP_DESCRIPTION,"
    "DOMAIN_CODE,DOMAIN_DESCRIPTION,PATIENT_LIST_TYPE"
)
PRACTICES = [f"A8100{i}" for i in range(1, ROWS + 1)]


@cache
def made() -> dict[str, Specimen]:
    """A specimen of each dataset by its id: from the demonstration, else from rows written here."""
    found: dict[str, Specimen] = {}
    for name, content in [*all_files(), *_generated()]:
        source = _source(name, content)
        match = recognise(source) if source else None
        if source and match and match.complete:
            found.setdefault(match.dataset.id, cut(source, ROWS))
    return found


def _source(name: str, content: bytes) -> Source | None:
    if "mishaps" in name or "first" in name:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        return next(open_sources(path))


def _generated() -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        book = telephony.workbook(Path(folder), *PRACTICES)
        yield f"telephony/{book.name}", book.read_bytes()
        months = [online.submissions(code, 80, 1) for code in PRACTICES]
        table = {"Table 2": [*online.TITLES, online.HEADINGS, *months, *online.NOTES]}
        book = write_workbook(Path(folder) / "Submissions.xlsx", table)
        yield "online/Submissions.xlsx", book.read_bytes()
        book = write_workbook(Path(folder) / "changes.xlsx", changes.change_summary())
        yield "changes/changes.xlsx", book.read_bytes()
    yield (
        "fingertips/indicators.csv",
        _csv(fingertips.HEADINGS, [fingertips.value_of(code, "GPs") for code in PRACTICES]),
    )
    for name, row in ((survey.NAME, survey.named()), ("GPPS_2023.csv", survey.numbered())):
        rows = [{**row, next(iter(row)): code} for code in PRACTICES]
        yield f"survey/{name}", _csv(list(row), [[*r.values()] for r in rows])
    rows = [[code, *[*workforce.ROW.values()][1:]] for code in PRACTICES]
    yield f"workforce/{workforce.NAME}", _csv(list(workforce.ROW), rows)
    roles = ["PRAC_CODE", "PRAC_NAME", "STAFF_GROUP", "DETAILED_STAFF_ROLE", "MEASURE", "VALUE"]
    yield (
        "workforce/August 2024 High level.csv",
        _csv(roles, [[code, "A SURGERY", "Nurses", "Nurse", "FTE", "1.5"] for code in PRACTICES]),
    )
    branches = [places.branch_row(f"{code}001", code) for code in PRACTICES]
    yield "2017-08/ebranchs.csv", csv_bytes(branches)
    yield (
        f"ages/{ages.QUARTER}",
        _csv(ages.HEADINGS, [ages.row(code, *range(101, 119)) for code in PRACTICES]),
    )
    areas = [_with(practice_areas.map_row("2020-09-01"), 2, code) for code in PRACTICES]
    yield "map/gp-reg-pat-prac-map.csv", _csv(practice_areas.patients_map("CCG", "STP"), areas)
    yield "qof/MAPPING_NHS_GEOGRAPHIES_2021.csv", _csv(*_geographies())
    yield (
        "qof/MAPPING_INDICATORS_2021.csv",
        _csv(
            INDICATORS.split(","),
            [
                [f"CS00{i}", str(i), "CS", "Screening", "PHAS", "Public", "25_64_F"]
                for i in range(1, 7)
            ],
        ),
    )
    yield (
        "qof/PREVALENCE_2324.csv",
        _csv(qof.PREVALENCE, [[code, "DM", "280.0", "17OV", "3400"] for code in PRACTICES]),
    )
    measures = [row for code in PRACTICES for row in qof.screening("Y56", code)]
    yield "qof/ACHIEVEMENT_LONDON_2122.csv", _csv(qof.ACHIEVEMENT, measures)


def _geographies() -> tuple[list[str], list[list[str]]]:
    headings = [
        "REGION_ODS_CODE",
        "REGION_ONS_CODE",
        "REGION_NAME",
        "ICB_ODS_CODE",
        "ICB_ONS_CODE",
        "ICB_NAME",
        "SUB_ICB_ODS_CODE",
        "SUB_ICB_ONS_CODE",
        "SUB_ICB_NAME",
        "PCN_ODS_CODE",
        "PCN_NAME",
        "PRACTICE_CODE",
        "PRACTICE_NAME",
    ]
    areas = ["Y63", "E40000009", "North East", "QHM", "E54000050", "Cumbria", "16C", "E38000247"]
    areas += ["Tees Valley", "U89141", "Stockton PCN"]
    return headings, [[*areas, code, "The Surgery"] for code in PRACTICES]


def _with(row: list[str], place: int, cell: str) -> list[str]:
    return [*row[:place], cell, *row[place + 1 :]]


def _csv(headings: list[str], rows: list[list[str]]) -> bytes:
    return csv_bytes([headings, *rows])
