"""What is kept of agreements: plans, memoranda, and what is done and reported under them."""

from __future__ import annotations

from resilience.agreements.models.changing import (
    Assistance,
    Confidentiality,
    EndNotice,
    Extension,
    Issue,
    NoticeWithdrawal,
    Variation,
)
from resilience.agreements.models.delivering import (
    Action,
    Deliverable,
    ExitReview,
    HeldToAccount,
    LookBack,
    ProgressReport,
    Reading,
    Risk,
    Visit,
)
from resilience.agreements.models.helping import BusinessCase, SupplierService
from resilience.agreements.models.memorandum import Memorandum, Signature
from resilience.agreements.models.plan import (
    Help,
    Lead,
    Milestone,
    Objective,
    Plan,
    PlanVersion,
    ReportRow,
    Side,
    plan_of,
)

__all__ = [
    "Action",
    "Assistance",
    "BusinessCase",
    "Confidentiality",
    "Deliverable",
    "EndNotice",
    "ExitReview",
    "Extension",
    "HeldToAccount",
    "Help",
    "Issue",
    "Lead",
    "LookBack",
    "Memorandum",
    "Milestone",
    "NoticeWithdrawal",
    "Objective",
    "Plan",
    "PlanVersion",
    "ProgressReport",
    "Reading",
    "ReportRow",
    "Risk",
    "Side",
    "Signature",
    "SupplierService",
    "Variation",
    "Visit",
    "plan_of",
]
