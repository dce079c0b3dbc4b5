"""The register of practices (epraccur) across its vintages, read column by column.

A vintage repeats nearly all of the one before, so what several say alike of a practice is kept
once: a tenth of a million rows become a few tens of thousands.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from resilience.evidence.store import Store
from resilience.organisations.derive.practices import ACTIVE, Entry
from resilience.organisations.derive.statements import Statements
from resilience.organisations.derive.timeline import Told
from resilience.organisations.models import Kind

DATASET = "ods_epraccur"
ADDRESS = ("address_1", "address_2", "address_3", "town", "county")
READ = [
    *("practice", "name", *ADDRESS, "postcode", "region", "high_level", "setting", "status"),
    *("opened", "closed", "joined", "commissioner", "current_commissioner"),
]
SAID = ["name", "address", "postcode", "status", "opened", "closed", "joined", "commissioner"]
SEAT = ["region", "high_level"]


def read_register(said: Statements, store: Store) -> None:
    """Every vintage into statements; of two releases that end on one day the later one counts."""
    releases = {release.period.ends: release for release in store.current_of(DATASET)}
    days = sorted(releases)
    if not days:
        return
    said.vintages |= set(days)
    vintages = []
    for number, day in enumerate(days):
        said.source = releases[day].id
        rows = _english_practices(store.table(releases[day], "practices", columns=READ))
        _seats(said, day, rows.filter(pc.equal(rows["status"], ACTIVE)))
        numbers = pa.array([number], pa.int32()).take(pa.array([0] * len(rows)))
        vintages.append(rows.drop_columns(SEAT).append_column("vintage", numbers))
    sources = [releases[day].id for day in days]
    runs = _runs(pa.concat_tables(vintages)).to_pydict()
    for code, first, last, *facts in zip(
        *(runs[name] for name in ("practice", "first", "last", *SAID)), strict=True
    ):
        *entry, joined, commissioner = facts
        source = sources[first]
        said.practices[code].append(Entry._make([days[first], days[last], *entry, source]))
        if commissioner:
            told = said.under[code, Kind.CCG]
            for vintage in sorted({first, last}):
                told.append(Told(days[vintage], commissioner, joined, None, source))


def _english_practices(rows: pa.Table) -> pa.Table:
    in_england = pc.starts_with(pc.fill_null(rows["region"], ""), "Y")
    rows = rows.filter(pc.and_(in_england, pc.equal(rows["setting"], "gp practice")))
    # Never all null: a row without any part would be left out of the answer.
    parts = [pc.fill_null(rows[ADDRESS[0]], ""), *(rows[part] for part in ADDRESS[1:])]
    address = pc.binary_join_element_wise(*parts, ", ", null_handling="skip")
    address = pc.utf8_ltrim(address, ", ")
    commissioner = pc.coalesce(rows["current_commissioner"], rows["commissioner"])
    return pa.table(
        {
            "practice": rows["practice"],
            "name": rows["name"],
            "address": address,
            "postcode": pc.fill_null(rows["postcode"], ""),
            **{name: rows[name] for name in ("status", "opened", "closed", "joined")},
            "commissioner": commissioner,
            "region": rows["region"],
            "high_level": pc.fill_null(rows["high_level"], ""),
        }
    )


def _runs(rows: pa.Table) -> pa.Table:
    """Rows of one practice that say the same in vintages one after the other, made one: with the
    numbers of its `first` and its `last` vintage; by practice, the earliest first."""
    rows = rows.sort_by([("practice", "ascending"), ("vintage", "ascending")]).combine_chunks()
    here, before = rows.slice(1), rows.slice(0, len(rows) - 1)
    follows = pc.equal(here["vintage"], pc.add(before["vintage"], 1))
    for name in ("practice", *SAID):
        both_blank = pc.and_(pc.is_null(here[name]), pc.is_null(before[name]))
        same = pc.or_(pc.fill_null(pc.equal(here[name], before[name]), False), both_blank)
        follows = pc.and_(follows, same)
    begins = pa.chunked_array([pa.array([True]), *pc.invert(follows).chunks])
    ends = pa.chunked_array([*pc.invert(follows).chunks, pa.array([True])])
    runs = rows.filter(begins).rename_columns({"vintage": "first"})
    return runs.append_column("last", rows["vintage"].filter(ends))


def _seats(said: Statements, day: date, active: pa.Table) -> None:
    """Put each commissioner where most of its active practices are."""
    counted = active.group_by(["commissioner", *SEAT], use_threads=False).aggregate(
        [([], "count_all")]
    )
    most: dict[str, tuple[int, str, str]] = {}
    total: dict[str, int] = defaultdict(int)
    for row in counted.to_pylist():
        if commissioner := row["commissioner"]:
            total[commissioner] += row["count_all"]
            seat = row["count_all"], row["region"], row["high_level"]
            most[commissioner] = max(seat, most.get(commissioner, seat))
    for commissioner, (_, region, above) in most.items():
        said.active[commissioner] = max(total[commissioner], said.active.get(commissioner, 0))
        seat_commissioner(said, day, commissioner, region, above)


def seat_commissioner(
    said: Statements, day: date, commissioner: str, region: str, above: str
) -> None:
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
    """DCO teams and the area teams before them have codes of Q and two digits (Q72, Q71A)."""
    return code[:1] == "Q" and code[1:3].isdigit()
