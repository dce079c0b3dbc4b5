from __future__ import annotations

from pathlib import Path

import pytest

from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from tests.organisations.publishing import files, loaded


@pytest.fixture
def small_england(db, home: Path, tmp_path: Path) -> Store:
    """A home with the small England, derived and in the database."""
    store = loaded(files(tmp_path / "published"), home)
    rebuild(by="test", store=store)
    return store
