"""What a practice is told of its questionnaire: that there is a result, and nothing of it."""

from __future__ import annotations

from django.urls import reverse

from resilience.accounts.holders import holders
from resilience.accounts.roles import Right
from resilience.clusters.models import Answered
from resilience.clusters.questionnaire.addressed import Of
from resilience.notices.actions import tell


def tell_of_result(made: Answered, by: Of) -> None:
    """Tell the other leads of the practice that the questionnaire was sent."""
    leads = holders(Right.REFER, by.practice, made.day).get(by.practice, [])
    tell(
        people=[one for one in leads if one.actor != made.written_by],
        subject=f"{by.questionnaire.title}: {by.practice.name} has a result",
        text="Somebody of your practice finished the questionnaire. Sign in to read the result "
        "and where you could begin. Only people of your practice can open it.",
        address=reverse("clusters:questionnaire_result", args=[*by.here, made.pk]),
        once=f"answered {made.pk}",
    )
