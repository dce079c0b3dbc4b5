"""Files as they may arrive: whatever was done to one on its way, no number is silently another.

Every dataset's specimen goes through every mishap, and a cut of each real file through the same in
the slow part. What may come of a mishap is stated in each test.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilience.evidence.datasets import registered
from resilience.evidence.sources import find_files, open_sources
from tests.evidence.fuzzing import mutations
from tests.evidence.fuzzing.made import made
from tests.evidence.fuzzing.reading import Reading, changed_values, read, read_specimen
from tests.evidence.fuzzing.specimens import Specimen, csv_bytes, cut

DATASETS = sorted(registered())
NO_CSV = {
    "cloud_telephony",
    "cqc_locations",
    "icb_boundaries",
    "icb_change_summary",
    "ods_epcn",
    "online_consultations",
}
"""Listed, for to make the specimens takes seconds, which to list the tests need not."""
NO_NUMBER = ["", " ", "*", "N/A", "1e5", "٣", "NaN", "inf", "-inf", "1e308", "x" * 5000, "a\x01b"]
NO_NUMBER += ["0x10", "1_000", "12 345", "9" * 20, "00010101", "#REF!", "null", "2026-13-45"]
NO_NUMBER += ["31/02/2020", "00000000", "2018/19 Q9", "0001 Q1", "[[["]
NUMBERS = ["1,234", "£12", "12%", "-1", "3.5", "13"]
"""What people and programs put into cells: what is no number, and what may be one."""
QUICK = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
HARD = settings(QUICK, max_examples=1500)


@cache
def unchanged(dataset: str) -> Reading:
    return read_specimen(made()[dataset])


def test_every_dataset_of_the_register_has_a_specimen_that_is_read() -> None:
    assert set(made()) == set(DATASETS)
    assert {d for d in DATASETS if made()[d].kind != "csv"} == NO_CSV
    assert {d for d in DATASETS if unchanged(d).refused or unchanged(d).outcome.rejects} == set()


@pytest.mark.parametrize("dataset", DATASETS)
def test_columns_in_another_order_or_among_others_are_the_same_figures_or_refused(dataset) -> None:
    assert list(_reordered(made()[dataset], unchanged(dataset))) == []


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_column_dropped_or_renamed_is_missed_and_never_taken_from_another(dataset) -> None:
    assert list(_dropped(made()[dataset], unchanged(dataset))) == []


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_heading_over_two_columns_is_refused_unless_they_say_the_same(dataset) -> None:
    assert list(_repeated_headings(made()[dataset], unchanged(dataset))) == []


@pytest.mark.parametrize("dataset", sorted({*DATASETS} - {"icb_change_summary"}))
def test_rows_that_stand_twice_count_once(dataset) -> None:
    specimen, before = made()[dataset], unchanged(dataset)
    for name, grid in _tables(specimen):
        twice = mutations.rows_repeated(grid, specimen.headings[name])
        after = read_specimen(specimen.with_sheet(name, twice))
        assert changed_values(before, after) == []
        if not after.refused:
            assert {t: len(r) for t, r in after.tables.items()} == {
                t: len(r) for t, r in before.tables.items()
            }
            assert after.outcome.rejects > 0 or dataset == "cloud_telephony"


def _junk_in_a_cell(seed: int) -> None:
    chance = Random(seed)
    dataset = chance.choice(DATASETS)
    specimen, before = made()[dataset], unchanged(dataset)
    assert list(_junk(specimen, before, chance)) == []


@QUICK
@given(st.integers(0, 2**32))
def test_junk_in_a_cell_is_a_mark_a_reject_or_the_right_number(seed) -> None:
    _junk_in_a_cell(seed)


@pytest.mark.slow
@HARD
@given(st.integers(0, 2**32))
def test_much_junk(seed) -> None:
    _junk_in_a_cell(seed)


def _damaged_bytes(seed: int) -> None:
    """What a checksum covers is refused or the same; a plain file may be read or refused."""
    chance = Random(seed)
    dataset = chance.choice(DATASETS)
    specimen, before = made()[dataset], unchanged(dataset)
    content, name = specimen.content, specimen.name
    if specimen.kind != "xlsx" and chance.random() < 0.6:
        content, name = _packed(content, name, chance)
    damage = chance.choice([_flipped, mutations.bytes_inserted, mutations.bytes_removed, _cut_off])
    after = read(specimen.folder, name, damage(content, chance))
    if name.endswith((".gz", ".zip")):
        assert changed_values(before, after) == []


@QUICK
@given(st.integers(0, 2**32))
def test_damaged_bytes_are_refused_in_a_sentence_and_in_time(seed) -> None:
    _damaged_bytes(seed)


@pytest.mark.slow
@HARD
@given(st.integers(0, 2**32))
def test_many_damaged_bytes(seed) -> None:
    _damaged_bytes(seed)


@pytest.mark.parametrize("dataset", sorted({*DATASETS} - NO_CSV))
def test_another_programs_way_to_write_it_is_the_same_or_refused(dataset) -> None:
    specimen, before = made()[dataset], unchanged(dataset)
    (grid,) = specimen.sheets.values()
    text = specimen.content.decode()
    ways = [text.encode("utf-16"), text.encode("utf-8-sig"), csv_bytes(grid, ending="\r")]
    for content in ways:
        after = read(specimen.folder, specimen.name, content)
        assert not after.refused
        assert changed_values(before, after) == []
    for separator, called in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        after = read(specimen.folder, specimen.name, csv_bytes(grid, separator))
        assert after.refused
        assert called in after.outcome.message or ";" in text


@pytest.mark.slow
def test_a_cut_of_each_real_file_goes_through_the_same(real_data: Path) -> None:
    wrong = []
    for path in find_files([real_data]):
        try:
            specimens = [cut(source, 40) for source in open_sources(path) if source.is_table]
        except ValueError:
            continue
        for specimen in specimens:
            before = read_specimen(specimen)
            if before.refused:
                continue
            chance = Random(path.name)
            for mishap in (_reordered, _dropped):
                wrong += [f"{path.name}: {what}" for what in mishap(specimen, before)]
            for _ in range(20):
                wrong += [f"{path.name}: {what}" for what in _junk(specimen, before, chance)]
    assert not wrong, "\n".join(wrong)


SEEN = [
    ("cloud_telephony", "calls", "answered", "missed"),
    ("cloud_telephony", "answered", "inbound", "answered"),
    ("cloud_telephony", "answered", "waited_under_1_minute", "answered"),
    ("cqc_locations", "locations", "location", "practice"),
    ("cqc_locations", "locations", "practice", "name"),
    ("fingertips", "values", "indicator", "value"),
    ("fingertips", "values", "value", "upper"),
    ("gp_patient_survey", "practices", "distributed", "received"),
    ("gp_payments", "practices", "total_payments", "deductions"),
    ("gp_payments", "practices", "registered_patients", "global_sum"),
    ("gp_payments", "practices", "dco", "commissioner"),
    ("gp_workforce", "practices", "gps", "gps_fte"),
    ("gp_workforce", "practices", "gps", "gps_permanent"),
    ("gp_workforce", "practices", "patients", "patients_male_85_plus"),
    ("online_consultations", "practices", "submissions", "patients"),
    ("online_consultations", "practices", "submissions", "administrative"),
    ("online_consultations", "practices", "pcn", "commissioner"),
    ("ods_epcn", "members", "practice", "pcn"),
    ("ods_epraccur", "practices", "high_level", "commissioner"),
    ("ods_ebranchs", "branches", "region", "high_level"),
    ("ons_lookup", "areas", "icb_ons", "icb"),
    ("patients_map", "practices", "commissioner", "icb"),
    ("patients_map", "practices", "commissioner", "commissioner_ons"),
    ("patients_map", "practices", "pcn", "practice"),
    ("patients_registered", "lists", "commissioner", "practice"),
    ("practice_coordinates", "practices", "latitude", "longitude"),
    ("qof_achievement", "practices", "points", "points_percent"),
    ("qof_achievement", "practices", "points", "list_size"),
    ("qof_geographies", "practices", "region", "icb"),
    ("qof_indicator_mapping", "indicators", "group", "list_type"),
    ("qof_prevalence", "registers", "register", "list_size"),
    ("qof_prevalence", "registers", "group", "list_type"),
    ("qof_raw_achievement", "achievement", "measure", "indicator"),
]
"""Columns whose values, one under the other's heading, can be known to be in the wrong place.

