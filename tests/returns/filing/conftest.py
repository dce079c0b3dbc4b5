from __future__ import annotations

import pytest
import time_machine

from tests.funding.world import committed, invoiced, paid, pot
from tests.returns.conftest import as_, case, monday, referred, world
from tests.returns.filing.world import APRIL

__all__ = ["as_", "case", "monday", "referred", "world"]


@pytest.fixture
def money(case):
    """£4,000 committed for a case on 4 February 2019 and £1,500 of it paid, of £100,000."""
    made = committed(case, pot(), 4_000)
    paid(invoiced(made, 2_000), 1_500)
    return case


@pytest.fixture
def time_machine_at_april():
    """It is the Wednesday before the return of April is due."""
    with time_machine.travel(APRIL, tick=False):
        yield
