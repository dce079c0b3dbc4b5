"""What people do: fill in forms, ask for help, answer, find practices, say what they support."""

from __future__ import annotations

from resilience.cases.actions.finding import flag, raise_concern
from resilience.cases.actions.stepping import hand_over, take
from resilience.cases.actions.supporting import state_support

__all__ = ["flag", "hand_over", "raise_concern", "state_support", "take"]
