"""What people do: fill in forms, ask for help, answer, find practices, say what they support."""

from __future__ import annotations

from resilience.cases.actions.deciding import decide
from resilience.cases.actions.drafting import (
    PartChanged,
    attach,
    begin_draft,
    detach,
    save_part,
    throw_away,
)
from resilience.cases.actions.finding import flag, raise_concern
from resilience.cases.actions.leaving import step_out
from resilience.cases.actions.placing import (
    escalate,
    place,
    place_second,
    review_support,
    settle,
)
from resilience.cases.actions.referring import refer
from resilience.cases.actions.remembering import keep_past, name_contact, sort_past
from resilience.cases.actions.stepping import hand_over, take
from resilience.cases.actions.supporting import state_support

__all__ = [
    "PartChanged",
    "attach",
    "begin_draft",
    "decide",
    "detach",
    "escalate",
    "flag",
    "hand_over",
    "keep_past",
    "name_contact",
    "place",
    "place_second",
    "raise_concern",
    "refer",
    "review_support",
    "save_part",
    "settle",
    "sort_past",
    "state_support",
    "step_out",
    "take",
    "throw_away",
]
