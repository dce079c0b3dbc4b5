"""Proposing whom to help with a budget, changing and accepting a proposal, and looking at the list
again (G8.4, G8.7, G8.9, G8.11, P3)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.accounts.tiers import Tier
from resilience.audit.actions import record
from resilience.cases.actions.stepping import LONGEST
from resilience.cases.models import Case, ListReview, Proposal, ProposalChange
from resilience.cases.prioritising.chosen import chosen
from resilience.cases.prioritising.footprint import Footprint
from resilience.cases.prioritising.proposing import looked_at, sums, worked_out
from resilience.cases.prioritising.reviewing import counts_of
from resilience.look import words
from resilience.look.forms import MOST_PENCE
from resilience.organisations.models import Organisation
from resilience.programmes.local import version


@transaction.atomic
def propose(
    *, by: Reader, footprint: Footprint, budget: int, assumed: int, for_new: int, at: datetime
) -> Proposal:
    """Work out whom to help with a budget, in pence, among the cases to decide in a footprint, and
    keep it with all that it was worked out from. A case without an estimate counts as costing
    `assumed`; `for_new` of the budget is kept for practices not helped before."""
    _refuse_who_does_not_decide(by, footprint.organisation)
    refuse(why_not_sums(budget, assumed, for_new))
    cases = looked_at(footprint, assumed)
    if not cases:
        raise Refused("No case that waits for a decision was placed on the matrix yet.")
    proposal = Proposal.objects.create(
        organisation=footprint.organisation,
        tier=Tier.DELIBERATION,
        programme=footprint.pack.id,
        at=at,
        by=by.actor,
        budget=budget,
        assumed=assumed,
        for_new=for_new,
        pack_hash=footprint.pack.hash,
        settings_version=version(footprint.pack.id),
        inputs={"cases": cases},
        found=worked_out(cases, budget=budget, for_new=for_new),
    )
    _recorded(by, "proposal.made", proposal, cases=len(cases), budget=budget)
    return proposal


@transaction.atomic
def change_proposal(
    *, by: Reader, proposal: Proposal, case: Case, included: bool, reason: str, at: datetime
) -> ProposalChange:
    """Put a case into a proposal or take it out, with a reason. What is then in never costs more
    than the budget, nor cases of practices helped before more than is not kept for others."""
    proposal, reason = _open(by, proposal), tidied(reason)
    held = chosen(proposal)
    if case.pk not in held:
        raise Refused(f"{case.reference} was not among the cases looked at: propose anew.")
    if held[case.pk] == included:
        raise Refused(f"{case.reference} is {'in' if included else 'out'} already.")
    if included:
        refuse(why_not_put_in(proposal, held, case.pk))
    refuse(why_not_say(reason, LONGEST))
    change = ProposalChange.objects.create(
        proposal=proposal, case=case, included=included, reason=reason, at=at, by=by.actor
    )
    _recorded(by, "proposal.changed", proposal, case=case.reference, included=included)
    return change


@transaction.atomic
def accept_proposal(
    *, by: Reader, proposal: Proposal, seen: int, why: str, at: datetime
) -> Proposal:
    """Accept a proposal as somebody saw it, with so many changes, and a reason: nothing of it
    changes from then on. No case is decided by it: decisions are taken on each."""
    proposal, why = _open(by, proposal), tidied(why)
    if proposal.changes.count() != seen:
        raise Refused(
            "Somebody put a case in or took one out after you opened the page, so nothing was "
            "accepted. Look at it again before you go on: what you wrote is still here."
        )
    refuse(why_not_say(why, LONGEST))
    proposal.accepted, proposal.accepted_by, proposal.accepted_why = at, by.actor, why
    proposal.save(update_fields=["accepted", "accepted_by", "accepted_why"])
    _recorded(by, "proposal.accepted", proposal, cases=sum(chosen(proposal).values()))
    return proposal


@transaction.atomic
def review_list(*, by: Reader, footprint: Footprint, note: str, at: datetime) -> ListReview:
    """Record that the list was looked at again, and how it stood."""
    _refuse_who_does_not_decide(by, footprint.organisation)
    note = tidied(note)
    refuse(why_not_say(note, LONGEST))
    review = ListReview.objects.create(
        organisation=footprint.organisation,
        tier=Tier.DELIBERATION,
        programme=footprint.pack.id,
        at=at,
        by=by.actor,
        note=note,
        counts=counts_of(footprint),
    )
    _recorded(by, "list.reviewed", review, counts=review.counts)
    return review


def why_not_sums(budget: int, assumed: int, for_new: int) -> str:
    """Why sums in pence make no proposal; empty where they do."""
    if not 0 < budget <= MOST_PENCE or not 0 < assumed <= MOST_PENCE:
        return f"Budgets and costs are more than £0 and at most {words.pounds(MOST_PENCE)}."
    if not 0 <= for_new <= budget:
        return "What is kept for practices not helped before is part of the budget."
    return ""


def why_not_put_in(proposal: Proposal, held: dict[int, bool], case: int) -> str:
    """Why a case does not fit into a proposal beside those in it: what it would cost too much, and
    what to do. Empty where it fits."""
    cases = proposal.inputs["cases"]
    after = sums(cases, [*(pk for pk, taken in held.items() if taken), case])
    named = cases[str(case)]["reference"]
    if (over := after["cost"] - proposal.budget) > 0:
        return f"With {named} it would cost {words.pounds(over)} too much: take another out first."
    over = after["continuing_cost"] - (proposal.budget - proposal.for_new)
    if cases[str(case)]["continuing"] and over > 0:
        return (
            f"{words.pounds(proposal.for_new)} is kept for practices not helped before; {named} "
            f"would take {words.pounds(over)} of it. Take out another that was helped before."
        )
    return ""


def _open(by: Reader, proposal: Proposal) -> Proposal:
    """A proposal as it stands, which nobody else changes until the transaction ends; refused to who
    does not decide over it, and once it is accepted."""
    _refuse_who_does_not_decide(by, proposal.organisation)
    current = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if current.accepted:
        raise Refused(
            f"This proposal was accepted on {words.day(current.accepted)}: propose anew to change "
            "what is in it."
        )
    return current


def _refuse_who_does_not_decide(by: Reader, organisation: Organisation) -> None:
    if not by.may(Right.DECIDE).holds(organisation):
        raise Refused(f"You do not {Right.DECIDE.label} over all of {organisation.name}.")


def _recorded(by: Reader, act: str, subject: Proposal | ListReview, **after: object) -> None:
    record(
        by=by.actor, act=act, subject=subject, organisation=subject.organisation.code, after=after
    )
