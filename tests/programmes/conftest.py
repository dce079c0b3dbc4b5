from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from resilience.programmes.packs import PACKS

Edit = Callable[[str, str, str], Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Replaces a text in one file of a copy of the 2018-19 pack; call it again for more."""
    folder = tmp_path / "our-pack"
    shutil.copytree(PACKS / "gprp-2018-19", folder)

    def edit(file: str, old: str, new: str) -> Path:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return edit
