"""The evidence of a home kept open between requests, and opened again when a release came."""

from __future__ import annotations

import os
from pathlib import Path

from resilience.evidence.figures import Figures, figures_of
from resilience.evidence.store import Store

Stamp = tuple[tuple[str, int], ...]

_open: dict[Path, tuple[Stamp, Store, Figures | None]] = {}


def store_at(home: Path) -> Store:
    """The store of a home as it stands now. Reading it again costs milliseconds, so a page that
    asks for one figure does not."""
    return _opened(home)[1]


def figures_at(home: Path) -> Figures:
    """All figures of a home as it stands now."""
    stamp, store, figures = _opened(home)
    if figures is None:
        figures = figures_of(store)
        _open[home] = stamp, store, figures
    return figures


def _opened(home: Path) -> tuple[Stamp, Store, Figures | None]:
    stamp = _stamp(home / "evidence")
    known = _open.get(home)
    if known is None or known[0] != stamp:
        store = Store(home)
        _ = store.releases, store.current, store.held  # read now, so that it is one moment's view
        known = _open[home] = stamp, store, None
    return known


def _stamp(folder: Path) -> Stamp:
    """Changes with every release that is renamed into place: its dataset's folder is touched."""
    try:
        with os.scandir(folder) as datasets:
            return tuple(sorted((d.name, d.stat().st_mtime_ns) for d in datasets))
    except FileNotFoundError:
        return ()
