"""The records of this room."""

from resilience.returns.models.beside import BesideFigure
from resilience.returns.models.collecting import (
    Change,
    Circulation,
    Consolidation,
    Judgement,
    Query,
    Saying,
)
from resilience.returns.models.filing import Return, SentRow, Submission, Upload
from resilience.returns.models.network import Asked, Attendance, Contact, Meeting
from resilience.returns.models.planning import (
    Assurance,
    DeliveryPlan,
    Escalation,
    EscalationAnswer,
    PlanAction,
    PracticesTold,
    ToldOtherwise,
)
from resilience.returns.models.published import PublishedMonth
from resilience.returns.models.studies import CaseStudy, StudyEvent

__all__ = [
    "Asked",
    "Assurance",
    "Attendance",
    "BesideFigure",
    "CaseStudy",
    "Change",
    "Circulation",
    "Consolidation",
    "Contact",
    "DeliveryPlan",
    "Escalation",
    "EscalationAnswer",
    "Judgement",
    "Meeting",
    "PlanAction",
    "PracticesTold",
    "PublishedMonth",
    "Query",
    "Return",
    "Saying",
    "SentRow",
    "StudyEvent",
    "Submission",
    "ToldOtherwise",
    "Upload",
]
