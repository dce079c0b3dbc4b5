"""How the releases of each datasetare read into statements: one small reader per dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from resilience.evidence.periods import next_day
from resilience.evidence.releases import Release
from resilience.evidence.store import Store
from resilience.organisations.derive.register import (
    DATASET,
    is_dco,
    read_register,
    seat_commissioner,
)
from resilience.organisations.derive.statements import Footprint, Move, Statements
from resilience.organisations.derive.timeline import Told
from resilience.organisations.models import Kind

Rows = list[dict[str, Any]]


def read_statements(store: Store) -> Statements:
    """Everything the releases in force say of organisations, each dataset's earliest first."""
    said = Statements()
    read_register(said, store)
    for dataset, reader in READERS.items():
        for release in store.current_of(dataset):
            said.source = release.id
            reader(said, store, release)
    return said


def _rows(store: Store, release: Release, table: str) -> Rows:
    rows: Rows = store.table(release, table).to_pylist()
    return rows


def _distinct(store: Store, release: Release, table: str, *columns: str) -> Rows:
    """The different rows of some columns: a structure is repeated for every practice."""
    whole = store.table(release, table, columns=list(columns))
    rows: Rows = whole.group_by(list(columns), use_threads=False).aggregate([]).to_pylist()
    return rows


def _eccg(said: Statements, store: Store, release: Release) -> None:
    day = release.period.ends
    for row in _rows(store, release, "commissioners"):
        code = row["commissioner"]
        if row["role"] not in ("commissioner", None):
            continue
        said.name(code, Kind.CCG, day, row["name"])
        said.dates[code] = (row["opened"], row["closed"])
        if not row["closed"] and row["region"]:
            seat_commissioner(said, day, code, row["region"], row["high_level"] or "")


def _epcn(said: Statements, store: Store, release: Release) -> None:
    day = release.period.ends
    for row in _rows(store, release, "networks"):
        said.name(row["pcn"], Kind.PCN, day, row["name"])
        said.dates[row["pcn"]] = (row["opened"], row["closed"])
        said.put(row["pcn"], Kind.CCG, day, row["commissioner"])
    for row in _rows(store, release, "members"):
        until = next_day(row["ends"]) if row["ends"] else None
        said.put(row["practice"], Kind.PCN, day, row["pcn"], since=row["starts"], until=until)


def _geographies(said: Statements, store: Store, release: Release) -> None:
    day = release.period.ends
    areas = ("commissioner", "commissioner_name", "icb", "icb_ons", "icb_name")
    regions = ("region", "region_name")
    for row in _distinct(store, release, "practices", *areas, *regions):
        _area(said, day, row)
    for row in _distinct(store, release, "practices", "pcn", "pcn_name"):
        if row["pcn"]:
            said.name(row["pcn"], Kind.PCN, day, row["pcn_name"])
    for row in _distinct(store, release, "practices", "practice", "pcn"):
        said.put(row["practice"], Kind.PCN, day, row["pcn"])


def _area(said: Statements, day: date, row: dict[str, Any]) -> None:
    """A row that names a commissioner, its STP or ICB, and its region."""
    said.name(row["commissioner"], Kind.CCG, day, row["commissioner_name"])
    said.name(row["icb"], Kind.ICB, day, row["icb_name"])
    said.name(row["region"], Kind.REGION, day, row["region_name"])
    if row["region"]:
        said.put(row["commissioner"], Kind.ICB, day, row["icb"])
        said.put(row["commissioner"], Kind.DCO, day, None)
        said.put(row["commissioner"], Kind.REGION, day, row["region"])
        said.put(row["icb"], Kind.REGION, day, row["region"])


def _ons_lookup(said: Statements, store: Store, release: Release) -> None:
    for row in _rows(store, release, "areas"):
        _area(said, release.period.ends, row)


def _qof(said: Statements, store: Store, release: Release) -> None:
    """The yearbook shows the structure of the day after its year, when changes take effect."""
    day = next_day(release.period.ends)
    columns = ("commissioner", "commissioner_name", "dco", "dco_name", "region", "region_name")
    for row in _distinct(store, release, "practices", *columns):
        said.name(row["commissioner"], Kind.CCG, day, row["commissioner_name"])
        said.name(row["region"], Kind.REGION, day, row["region_name"])
        said.name(row["dco"], Kind.DCO, day, row["dco_name"])
        if row["region"]:
            said.put(row["commissioner"], Kind.REGION, day, row["region"], changed=day)
            said.put(row["dco"], Kind.REGION, day, row["region"], changed=day)
        if row["dco"]:
            told = Told(day, row["dco"], source=release.id, changed=day)
            said.finer[row["commissioner"], Kind.DCO].append(told)


def _payments(said: Statements, store: Store, release: Release) -> None:
    """The yearbook names area teams and DCO teams to 2018-19, and regions afterwards."""
    day = release.period.ends
    columns = ("commissioner", "commissioner_name", "dco", "dco_name")
    for row in _distinct(store, release, "practices", *columns):
        said.spare_name(row["commissioner"], Kind.CCG, day, row["commissioner_name"])
        if row["dco"] and is_dco(row["dco"]):
            said.kinds.setdefault(row["dco"], Kind.DCO)
            said.spare_name(row["dco"], Kind.DCO, day, row["dco_name"])
            said.put(row["commissioner"], Kind.DCO, day, row["dco"])


def _succ(said: Statements, store: Store, release: Release) -> None:
    for row in _rows(store, release, "successions"):
        said.successions[row["predecessor"], row["successor"], row["day"]] = release.id


def _change_summary(said: Statements, store: Store, release: Release) -> None:
    day = release.period.starts
    for row in _rows(store, release, "new_boards"):
        said.name(row["icb"], Kind.ICB, day, row["icb_name"])
    for row in _rows(store, release, "footprints"):
        names = row["icb_name"], row["commissioner"], row["commissioner_name"]
        said.footprints.append(Footprint(day, *names, release.id))
    for row in _rows(store, release, "closures"):
        said.dates[row["code"]] = (said.dates.get(row["code"], (None, None))[0], row["closed"])
    for table, kind, member in (
        ("practice_moves", Kind.PRACTICE, "practice"),
        ("network_moves", Kind.PCN, "pcn"),
    ):
        for row in _rows(store, release, table):
            to = row["commissioner"], row["commissioner_name"]
            said.moves.append(Move(day, row[member], kind, *to, release.id))


READERS: dict[str, Callable[[Statements, Store, Release], None]] = {
    "ods_eccg": _eccg,
    "ods_epcn": _epcn,
    "ons_lookup": _ons_lookup,
    "qof_geographies": _geographies,
    "patients_map": _geographies,
    "qof_achievement": _qof,
    "gp_payments": _payments,
    "ods_succ": _succ,
    "icb_change_summary": _change_summary,
}


def organisation_datasets() -> Iterator[str]:
    """The datasets whose releases change the picture of England."""
    yield DATASET
    yield from READERS
