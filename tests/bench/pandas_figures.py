"""What an analyst's script would do: read the publishers' files with pandas, work out indicators.

It keeps a table of indicator, practice, period and value. It says nothing of where a value comes
from or why there is none, rejects nothing, and fails when a layout changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from resilience.evidence.indicators import Indicator, Source, indicators

Read = Callable[[Path], pd.DataFrame]
PAYMENTS = {
    "practice": "practice code",
    "registered_patients": "(average )?number of registered patients.*",
    "weighted_patients": "(average )?number of weighted patients.*",
    "global_sum": "global sum",
    "qof": "total qof payments",
    "premises": "premises payments",
    "locums": "total locum allowances",
    "local_schemes": "(total )?local (incentive schemes|enhanced services)",
    "total_payments": "total nhs payments to general practice",
}


def figures(files: dict[str, list[Path]]) -> pd.DataFrame:
    """Every value of the indicators that the files of each dataset answer."""
    parts = []
    for dataset, paths in files.items():
        for path in paths:
            rows = READERS[dataset](path)
            parts += [_values(one, source, rows) for one, source in answered(dataset, rows)]
    return pd.concat(parts)


def answered(dataset: str, rows: pd.DataFrame) -> Iterator[tuple[Indicator, Source]]:
    for one in indicators().values():
        for source in one.sources:
            if source.dataset == dataset and {*source.measures, *source.where} <= {*rows.columns}:
                yield one, source


def _values(one: Indicator, source: Source, rows: pd.DataFrame) -> pd.DataFrame:
    for column, wanted in source.where.items():
        rows = rows[rows[column] == wanted]
    if source.value:
        value = rows[source.value]
    else:
        value = rows[source.numerator] / rows[source.denominator].replace(0, np.nan) * one.scale
    found = {"indicator": one.id, "practice": rows.practice, "period": rows.period, "value": value}
    return pd.DataFrame(found).dropna(subset=["value"])


def _payments(path: Path) -> pd.DataFrame:
    rows = pd.read_csv(path, thousands=",", encoding="cp1252", low_memory=False)
    headings = rows.columns.str.lower().str.strip()
    found = {}
    for name, pattern in PAYMENTS.items():
        if (fits := headings.str.fullmatch(rf"(?:{pattern})\d*")).any():
            found[name] = rows[rows.columns[fits][0]]
    measures = pd.DataFrame(found)
    for name in measures.columns.drop("practice"):
        measures[name] = pd.to_numeric(measures[name], errors="coerce")
    return measures.assign(period=path.parent.name)


def _lists(path: Path) -> pd.DataFrame:
    rows = pd.read_csv(path)
    names = {"CODE": "practice", "NUMBER_OF_PATIENTS": "patients", "EXTRACT_DATE": "period"}
    rows = rows.rename(columns=names)
    return rows.assign(patients=pd.to_numeric(rows.patients, errors="coerce"))


def _prevalence(path: Path) -> pd.DataFrame:
    rows = pd.read_csv(path)
    rows.columns = ["practice", "group", "register", "list_type", "list_size"]
    return rows.assign(period=path.parent.name)


def _consultations(path: Path) -> pd.DataFrame:
    rows = _sheet(path, "Table 2", "GP Code")
    found = rows[["Month", "GP Code"]].set_axis(["period", "practice"], axis=1)
    found["submissions"] = pd.to_numeric(rows["Submissions"], errors="coerce")
    found["patients"] = pd.to_numeric(rows["Registered Patient Count"], errors="coerce")
    unknown = rows["Supplier"].str.lower().isin(["none/unknown", "no data"])
    unknown &= found.submissions == 0
    if "Participation" in rows:
        unknown |= rows["Participation"].eq(0)
    found.loc[unknown, "submissions"] = np.nan
    return found


def _telephony(path: Path) -> pd.DataFrame:
    rows = _sheet(path, "Table 3", "GP Practice \n(ODS_CODE)")
    rows = rows[rows["GP Practice"].astype(str).str.fullmatch("[A-Z][0-9A-Z]{5}")]
    found = rows[["Month", "GP Practice"]].set_axis(["period", "practice"], axis=1)
    wanted = {"inbound": "Count of Inbound calls", "answered": "Answered", "missed": "Missed"}
    for name, heading in wanted.items():
        found[name] = pd.to_numeric(rows[heading], errors="coerce")
    return found


def _sheet(path: Path, sheet: str, heading: str) -> pd.DataFrame:
    """What is below the row of headings that has this one, without their footnotes."""
    cells = pd.read_excel(path, sheet_name=sheet, header=None)
    at = cells.index[cells.eq(heading).any(axis=1)][0]
    headings = cells.loc[at].astype(str).str.replace(r"\s*[\[(].*", "", regex=True)
    return cells.loc[at + 1 :].set_axis(headings, axis=1)


READERS: dict[str, Read] = {
    "gp_payments": _payments,
    "patients_registered": _lists,
    "qof_prevalence": _prevalence,
    "online_consultations": _consultations,
    "cloud_telephony": _telephony,
}
"""The datasets that the script reads; of all that are loaded they have most of the bytes."""
