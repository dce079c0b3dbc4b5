"""Where releases are kept: one folder each of Parquet tables, written aside and renamed into place.

    <home>/evidence/<dataset>/<release id>/release.json, <table>.parquet, rejects.parquet
    <home>/evidence/.held/<release id>/the same, and moves.json

The folder is its own record: it is there whole or not at all, so killing a load harms nothing.
What is held becomes a release by one rename; until then nothing but `held` knows of it.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from resilience.evidence.releases import Held, Move, Release
from resilience.evidence.tables import Reject

RECORD = "release.json"
HELD, MOVES = ".held", "moves.json"
DAY = 24 * 60 * 60
REJECTS = pa.schema([("line", pa.int32()), ("reason", pa.string()), ("row", pa.string())])


class Store:
    """The evidence of one home, as it stood when this object was made."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "evidence"

    @cached_property
    def releases(self) -> list[Release]:
        """Every release ever loaded, oldest load first."""
        records = self.folder.glob(f"[!.]*/*/{RECORD}")  # not what is still being written
        found = [Release.from_json(path.read_text("utf-8")) for path in records]
        return sorted(found, key=lambda release: (release.loaded_at, release.id))

    @cached_property
    def held(self) -> list[Held]:
        """What waits for a person to accept or refuse it, oldest load first."""
        folders = [path.parent for path in self.folder.glob(f"{HELD}/*/{RECORD}")]
        found = [
            Held.from_json((f / RECORD).read_text("utf-8"), (f / MOVES).read_text("utf-8"))
            for f in folders
        ]
        return sorted(found, key=lambda held: (held.release.loaded_at, held.release.id))

    @cached_property
    def current(self) -> list[Release]:
        """The releases in force, by dataset and period: what is superseded is left out."""
        latest: dict[tuple[str, str, str], Release] = {}
        for release in self.releases:
            if release.supersedes:
                latest = {k: r for k, r in latest.items() if r.id != release.supersedes}
            latest[release.key] = release
        return sorted(latest.values(), key=lambda r: (r.dataset, r.period, r.id))

    def current_of(self, dataset: str) -> list[Release]:
        """The releases in force of one dataset, earliest period first."""
        return [release for release in self.current if release.dataset == dataset]

    def get(self, release_id: str) -> Release:
        """Raises KeyError for an id that is not here."""
        for release in self.releases:
            if release.id == release_id:
                return release
        raise KeyError(release_id)

    @property
    def stamp(self) -> str:
        """Changes whenever a release is added; equal stamps mean equal evidence in force."""
        return "|".join(release.id for release in self.current)

    def path(self, release: Release, table: str) -> Path:
        """Where a table is; a release and what is held under its id have the same content."""
        place = self._place(release)
        return (place if place.exists() else self._waiting(release)) / f"{table}.parquet"

    def table(self, release: Release, table: str, columns: list[str] | None = None) -> pa.Table:
        """A typed table of a release, all of it or some columns."""
        return pq.read_table(self.path(release, table), columns=columns)

    def rejects(self, release: Release) -> list[Reject]:
        """The rows of a release that could not be read."""
        if not release.rejects:
            return []
        return [Reject(**row) for row in self.table(release, "rejects").to_pylist()]

    def same_content(self, content_hash: str) -> Release | None:
        """The release in force that was read from the very same content, if there is one."""
        return next((r for r in self.current if r.hash == content_hash), None)

    def replaced_by(self, release: Release) -> list[Release]:
        """The releases in force that give way to one: those of its dataset and period, and the
        same content under another period, which was a wrong one."""
        return [r for r in self.current if r.key == release.key or r.hash == release.hash]

    def add(self, release: Release, tables: dict[str, pa.Table], rejects: list[Reject]) -> None:
        """Write a release aside, then rename it into place; afterwards it is in `releases`."""
        self._put(self._written(release, tables, rejects), self._place(release))
        self._forget(release.hash)

    def hold(
        self,
        release: Release,
        tables: dict[str, pa.Table],
        rejects: list[Reject],
        moves: list[Move],
    ) -> None:
        """Keep a release aside, in the same way; afterwards it is in `held` and nowhere else."""
        folder = self._written(release, tables, rejects)
        (folder / MOVES).write_text(Held.moves_to_json(moves), "utf-8")
        self._put(folder, self._waiting(release))
        self._forget(release.hash, but=release.id)

    def accept(self, held: Held, note: str) -> Release:
        """Put what is held in force, as if it were loaded now; `note` is kept with it."""
        waiting = self._waiting(held.release)
        release = replace(
            held.release, loaded_at=datetime.now(UTC), notes=[*held.release.notes, note]
        ).in_place_of(self.replaced_by(held.release))
        draft = waiting / f"{RECORD}.draft"
        draft.write_text(release.to_json(), "utf-8")
        draft.replace(waiting / RECORD)
        self._put(waiting, self._place(release))
        return release

    def refuse(self, held: Held) -> None:
        """Throw away what is held."""
        aside = Path(tempfile.mkdtemp(dir=self._aside()))
        self._waiting(held.release).rename(aside / "refused")
        shutil.rmtree(aside, ignore_errors=True)
        self.refresh()

    def _place(self, release: Release) -> Path:
        return self.folder / release.dataset / release.id

    def _waiting(self, release: Release) -> Path:
        return self.folder / HELD / release.id

    def _aside(self) -> Path:
        aside = self.folder / ".aside"
        aside.mkdir(parents=True, exist_ok=True)
        return aside

    def _written(
        self, release: Release, tables: dict[str, pa.Table], rejects: list[Reject]
    ) -> Path:
        folder = Path(tempfile.mkdtemp(dir=self._aside()))
        for name, table in tables.items():
            pq.write_table(table, folder / f"{name}.parquet", compression="zstd")
        if rejects:
            rows = pa.Table.from_pylist([vars(r) for r in rejects], schema=REJECTS)
            pq.write_table(rows, folder / "rejects.parquet", compression="zstd")
        (folder / RECORD).write_text(release.to_json(), "utf-8")
        return folder

    def _put(self, folder: Path, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            # The same content was in force before another correction: it is so again. What stands
            # in its place moves aside whole, so that no moment leaves half a release.
            place.rename(Path(tempfile.mkdtemp(dir=self._aside())) / "replaced")
        folder.rename(place)
        self.refresh()

    def _forget(self, content_hash: str, but: str = "") -> None:
        """What was held of a content is done with when the content is loaded or held anew."""
        for held in self.held:
            if held.release.hash == content_hash and held.release.id != but:
                self.refuse(held)

    def refresh(self) -> None:
        """Look at the folder again."""
        for name in ("releases", "current", "held"):
            self.__dict__.pop(name, None)

    def sweep(self) -> None:
        """Throw away what a killed load left half-written; another may be writing this very day."""
        for folder in self.folder.glob(".aside/*"):
            if time.time() - folder.stat().st_mtime > DAY:
                shutil.rmtree(folder, ignore_errors=True)
