"""Loading published files: recognise, read, check, keep; one plain outcome for each file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from resilience.evidence.advice import lacking, put_aside, repeat, unknown
from resilience.evidence.datasets import recognise
from resilience.evidence.datasets.base import Match, Tables
from resilience.evidence.holding import SHARE, moves
from resilience.evidence.periods import Period, find_period
from resilience.evidence.releases import Move, Release
from resilience.evidence.sheets import Unreadable
from resilience.evidence.sources import Source, find_files, open_sources, printable
from resilience.evidence.store import Store

LOADED, HELD, UNCHANGED = "loaded", "held", "unchanged"
REJECTED, UNRECOGNISED = "rejected", "unrecognised"


@dataclass(frozen=True)
class Outcome:
    """What became of one file; `rows` counts all rows read, `rejects` those put aside, and `moves`
    are the totals for which it is held."""

    path: str
    status: str
    dataset: str = ""
    period: str = ""
    rows: int = 0
    rejects: int = 0
    message: str = ""
    release: str = ""
    moves: list[Move] = field(default_factory=list)


def load(
    paths: list[Path],
    store: Store,
    *,
    today: date,
    period: Period | None = None,
    share: float = SHARE,
    synthetic: bool = False,
) -> Iterator[Outcome]:
    """Load files and folders one by one, yielding an outcome for each; never raises for a file.

    `period` overrules whatever content, names and folders say; `today` refuses periods that have
    not begun. A release that would move a total by more than `share` is held for a person. What
    was loaded before stays whatever happens to the rest.
    """
    store.sweep()
    asked = _Asked(period, today, share, synthetic)
    for path in find_files(paths):
        try:
            for source in open_sources(path):
                yield _load_source(source, store, asked)
        except Unreadable as problem:
            yield Outcome(printable(path), REJECTED, message=str(problem))


@dataclass(frozen=True)
class _Asked:
    """What is the same for every file of a load."""

    period: Period | None
    today: date
    share: float
    synthetic: bool


def _load_source(source: Source, store: Store, asked: _Asked) -> Outcome:
    if not source.is_table:
        return Outcome(source.path, UNRECOGNISED, message=unknown(source))
    try:
        same = store.same_content(source.hash)
        if same and asked.period in (None, same.period):
            return _outcome(source, UNCHANGED, same, f"the same content as {same.file}")
        found = recognise(source)
        if found is None:
            return Outcome(source.path, UNRECOGNISED, message=unknown(source))
        if not found.complete:
            return Outcome(source.path, REJECTED, found.dataset.id, message=lacking(found))
        return _keep(source, found, store, asked)
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


def _keep(source: Source, found: Match, store: Store, asked: _Asked) -> Outcome:
    """Read the file and keep it: in force, or held. Raises Unreadable."""
    dataset = found.dataset
    tables, rejects = found.read()
    notes = dataset.check(tables)
    period, period_from = _period(found, tables, source, asked.period)
    if period.last_begins > asked.today:
        raise Unreadable(
            f"its period, {period} (from the {period_from}), has not begun; "
            f"if that is wrong, {repeat(source, dataset)}"
        )
    if asked.period and (inside := dataset.content_period(tables)) not in (None, period):
        notes = [*notes, f"the period given, {period}, overrules {inside} in the file"]
    if rejects:
        number = f"{len(rejects):,} row{'s' if len(rejects) > 1 else ''} rejected"
        notes = [*notes, f"{number}, first on line {rejects[0].line}: {rejects[0].reason}"]
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
        scope=dataset.scope(tables),
        synthetic=asked.synthetic,
    )
    moved = moves(release, dataset, tables, store, asked.share)
    if moved:
        store.hold(release, tables, rejects, moved)
        return _outcome(source, HELD, release, put_aside(release, moved), moved)
    release = release.in_place_of(store.replaced_by(release))
    store.add(release, tables, rejects)
    return _outcome(source, LOADED, release, "; ".join(release.notes))


def _period(
    found: Match, tables: Tables, source: Source, given: Period | None
) -> tuple[Period, str]:
    """The release's period and where it was found, in the order of design §3.3."""
    dataset = found.dataset
    if given and given.kind not in dataset.periods:
        raise Unreadable(
            f"it is '{dataset.title}', published for {' or '.join(dataset.periods)}, and the "
            f"period given, {given}, is {given.kind}; {repeat(source, dataset)}"
        )
    if given:
        return given, "given"
    if inside := dataset.content_period(tables) or found.titled_period():
        return inside, "content"
    if named := dataset.name_period(Path(source.name).stem):
        return named, "file name"
    if folder := find_period(source.folder):
        return folder, "folder"
    raise Unreadable(
        "neither its content, its name nor its folder says which period it is of; "
        + repeat(source, dataset)
    )


def _outcome(
    source: Source, status: str, release: Release, message: str, moved: list[Move] | None = None
) -> Outcome:
    return Outcome(
        source.path,
        status,
        release.dataset,
        release.period.label,
        release.rows + release.rejects,
        release.rejects,
        message,
        release.id,
        moved or [],
    )
