"""Loading into a home: evidence first, then the record of it, then the organisations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from resilience.audit.actions import record
from resilience.evidence.loading import LOADED, Outcome, load
from resilience.evidence.periods import Period
from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from resilience.site.locks import locked


@contextmanager
def opened_for_loading(home: Path) -> Iterator[Store]:
    """The store of `home`, for one loader at a time: a second one waits for the first."""
    with locked(home / "load.lock"):
        yield Store(home)


def load_files(
    paths: list[Path],
    store: Store,
    *,
    by: str,
    today: date,
    period: Period | None = None,
    synthetic: bool = False,
) -> Iterator[Outcome]:
    """Load files one by one, each release recorded as an event, then derive the organisations.

    The organisations follow the evidence even when no file is new: an earlier load may have been
    killed before it came to them.
    """
    for outcome in load(paths, store, today=today, period=period, synthetic=synthetic):
        if outcome.status == LOADED:
            release = store.releases[-1]
            record(
                by=by,
                act="release.loaded",
                subject=("release", release.id),
                file=release.file,
                rows=release.rows,
                rejects=release.rejects,
                supersedes=release.supersedes,
            )
        yield outcome
    rebuild(by=by, store=store)
