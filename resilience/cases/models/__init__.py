"""What is kept of asking for help: half-filled forms, cases, what happened to them, clocks."""

from __future__ import annotations

from resilience.cases.models.assessment import Assessment, ContinuingReview, Placement
from resilience.cases.models.attachment import Attachment
from resilience.cases.models.case import Case, CaseEvent, CasePractice
from resilience.cases.models.clock import CaseClock, ClockWait, Reminded
from resilience.cases.models.contact import Contact
from resilience.cases.models.decision import Decision
from resilience.cases.models.draft import Draft
from resilience.cases.models.past import PastSupport
from resilience.cases.models.priority import ListReview, Proposal, ProposalChange
from resilience.cases.models.support import SupportStatement

__all__ = [
    "Assessment",
    "Attachment",
    "Case",
    "CaseClock",
    "CaseEvent",
    "CasePractice",
    "ClockWait",
    "Contact",
    "ContinuingReview",
    "Decision",
    "Draft",
    "ListReview",
    "PastSupport",
    "Placement",
    "Proposal",
    "ProposalChange",
    "Reminded",
    "SupportStatement",
]
