"""What the demonstration shows of the money of a cluster."""

from __future__ import annotations

from resilience.accounts.roles import Role
from resilience.clusters.payments.demonstration import show
from resilience.funding.books.proof import faults
from resilience.funding.models import Entry, Pot
from tests.clusters.forming.world import formed, planned, ratified
from tests.clusters.world import PROGRAMME, TODAY, user

PEOPLE = {
    Role.RESILIENCE_LEAD: "resilience",
    Role.FINANCE_LEAD: "finance",
    Role.NATIONAL_TEAM: "national",
}


def test_it_pays_the_first_part_and_approves_the_second_once(area) -> None:
    people = {role: user(name) for role, name in PEOPLE.items()}
    assert show(PROGRAMME, TODAY, people) == 0
    ratified(planned(formed()))
    assert show(PROGRAMME, TODAY, people) == 5
    assert show(PROGRAMME, TODAY, people) == 0
    of = Pot.objects.get()
    assert (of.committed, of.invoiced, of.paid) == (1_000_000, 800_000, 400_000)
    assert not Entry.objects.filter(at__date__gt=TODAY).exists()
    assert list(faults()) == []
