"""A small England in the publishers' layouts: three vintages of the register and other lists."""

from __future__ import annotations

from pathlib import Path

from resilience.evidence.loading import load
from resilience.evidence.store import Store
from tests.evidence.publishing import TODAY, Rows, write_csv, write_workbook

CODES = ("A81001", "A81002", "A81003", "B81001")


def register_row(
    code: str, region: str, above: str, status: str, commissioner: str, joined: str, **other: str
) -> list[str]:
    row = [""] * 27
    row[0:4] = [code, other.get("name", f"SURGERY {code}"), region, above]
    row[4], row[7], row[9] = "1 HIGH STREET", "TOWN", other.get("postcode", "TS18 1HU")
    row[10], row[11] = other.get("opened", "19740401"), other.get("closed", "")
    row[12] = status
    row[14], row[15], row[23] = commissioner, joined, commissioner
    row[25] = other.get("setting", "4")
    return row


def commissioner_row(code: str, name: str, region: str, above: str, closed: str = "") -> list[str]:
    row = [""] * 27
    row[0:4] = [code, name, region, above]
    row[10], row[11], row[13] = "20130401", closed, "C"
    return row


def files(folder: Path, practices: int = len(CODES)) -> list[Path]:
    """The files, in folders that name their periods. With more `practices` the rest are alike."""
    more = [f"P{number:05}" for number in range(practices - len(CODES))]
    first = [register_row(code, "Y54", "Q74", "A", "00K", "20130401") for code in (*CODES, *more)]
    second = [
        register_row("A81001", "Y54", "Q74", "A", "00K", "20130401", name="NEW SURGERY"),
        register_row("A81002", "Y54", "Q74", "C", "00K", "20130401", closed="20180331"),
        register_row("A81003", "Y54", "Q74", "D", "00K", "20130401"),
        register_row("B81001", "Y54", "Q72", "A", "03F", "20170401"),
        *first[len(CODES) :],
    ]
    third = [
        register_row("A81001", "Y63", "QHM", "ACTIVE", "16C", "20200401", setting="RO76"),
        register_row("A81003", "Y63", "QHM", "ACTIVE", "16C", "20200401", setting="RO76"),
        register_row("B81001", "Y63", "QOQ", "ACTIVE", "03F", "20170401", setting="RO76"),
        *(register_row(c, "Y63", "QHM", "ACTIVE", "16C", "20200401", setting="RO76") for c in more),
    ]
    commissioners = [
        commissioner_row("00K", "NHS HARTLEPOOL CCG", "Y63", "QHM", closed="20200331"),
        commissioner_row("16C", "NHS TEES VALLEY CCG", "Y63", "QHM"),
        commissioner_row("03F", "NHS HULL CCG", "Y63", "QOQ"),
    ]
    lookup = [
        ["ICB24CD", "ICB24CDH", "ICB24NM"],
        ["E54000050", "QHM", "NHS North East and North Cumbria Integrated Care Board"],
        ["E54000051", "QOQ", "NHS Humber and North Yorkshire Integrated Care Board"],
    ]
    return [
        write_csv(folder / "2016-01" / "epraccur.csv", first),
        write_csv(folder / "2018-05" / "epraccur.csv", second),
        write_csv(folder / "2026-02" / "epraccur.csv", third),
        write_csv(folder / "2025-12" / "eccg.csv", commissioners),
        write_csv(folder / "2024-12" / "lookup.csv", lookup),
        write_csv(folder / "2026-03" / "succ.csv", [["00K", "16C", "", "20200401", "1"]]),
        _networks(folder / "2024-10" / "ePCN.xlsx"),
    ]


def _networks(path: Path) -> Path:
    return write_workbook(path, _network_sheets())


def _network_sheets() -> dict[str, Rows]:
    return {
        "PCNDetails": [
            ["PCN Code", "PCN Name", "Current Sub ICB Loc Code", "Sub ICB Location", "Open Date",
             "Close Date", "Address Line 1", "Postcode"],
            ["U27349", "SEASIDE PCN", "16C", "NHS TEES VALLEY", "20190701", "", "1 HIGH STREET",
             "TS18 1HU"],
        ],
        "PCN Core Partner Details": [
            ["Partner Organisation Code", "Partner Name", "Practice Parent Sub ICB Loc Code",
             "Practice Parent Name", "PCN Code", "PCN Name", "PCN Parent Sub ICB Loc Code",
             "PCN Parent Name", "Practice to PCN Relationship Start Date",
             "Practice to PCN Relationship End Date", "Same"],
            ["A81001", "S", "16C", "X", "U27349", "SEASIDE PCN", "16C", "X", "20190701", "", "Y"],
        ],
    }  # fmt: skip


def loaded(paths: list[Path], home: Path) -> Store:
    """A store into which the files were loaded one after the other."""
    store = Store(home)
    for path in paths:
        (outcome,) = load([path], store, today=TODAY)
        assert outcome.status in ("loaded", "unchanged"), outcome
    return store
