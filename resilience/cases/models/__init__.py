"""What is kept of asking for help: half-filled forms, cases, what happened to them, clocks."""

from __future__ import annotations

from resilience.cases.models.attachment import Attachment
from resilience.cases.models.case import Case, CaseEvent, CasePractice
from resilience.cases.models.clock import CaseClock, ClockWait, Reminded
from resilience.cases.models.contact import Contact
from resilience.cases.models.draft import Draft
from resilience.cases.models.past import PastSupport
from resilience.cases.models.support import SupportStatement

__all__ = [
    "Attachment",
    "Case",
    "CaseClock",
    "CaseEvent",
    "CasePractice",
    "ClockWait",
    "Contact",
    "Draft",
    "PastSupport",
    "Reminded",
    "SupportStatement",
]
