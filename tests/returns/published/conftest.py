from __future__ import annotations

from tests.returns.filing.conftest import as_, case, monday, money, referred, world

__all__ = ["as_", "case", "monday", "money", "referred", "world"]
