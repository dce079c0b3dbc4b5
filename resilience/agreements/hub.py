"""What each part of this room says on the page of an agreement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from resilience.accounts.reader import Reader
from resilience.agreements.actions.following import HELPED
from resilience.agreements.changing import hub as changing
from resilience.agreements.following import hub as following
from resilience.agreements.helping import hub as helping
from resilience.agreements.planning import hub as planning
from resilience.agreements.signing import hub as signing
from resilience.agreements.timing import hub as timing
from resilience.cases.models import Case

Part = Callable[[Case, Reader], dict[str, Any] | None]
PARTS: dict[str, Part] = {
    "planning": planning.of,
    "signing": signing.of,
    "changing": changing.of,
    "following": following.of,
    "helping": helping.of,
    "timing": timing.of,
}
"""By name, in the order of the page; what a part returns its template `_hub_<name>.html` shows, and
nothing where it is None."""


def parts_of(case: Case, reader: Reader) -> list[tuple[str, dict[str, Any]]]:
    """The template of each part that has something to say, with what it shows; while the practice
    is helped, how that goes leads."""
    names = sorted(PARTS, key=lambda name: name != "following" or case.state not in HELPED)
    said = ((name, PARTS[name](case, reader)) for name in names)
    return [(f"agreements/_hub_{name}.html", told) for name, told in said if told is not None]
