"""What the plan of a cluster has reached, and so which parts of its money are open (Q7)."""

from __future__ import annotations

from collections.abc import Mapping

from resilience.clusters.models import ClusterPlan
from resilience.programmes.schema.clusters import Reached

State = ClusterPlan.State
NOT_YET: Mapping[Reached, Mapping[str, str]] = {
    "begun": {},
    "ratified": {
        State.BEGUN: "The plan is not ratified yet: the cluster is writing it.",
        State.SUBMITTED: "The plan is not ratified yet: the area is looking at it.",
        State.RETURNED: "The plan is not ratified yet: it was handed back to the cluster.",
    },
    "shown": {
        State.BEGUN: "Progress is not shown yet: the cluster is writing the plan.",
        State.SUBMITTED: "Progress is not shown yet: the area is looking at the plan.",
        State.RETURNED: "Progress is not shown yet: the plan was handed back to the cluster.",
        State.RATIFIED: "Progress is not shown yet: the plan is ratified, and being carried out.",
    },
}
"""Why what a plan has to reach is not reached, by how the plan stands."""
OPENS: Mapping[Reached, str] = {
    "begun": "It opens when the cluster begins its plan.",
    "ratified": "It opens once the area has ratified the plan against its criteria.",
    "shown": "It opens once the area has found that progress is shown.",
}
"""What opens a part."""
STANDS: Mapping[Reached, str] = {
    "begun": "The plan was begun",
    "ratified": "The plan was ratified",
    "shown": "Progress was found to be shown",
}


def why_not_yet(plan: ClusterPlan, state: Reached) -> str:
    """Why a plan has not reached a state, and what opens what follows it."""
    return f"{NOT_YET[state].get(plan.state, 'The plan has not reached that yet.')} {OPENS[state]}"
