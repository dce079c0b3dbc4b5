"""What a variation changes, and what its plan lacks."""

from __future__ import annotations

from resilience.agreements.models import Variation
from resilience.agreements.planning.compared import Change, changes
from resilience.agreements.planning.content import content_of, hash_of
from resilience.agreements.planning.missing import Missing, missing_of
from resilience.programmes.local import in_force


def what_changes(variation: Variation) -> list[Change]:
    """How the plan as it is written, or as it was put before both sides, differs from that which
    is in force."""
    before, issued = variation.varied.version.content, variation.memorandum
    pack = in_force(variation.plan.case.programme)
    return changes(before, issued.version.content if issued else content_of(variation.plan, pack))


def what_is_missing(variation: Variation) -> list[Missing]:
    """What the plan lacks before it can be put before both sides."""
    pack = in_force(variation.plan.case.programme)
    return missing_of(content_of(variation.plan, pack), pack)


def is_changed(variation: Variation) -> bool:
    """Whether the plan says anything else than that which is in force."""
    pack = in_force(variation.plan.case.programme)
    return hash_of(content_of(variation.plan, pack)) != variation.varied.version.sha256
