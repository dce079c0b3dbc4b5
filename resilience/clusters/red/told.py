"""What people are told about a practice that is red: that there is something to read, not what."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from resilience.accounts.holders import holders
from resilience.accounts.roles import Right
from resilience.clusters.models import Appraisal, Engagement, Stabilisation
from resilience.notices.actions import tell
from resilience.organisations.models import Organisation
from resilience.programmes.packs import load


def tell_of_plan(plan: Stabilisation, day: date) -> None:
    """A plan that steadies a practice was opened."""
    _tell(
        plan.organisation,
        plan.programme,
        day,
        "a plan to steady it was opened",
        "Sign in to read its steps and when it is looked at again.",
        f"stabilisation {plan.pk}",
    )


def tell_of_end(plan: Stabilisation, day: date) -> None:
    """It ended."""
    _tell(
        plan.organisation,
        plan.programme,
        day,
        "the plan to steady it ended",
        "Sign in to read what came of it.",
        f"stabilisation {plan.pk} ended",
    )


def tell_of_decision(made: Appraisal, day: date) -> None:
    """Options were weighed, and one is preferred: the first that the practice hears of it here."""
    _tell(
        made.organisation,
        made.programme,
        day,
        "something was decided about what comes next",
        "Sign in to read which options were weighed, what was decided and why.",
        f"appraisal {made.pk}",
    )


def tell_of_engagement(plan: Engagement, day: date) -> None:
    """How patients and others are told and heard is planned."""
    _tell(
        plan.organisation,
        plan.programme,
        day,
        "how patients and others are told and heard is being planned",
        "Sign in to read the plan.",
        f"engagement {plan.pk}",
    )


def _tell(
    practice: Organisation, programme: str, day: date, what: str, then: str, once: str
) -> None:
    own = holders(Right.FILL_IN, practice, day)
    tell(
        people={one for people in own.values() for one in people},
        subject=f"{practice.name}: {what}",
        text=f"In {load(programme).title}, {what} for {practice.name}. {then}",
        address=reverse("clusters:red", args=[practice.code, programme]),
        once=once,
    )
