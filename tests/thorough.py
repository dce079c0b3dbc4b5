"""How much is tried: enough in every run, and much more in `make test-all`."""

from __future__ import annotations

import os
from typing import Any

import hypothesis

THOROUGH = os.environ.get("RESILIENCE_TEST_THOROUGH") == "yes"
MANY = 5
"""How many times as many examples a thorough run tries."""


def examples(quick: int, **other: Any) -> hypothesis.settings:
    """So many examples of a property, and many times as many in a thorough run."""
    return hypothesis.settings(max_examples=quick * (MANY if THOROUGH else 1), **other)
