"""Who may enter what is known locally, for whose eyes, and who may withdraw it."""

from __future__ import annotations

from resilience.accounts.reader import Reader, Scope
from resilience.accounts.roles import Right, card
from resilience.accounts.tiers import Subject, Tier
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.schema import Criterion
from resilience.screening.intelligence import Intelligence

READERS = {
    Tier.COMMISSIONER: "The practice, its commissioners and its LMC",
    Tier.DELIBERATION: "Only those who decide; not the practice",
    Tier.RESTRICTED: "Only readers named for it; choose this if a person could be recognised",
}


def entered_for(by: Reader, practice: Organisation, tier: str = "") -> Organisation | None:
    """The organisation for which somebody enters what they know of a practice, if they may. Who
    acts for several deliberates for one that does, never for the practice."""
    for held in by.memberships:
        one, role = held.organisation, card(held.role)
        deliberates = tier != Tier.DELIBERATION or tier in role.sees
        if Right.ENTER_INTELLIGENCE in role.may and deliberates:
            scope = Scope({one.pk: one.code}, one.kind == Kind.NATION, by.day)
            if scope.holds(practice):
                return one
    return None


def tiers_of(criterion: Criterion, by: Reader, practice: Organisation) -> list[Tier]:
    """For whose eyes something may be entered under a criterion, the usual first. What is about
    a person's performance is always restricted; what may tell of an illness can be (GC3, GC5)."""
    if criterion.restricted:
        return [Tier.RESTRICTED]
    tiers = [Tier.COMMISSIONER]
    if by.sees(Tier.DELIBERATION).holds(practice):
        tiers.append(Tier.DELIBERATION)
    if criterion.restricted_part:
        tiers.append(Tier.RESTRICTED)
    return tiers


def subject_of(criterion: Criterion, tier: str) -> str:
    """What a restricted record is about, by which its readers are named."""
    if tier != Tier.RESTRICTED:
        return ""
    return Subject.PERFORMANCE if criterion.restricted else Subject.SICKNESS


def may_withdraw(by: Reader, one: Intelligence) -> bool:
    """Who acts for the organisation that entered it or, but for a practice's own, one above."""
    scope = by.may(Right.ENTER_INTELLIGENCE)
    if one.entered_for_id in scope.organisations:
        return True
    return one.entered_for.kind != Kind.PRACTICE and scope.holds(one.entered_for)
