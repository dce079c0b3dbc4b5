from __future__ import annotations

from pathlib import Path

import pytest

from tests.screening.england import loaded, points, register


@pytest.fixture(scope="session")
def small_england(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the small England, of which A81001 and P81001 have few points; only to read."""
    home, files = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    loaded(home, register(files), points(files, A81001=60.0, P81001=70.0))
    return home
