"""What each release says of organisations, as dated statements; one small reader per dataset."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow.compute as pc

from resilience.evidence.periods import next_day
from resilience.evidence.releases import Release
from resilience.evidence.store import Store
from resilience.organisations.derive.practices import Entry
from resilience.organisations.derive.timeline import Told
from resilience.organisations.models import Kind

Rows = list[dict[str, Any]]
ADDRESS = ("address_1", "address_2", "address_3", "town", "county")
PRACTICE_COLUMNS = [
    *("practice", "name", *ADDRESS, "postcode", "region", "high_level", "setting", "status"),
    *("opened", "closed", "joined", "commissioner", "current_commissioner"),
]
Pair = tuple[str, Kind]


@dataclass
class Statements:
    """All that is said: practices by vintage, names and dates of other organisations, who stands
    under whom (by child and kind of parent), and who succeeded whom.

    `finer` holds the parents named by sources that split what others lump together (London's DCO
    teams); within the years they cover they win. `active` counts a commissioner's practices.
    """

    vintages: set[date] = field(default_factory=set)
    practices: dict[str, dict[date, Entry]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[Pair, list[Told]] = field(default_factory=lambda: defaultdict(list))
    dates: dict[str, tuple[date | None, date | None]] = field(default_factory=dict)
    under: dict[tuple[str, Kind], list[Told]] = field(default_factory=lambda: defaultdict(list))
    finer: dict[tuple[str, Kind], list[Told]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[str, Kind] = field(default_factory=dict)
    successions: set[tuple[str, str, date]] = field(default_factory=set)
    active: Counter[str] = field(default_factory=Counter)
    renamed: list[tuple[date, str, str | None, str]] = field(default_factory=list)
    moves: list[tuple[date, str, Kind, str | None, str]] = field(default_factory=list)

    def name(self, code: str | None, kind: Kind, day: date, name: str | None) -> None:
        if code:
            self.kinds.setdefault(code, kind)
            if name:
                self.names[code, kind].append(Told(day, name))

    def put(
        self, child: str | None, kind: Kind, day: date, parent: str | None, **dates: date | None
    ) -> None:
        if child:
            self.under[child, kind].append(Told(day, parent, **dates))


def read_statements(store: Store) -> Statements:
    """Everything the releases in force say of organisations."""
    said = Statements()
    for dataset, reader in READERS.items():
        for release in store.current_of(dataset):
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


def _epraccur(said: Statements, store: Store, release: Release) -> None:
    day = release.period.ends
    said.vintages.add(day)
    seats: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for row in _english_practices(store, release):
        code = row["practice"]
        said.practices[code][day] = Entry(
            day,
            row["name"],
            ", ".join(row[part] for part in ADDRESS if row[part]),
            row["postcode"] or "",
            row["status"],
            row["opened"],
            row["closed"],
        )
        commissioner = row["current_commissioner"] or row["commissioner"]
        if row["status"] == "closed" or not commissioner:
            continue
        said.put(code, Kind.CCG, day, commissioner, since=row["joined"])
        if row["status"] == "active":
            said.active[commissioner] += 1
            seats[commissioner][row["region"], row["high_level"] or ""] += 1
    for commissioner, places in seats.items():
        region, above = places.most_common(1)[0][0]
        _seat(said, day, commissioner, region, above)


def _english_practices(store: Store, release: Release) -> Rows:
    rows = store.table(release, "practices", columns=PRACTICE_COLUMNS)
    in_england = pc.starts_with(pc.fill_null(rows["region"], ""), "Y")
    chosen = rows.filter(pc.and_(in_england, pc.equal(rows["setting"], "gp practice")))
    columns = [column.to_pylist() for column in chosen.columns]
    return [dict(zip(PRACTICE_COLUMNS, row, strict=True)) for row in zip(*columns, strict=True)]


def _seat(said: Statements, day: date, commissioner: str, region: str, above: str) -> None:
    """Put a commissioner under its region and its DCO team or STP/ICB.

    A vintage names either DCO teams or STPs and ICBs; the other kind is not there on its day.
    """
    said.kinds[region] = Kind.REGION
    said.put(commissioner, Kind.REGION, day, region)
    if not above:
        return
    kind = Kind.DCO if is_dco(above) else Kind.ICB
    said.kinds[above] = kind
    said.put(commissioner, kind, day, above)
    said.put(above, Kind.REGION, day, region)
    said.put(commissioner, Kind.ICB if kind is Kind.DCO else Kind.DCO, day, None)


def is_dco(code: str) -> bool:
    """DCO teams and the area teams before them have codes of Q and two digits (Q72, Q71a)."""
    return code[:1] == "Q" and code[1:3].isdigit()


def _eccg(said: Statements, store: Store, release: Release) -> None:
    day = release.period.ends
    for row in _rows(store, release, "commissioners"):
        code = row["commissioner"]
        if row["role"] not in ("commissioner", ""):
            continue
        said.name(code, Kind.CCG, day, row["name"])
        said.dates[code] = (row["opened"], row["closed"])
        if not row["closed"] and row["region"]:
            _seat(said, day, code, row["region"], row["high_level"] or "")


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
        if _is_network(row["pcn"]):
            said.name(row["pcn"], Kind.PCN, day, row["pcn_name"])
    for row in _distinct(store, release, "practices", "practice", "pcn"):
        if _is_network(row["pcn"]):
            said.put(row["practice"], Kind.PCN, day, row["pcn"])


def _is_network(code: str | None) -> bool:
    """Publishers write a bare U where a practice belongs to no network."""
    return bool(code) and code != "U"


def _area(said: Statements, day: date, row: dict[str, Any]) -> None:
    """A row that names a commissioner, its STP or ICB, and its region."""
    said.name(row["commissioner"], Kind.CCG, day, row["commissioner_name"])
    said.name(row["icb"], Kind.ICB, day, row["icb_name"])
    said.name(row["region"], Kind.REGION, day, row["region_name"])
    if row["region"]:
        said.put(row["commissioner"], Kind.ICB, day, row["icb"])
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
            said.put(row["commissioner"], Kind.REGION, day, row["region"])
            said.put(row["dco"], Kind.REGION, day, row["region"])
        if row["dco"]:
            said.finer[row["commissioner"], Kind.DCO].append(Told(day, row["dco"]))


def _payments(said: Statements, store: Store, release: Release) -> None:
    """The yearbook names area teams and DCO teams to 2018-19, and regions afterwards."""
    day = release.period.ends
    columns = ("commissioner", "commissioner_name", "dco", "dco_name")
    for row in _distinct(store, release, "practices", *columns):
        said.name(row["commissioner"], Kind.CCG, day, row["commissioner_name"])
        if row["dco"] and is_dco(row["dco"]):
            said.name(row["dco"], Kind.DCO, day, row["dco_name"])
            said.put(row["commissioner"], Kind.DCO, day, row["dco"])


def _succ(said: Statements, store: Store, release: Release) -> None:
    for row in _rows(store, release, "successions"):
        said.successions.add((row["predecessor"], row["successor"], row["day"]))


def _change_summary(said: Statements, store: Store, release: Release) -> None:
    day = release.period.starts
    for row in _rows(store, release, "footprints"):
        said.renamed.append((day, row["icb_name"], row["commissioner"], row["commissioner_name"]))
    for row in _rows(store, release, "closures"):
        said.dates[row["code"]] = (said.dates.get(row["code"], (None, None))[0], row["closed"])
    for table, kind, member in (
        ("practice_moves", Kind.PRACTICE, "practice"),
        ("network_moves", Kind.PCN, "pcn"),
    ):
        for row in _rows(store, release, table):
            said.moves.append(
                (day, row[member], kind, row["commissioner"], row["commissioner_name"])
            )


READERS: dict[str, Callable[[Statements, Store, Release], None]] = {
    "ods_epraccur": _epraccur,
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
    yield from READERS
