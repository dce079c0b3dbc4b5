"""The local programme of the synthetic demonstration: what each part shows of itself."""

from __future__ import annotations

from datetime import date

from resilience.accounts.demonstration import people_of_the_demonstration
from resilience.accounts.roles import Role
from resilience.clusters.forming.demonstration import show as clusters
from resilience.clusters.offers.demonstration import show as offers
from resilience.clusters.payments.demonstration import show as payments
from resilience.clusters.questionnaire.demonstration import show as questionnaires
from resilience.clusters.red.demonstration import show as red
from resilience.clusters.register.demonstration import show as risks
from resilience.clusters.response.demonstration import show as responses
from resilience.clusters.stocktake.demonstration import show as stocktakes
from resilience.clusters.toolkit.demonstration import show as toolkit

PARTS = (*(clusters, stocktakes, questionnaires, payments, offers, responses, red, risks, toolkit),)
"""In the order in which things came about."""


def run_locally(programme: str, today: date) -> int:
    """What a local programme of an area looks like after some months; how many things there are.
    None where they are there already."""
    people = {Role(held.role): held.user for held in people_of_the_demonstration()}
    return sum(show(programme, today, people) for show in PARTS)
