from __future__ import annotations

from tests.cases.conftest import as_, referred, world
from tests.funding.conftest import case

__all__ = ["as_", "case", "referred", "world"]
