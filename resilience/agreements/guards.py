"""Conditions of steps that the documents of this room tell, by the id of the step: each answers
with a sentence that says why not and what would open it, or with nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from resilience.accounts.reader import Reader
from resilience.agreements.changing.guards import GUARDS as CHANGING
from resilience.agreements.planning.guards import GUARDS as PLANNING
from resilience.agreements.signing.guards import GUARDS as SIGNING
from resilience.cases.models import Case

Guard = Callable[[Case, Reader], str]

PARTS: tuple[Mapping[str, tuple[Guard, ...]], ...] = (PLANNING, SIGNING, CHANGING)
GUARDS: Mapping[str, tuple[Guard, ...]] = {
    step: tuple(guard for part in PARTS for guard in part.get(step, ()))
    for step in {step for part in PARTS for step in part}
}
