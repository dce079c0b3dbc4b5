"""What changed between two versions of a delivery plan, in words."""

from __future__ import annotations

from dataclasses import dataclass

from resilience.look import words
from resilience.returns.models import DeliveryPlan


@dataclass(frozen=True)
class Difference:
    """Something that a plan says, as it was and as it is; empty where it said nothing."""

    what: str
    before: str
    after: str


def lines(plan: DeliveryPlan) -> dict[str, str]:
    """What a plan says, by what it is about."""
    return {
        "Agreed on": words.day(plan.agreed),
        "Agreed with": ", ".join(one["name"] for one in plan.agreed_with),
        "Also agreed with": plan.partners,
        "Summary": plan.summary,
        "Indicative shares": plan.shares,
        "Local deadlines": "\n".join(
            f"{words.day(due)}: {what}" for due, what in plan.local_deadlines
        ),
    }


def differences(before: DeliveryPlan, after: DeliveryPlan) -> list[Difference]:
    """What two versions say differently, in the order of the plan."""
    old = lines(before)
    told = (Difference(what, old[what], now) for what, now in lines(after).items())
    return [one for one in told if one.before != one.after]
