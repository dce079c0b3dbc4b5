#!/usr/bin/env python3
"""Turn tables of real values that have no publisher's layout into the analyst's CSV.

    python scripts/analyst_figures.py workforce_year.csv.gz cqc.csv.gz cached_all_data.csv.gz a.csv

The last path is written, the others are read and recognised by their headings. docs/datasets.md
says where the three tables come from, and why each row has the period that it is given here.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

COLUMNS = ("practice", "indicator", "period", "numerator", "denominator", "value", "source")
FIRST_MEAN = 2021
LAST_YEAR, LAST_MONTH = 2023, "2024-04"
PRACTICE = re.compile("[A-Z][0-9A-Z]{5}")
"""Branch surgeries and areas have longer codes, and some rows have 'NA'."""
Table = Iterable[dict[str, str]]
Figure = tuple[str, str, str, str, str, str, str]


def workforce(rows: Table) -> Iterator[Figure]:
    """Patients per fully qualified GP, and how many such GPs there are.

    Year N is the financial year that ends in N. To 2020 a row is the snapshot of September N-1;
    after that it is the mean of the year's snapshots, which the fractions of patients show.
    """
    for row in rows:
        year = int(row["Year"])
        snapshot = year < FIRST_MEAN
        period = f"{year - 1}-09" if snapshot else f"{year - 1}-{year % 100:02d}"
        kind = "snapshot of September" if snapshot else "mean over the financial year"
        source = f"General Practice Workforce, {kind}, GPs without trainees and locums"
        practice, patients = row["Practice.Code"], row["TOTAL_PATIENTS"]
        gps, people = row["TOTAL_GP_EXTGL_FTE"], row["TOTAL_GP_EXTGL_HC"]
        yield practice, "patients_per_gp", period, patients, gps, "", source
        yield practice, "gp_headcount", period, "", "", people, source


def ratings(rows: Table) -> Iterator[Figure]:
    """The overall rating that was in force at the end of each year, and in April 2024.

    The table has the latest rating as of April 2024 and the year it was published in, so it was in
    force from that year's end on. What was in force before is not known from it.
    """
    latest: dict[str, dict[str, str]] = {}
    for row in rows:
        if (row["service_population_group"], row["domain"]) == ("Overall", "Overall"):
            held = latest.setdefault(row["Practice.Code"], row)
            if row["Year"] > held["Year"]:
                latest[row["Practice.Code"]] = row
    for practice, row in latest.items():
        published = int(row["Year"])
        source = f"CQC, latest rating as of April 2024, published in {published}"
        for period in (*map(str, range(published, LAST_YEAR + 1)), LAST_MONTH):
            yield practice, "cqc_overall_rating", period, "", "", row["latest_rating"], source


def prescribing(rows: Table) -> Iterator[Figure]:
    """Items of the calendar year 2018 per patient on the mean list of its twelve months.

    The workforce beside them is of September 2019 and the QOF points of 2018-19: those are not
    taken. Cost centres without a list of patients are passed over.
    """
    source = "English prescribing data, items of 2018 over the mean list of 2018"
    for row in rows:
        if row["list_size"] and row["total_items"]:
            items, patients = row["total_items"], row["list_size"]
            yield row["code"], "prescribing_items_per_patient", "2018", items, patients, "", source


TABLES: list[tuple[set[str], Callable[[Table], Iterator[Figure]]]] = [
    ({"Practice.Code", "Year", "TOTAL_PATIENTS", "TOTAL_GP_EXTGL_HC"}, workforce),
    ({"Practice.Code", "Year", "domain", "latest_rating"}, ratings),
    ({"code", "total_items", "list_size"}, prescribing),
]


def read(path: Path) -> list[Figure]:
    """The figures of one table about practices; rows that say the same twice count once."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        for headings, figures in TABLES:
            if headings <= set(rows.fieldnames or ()):
                return [f for f in dict.fromkeys(figures(rows)) if PRACTICE.fullmatch(f[0])]
    sys.exit(f"{path}: none of the tables that docs/datasets.md has a recipe for")


def main() -> None:
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    *tables, out = map(Path, sys.argv[1:])
    figures = [figure for path in tables for figure in read(path)]
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(figures)
    print(f"{out}: {len(figures):,} figures")


if __name__ == "__main__":
    main()
