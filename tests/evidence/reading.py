"""Tables of real files, as the importers read them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np

from resilience.evidence.loading import load
from resilience.evidence.store import Store

TODAY = date(2026, 11, 1)


def read(home: Path, files: Path, table: str) -> dict[str, np.ndarray]:
    """The columns of the one release that is in a folder of files; what is not known is NaN."""
    store = Store(home)
    statuses = {outcome.status for outcome in load([files], store, today=TODAY)}
    assert statuses == {"loaded"}
    (release,) = store.current
    found = store.table(release, table)
    return {
        name: column.to_numpy(zero_copy_only=False)
        for name, column in zip(found.column_names, found.columns, strict=True)
    }
