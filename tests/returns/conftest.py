from __future__ import annotations

from tests.cases.conftest import as_, monday, referred, world
from tests.funding.conftest import case

__all__ = ["as_", "case", "monday", "referred", "world"]