Addends of one total (two kinds of payment, two bands of age) can't: the total stays as it was.
"""


@pytest.mark.parametrize(("dataset", "table", "one", "other"), SEEN)
def test_values_under_each_others_headings_are_seen(dataset, table, one, other) -> None:
    specimen, before = made()[dataset], unchanged(dataset)
    seen = False
    for name, grid in _tables(specimen):
        used = specimen.used[name]
        if one in used and other in used:
            heading = specimen.headings[name]
            swapped = mutations.values_swapped(grid, used[one], used[other], heading)
            after = read_specimen(specimen.with_sheet(name, swapped))
            seen |= after.refused or len(after.tables[table]) < len(before.tables[table])
            assert changed_values(before, after) == []
    assert seen


# --- the mishaps


def _tables(specimen: Specimen) -> Iterator[tuple[str, mutations.Grid]]:
    """The sheets that hold a table; all of them where the dataset reads them in its own way."""
    for name, grid in specimen.sheets.items():
        if grid and (name in specimen.used or not specimen.used):
            yield name, grid


def _some(specimen: Specimen, sheet: str) -> list[int]:
    """A few of the columns that are read, the same each time."""
    places = sorted(set(specimen.used.get(sheet, {}).values())) or [*range(1, 6)]
    return Random(3).sample(places, min(len(places), 8))


def _reordered(specimen: Specimen, before: Reading) -> Iterator[str]:
    """Columns without headings can't be told apart by anything but what stands in them: text in
    another text's place is not seen, but no code, day or number is another."""
    for name, grid in _tables(specimen):
        width, heading = max(map(len, grid)), specimen.headings.get(name, 0)
        order = Random(1).sample(range(width), width)
        grids = [mutations.columns_reordered(grid, order)]
        if heading and specimen.kind != "json":
            grids.append(mutations.column_inserted(grid, width // 2, heading - 1, "Mystery", "7"))
        for changed in grids:
            after = read_specimen(specimen.with_sheet(name, changed))
            yield from changed_values(before, after)


def _dropped(specimen: Specimen, before: Reading) -> Iterator[str]:
    for name, grid in _tables(specimen):
        heading = specimen.headings.get(name, 0)
        for place in _some(specimen, name):
            for changed in (
                mutations.column_dropped(grid, place),
                mutations.column_renamed(grid, place, heading, "Renamed"),
            ):
                if changed == grid:
                    continue
                after = read_specimen(specimen.with_sheet(name, changed))
                yield from changed_values(before, after)


def _repeated_headings(specimen: Specimen, before: Reading) -> Iterator[str]:
    chance = Random(2)
    for name, grid in _tables(specimen):
        heading = specimen.headings.get(name, 0)
        if not heading or specimen.kind == "json":
            continue
        for place in _some(specimen, name):
            over = chance.choice([i for i in range(max(map(len, grid))) if i != place])
            changed = mutations.heading_repeated(grid, place, heading, over)
            after = read_specimen(specimen.with_sheet(name, changed))
            yield from changed_values(before, after)


def _junk(specimen: Specimen, before: Reading, chance: Random) -> Iterator[str]:
    name, grid = chance.choice(list(_tables(specimen)))
    heading = specimen.headings.get(name, 0)
    places = sorted(set(specimen.used.get(name, {}).values())) or range(1, 5)
    line, place = chance.randrange(heading, len(grid)) + 1, chance.choice(list(places))
    if len(grid[line - 1]) <= place:
        return
    junk = chance.choice([*NO_NUMBER, *NUMBERS])
    after = read_specimen(
        specimen.with_sheet(name, mutations.cell_changed(grid, line, place, junk))
    )
    words = junk.strip()
    allowed = [words, words.upper(), words.lower(), words.capitalize()]
    lines = {row["line"] for rows in before.tables.values() for row in rows}
    # A row of a derived table stands for several lines, the first of which it bears.
    above = grid[: line - 1] if specimen.kind == "csv" else []  # its cells may go over lines
    over_several = sum(cell.count("\n") for row in above for cell in row)
    lines = lines if specimen.dataset == "qof_raw_achievement" else {line + over_several}
    if junk in NUMBERS:
        return  # it may be read, and then what is summed from it differs too
    for what in changed_values(before, after, allowed=allowed, lines=lines):
        yield f"{junk[:20]!r} in column {place + 1}: {what}"


def _packed(content: bytes, name: str, chance: Random) -> tuple[bytes, str]:
    if chance.random() < 0.5:
        return gzip.compress(content), f"{name}.gz"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue(), f"{name}.zip"


def _flipped(content: bytes, chance: Random) -> bytes:
    return mutations.bytes_flipped(content, chance, chance.choice([1, 5, 50]))


def _cut_off(content: bytes, chance: Random) -> bytes:
    return mutations.cut_off(content, chance)
