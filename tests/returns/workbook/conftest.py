from __future__ import annotations

import pytest
import time_machine

from tests.returns.conftest import as_, case, monday, referred, world
from tests.returns.filing.conftest import money
from tests.returns.filing.world import APRIL

__all__ = ["as_", "case", "monday", "money", "referred", "world"]


@pytest.fixture
def april():
    with time_machine.travel(APRIL, tick=False):
        yield
