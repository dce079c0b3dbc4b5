from __future__ import annotations

from tests.cases.conftest import referred, world

__all__ = ["referred", "world"]
