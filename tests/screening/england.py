"""A small England as files: forty practices of two commissioners, with points and staff."""

from __future__ import annotations

from pathlib import Path

from resilience.evidence.loading import load
from resilience.evidence.store import Store
from tests.evidence.publishing import TODAY, write_csv
from tests.organisations.publishing import register_row

NORTH = [f"A81{n:03}" for n in range(1, 21)]
MANCHESTER = [f"P81{n:03}" for n in range(1, 21)]
HEADINGS = ["practice", "indicator", "period", "numerator", "denominator", "value", "source"]


def register(folder: Path, *, closed: tuple[str, ...] = ()) -> Path:
    """The register of May 2018; who is `closed` closed on 31 March 2018."""
    rows = [
        register_row(
            code,
            "Y54",
            above,
            "C" if code in closed else "A",
            commissioner,
            "20130401",
            closed="20180331" if code in closed else "",
        )
        for codes, above, commissioner in ((NORTH, "Q74", "00K"), (MANCHESTER, "Q83", "00T"))
        for code in codes
    ]
    return write_csv(folder / "2018-05" / "epraccur.csv", rows)


def points(folder: Path, period: str = "2017-18", **other: float) -> Path:
    """95% of the QOF points for everybody, or `other` for the practices named."""
    return figures(
        folder / f"points-{period}.csv",
        "qof_points_percent",
        period,
        {code: other.get(code, 95.0) for code in (*NORTH, *MANCHESTER)},
    )


def figures(path: Path, indicator: str, period: str, values: dict[str, float | str]) -> Path:
    rows = [[code, indicator, period, "", "", value, "a return"] for code, value in values.items()]
    return write_csv(path, [HEADINGS, *rows])


def loaded(home: Path, *paths: Path) -> Store:
    store = Store(home)
    for path in paths:
        (outcome,) = load([path], store, today=TODAY)
        assert outcome.status == "loaded", outcome
    return store
