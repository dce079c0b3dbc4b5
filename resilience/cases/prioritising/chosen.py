"""What a proposal comes to, once people have put cases in or taken them out."""

from __future__ import annotations

from resilience.cases.models import Proposal


def chosen(proposal: Proposal) -> dict[int, bool]:
    """Of every case that a proposal looked at, by id, whether it is in: as it was worked out, but
    for those that somebody put in or out since, of which the latest word holds. One query.

    A page that decides on many cases at once reads it from a proposal with `accepted`; what became
    of a case since it was proposed is for that page to ask."""
    worked_out = set(proposal.found["chosen"])
    held = {int(case): int(case) in worked_out for case in proposal.inputs["cases"]}
    return held | {one.case_id: one.included for one in proposal.changes.all()}
