"""The records of this room."""

from resilience.clusters.models.clusters import (
    Cluster,
    ClusterGrant,
    ClusterMember,
    ClusterPlan,
    LeftOut,
    PlanSubmission,
    Progress,
    ProgressFinding,
    Project,
    Ratification,
)
from resilience.clusters.models.offers import Offer, OfferPlace
from resilience.clusters.models.questionnaire import Answered, Answering, SharedAnswers
from resilience.clusters.models.red import (
    Appraisal,
    Dispersal,
    Engagement,
    EngagementStep,
    Stabilisation,
    StabilisationReview,
    StabilisationStep,
)
from resilience.clusters.models.register import Risk, RiskEntry, RiskSetAside, Sharing
from resilience.clusters.models.response import (
    AssistanceRequest,
    Cause,
    RegularContact,
    TeamMember,
)
from resilience.clusters.models.stocktake import Stocktake, StocktakeMember, StocktakeResult
from resilience.clusters.models.toolkit import ToolkitWork

__all__ = [
    "Answered",
    "Answering",
    "Appraisal",
    "AssistanceRequest",
    "Cause",
    "Cluster",
    "ClusterGrant",
    "ClusterMember",
    "ClusterPlan",
    "Dispersal",
    "Engagement",
    "EngagementStep",
    "LeftOut",
    "Offer",
    "OfferPlace",
    "PlanSubmission",
    "Progress",
    "ProgressFinding",
    "Project",
    "Ratification",
    "RegularContact",
    "Risk",
    "RiskEntry",
    "RiskSetAside",
    "SharedAnswers",
    "Sharing",
    "Stabilisation",
    "StabilisationReview",
    "StabilisationStep",
    "Stocktake",
    "StocktakeMember",
    "StocktakeResult",
    "TeamMember",
    "ToolkitWork",
]
