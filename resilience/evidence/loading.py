"""Loading published files: recognise, read, check, keep; one plain outcome for each file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from resilience.evidence.datasets import recognise
from resilience.evidence.datasets.base import Match, Tables
from resilience.evidence.periods import Period, find_period
from resilience.evidence.releases import Release
from resilience.evidence.sheets import Unreadable
from resilience.evidence.sources import Source, find_files, open_sources, printable
from resilience.evidence.store import Store

LOADED, UNCHANGED, REJECTED, UNRECOGNISED = "loaded", "unchanged", "rejected", "unrecognised"

CUT_SHORT = 0.8
"""A file with fewer than this share of the rows of the release it would replace is held back
until a person gives its period, and so says that it is right."""
FEW_ROWS = 100
"""Releases smaller than this may shrink freely."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file; `rows` counts all rows read, `rejects` those put aside."""

    path: str
    status: str
    dataset: str = ""
    period: str = ""
    rows: int = 0
    rejects: int = 0
    message: str = ""


def load(
    paths: list[Path],
    store: Store,
    *,
    today: date,
    period: Period | None = None,
    synthetic: bool = False,
) -> Iterator[Outcome]:
    """Load files and folders one by one, yielding an outcome for each; never raises for a file.

    `period` overrules whatever content, names and folders say; `today` refuses periods that have
    not begun. What was loaded before stays whatever happens to the rest.
    """
    store.sweep()
    for path in find_files(paths):
        try:
            for source in open_sources(path):
                yield _load_source(source, store, period, today, synthetic)
        except Unreadable as problem:
            yield Outcome(printable(path), REJECTED, message=str(problem))


def _load_source(
    source: Source, store: Store, given: Period | None, today: date, synthetic: bool
) -> Outcome:
    if not source.is_table:
        kind = Path(source.name).suffix
        return Outcome(source.path, UNRECOGNISED, message=f"no dataset is read from a {kind} file")
    try:
        same = store.same_content(source.hash)
        if same and (given is None or given == same.period):
            return _outcome(source, UNCHANGED, same, f"the same content as {same.file}")
        found = recognise(source)
        if found is None:
            return Outcome(source.path, UNRECOGNISED, message=_unknown(source))
        if not found.complete:
            return Outcome(source.path, REJECTED, found.dataset.id, message=_lacking(found))
        release = _keep(source, found, store, given, today, synthetic)
    except Unreadable as problem:
        return Outcome(source.path, REJECTED, message=str(problem))
    except UnicodeError:
        why = "it holds half letters, as damaged files do; download it again"
        return Outcome(source.path, REJECTED, message=why)
    except MemoryError:
        why = "it is too large for the memory of this machine; nothing was changed"
        return Outcome(source.path, REJECTED, message=why)
    except OSError as error:
        why = f"it could not be kept in {store.folder} ({error.strerror}); nothing was changed"
        return Outcome(source.path, REJECTED, message=why)
    return _outcome(source, LOADED, release, "; ".join(release.notes))


def _keep(
    source: Source, found: Match, store: Store, given: Period | None, today: date, synthetic: bool
) -> Release:
    dataset = found.dataset
    tables, rejects = found.read()
    notes = dataset.check(tables)
    period, period_from = _period(found, tables, source, given)
    if period.last_begins > today:
        raise Unreadable(
            f"its period, {period} (from the {period_from}), has not begun; "
            f"if that is wrong, {_repeat(source)}"
        )
    scope = dataset.scope(tables)
    # The same content under another period was given a wrong one before.
    earlier = [
        r
        for r in store.current
        if r.key == (dataset.id, period.label, scope) or r.hash == source.hash
    ]
    if given is None:
        _refuse_a_part(sum(t.num_rows for t in tables.values()), earlier, source)
    elif (inside := dataset.content_period(tables)) and inside != given:
        notes = [*notes, f"the period given, {given}, overrules {inside} in the file"]
    notes = [*notes, *(f"replaces the release of {r.period} loaded from {r.file}" for r in earlier)]
    if rejects:
        number = f"{len(rejects):,} row{'s' if len(rejects) > 1 else ''} rejected"
        notes.append(f"{number}, first on line {rejects[0].line}: {rejects[0].reason}")
    release = Release(
        dataset=dataset.id,
        title=dataset.title,
        publisher=dataset.publisher,
        licence=dataset.licence,
        period=period,
        period_from=period_from,
        hash=source.hash,
        file=source.name,
        loaded_at=datetime.now(UTC),
        tables={name: table.num_rows for name, table in tables.items()},
        rejects=len(rejects),
        notes=notes,
        scope=scope,
        supersedes=max(earlier, key=lambda r: r.hash == source.hash).id if earlier else "",
        synthetic=synthetic,
    )
    store.add(release, tables, rejects)
    return release


def _refuse_a_part(rows: int, earlier: list[Release], source: Source) -> None:
    """A file cut short has a sound layout; what it would replace shows that rows are missing."""
    for release in earlier:
        if release.rows >= FEW_ROWS and rows < CUT_SHORT * release.rows:
            raise Unreadable(
                f"it has {rows:,} rows where the release of {release.period} that it would "
                f"replace has {release.rows:,}, so it looks cut short; download it again, or, if "
                f"it is right, {_repeat(source)}"
            )


def _period(
    found: Match, tables: Tables, source: Source, given: Period | None
) -> tuple[Period, str]:
    """The release's period and where it was found, in the order of design §3.3."""
    if given:
        return given, "given"
    dataset = found.dataset
    if inside := dataset.content_period(tables) or found.titled_period():
        return inside, "content"
    if named := dataset.name_period(Path(source.name).stem):
        return named, "file name"
    if folder := find_period(source.folder):
        return folder, "folder"
    raise Unreadable(
        "neither its content, its name nor its folder says which period it is of; "
        + _repeat(source)
    )


def _repeat(source: Source) -> str:
    path = source.path.split("!")[0]
    return f'load it again with its period: resilience load "{path}" --period 2018-05'


def _unknown(source: Source) -> str:
    headings = next((row for sheet in source.sheets for row in sheet.rows), [])
    shown = ", ".join(" ".join(cell.split()) for cell in headings[:4] if cell.strip())
    return f"not a layout that is read (yet); it starts with: {shown[:120]}"


def _lacking(found: Match) -> str:
    names = ", ".join(name.replace("_", " ") for name in found.missing)
    shown = ", ".join(" ".join(heading.split()) for heading in found.headings[:12])
    there = f"; found: {shown[:200]}" if shown else ""
    return (
        f"looks like '{found.dataset.title}' but lacks: {names}{there}. Load the file as it was "
        "published, without columns renamed or removed"
    )


def _outcome(source: Source, status: str, release: Release, message: str) -> Outcome:
    return Outcome(
        source.path,
        status,
        release.dataset,
        release.period.label,
        release.rows + release.rejects,
        release.rejects,
        message,
    )
