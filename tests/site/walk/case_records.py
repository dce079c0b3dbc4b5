"""Cases in the walk, and what is decided of them: drafts, a proposal, a business case."""

from __future__ import annotations

from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.agreements.models import (
    BusinessCase,
)
from resilience.cases.beginning import begin
from resilience.cases.happening import happen
from resilience.cases.models import Case, Draft, Proposal
from resilience.cases.prioritising.footprint import Footprint, placing_pack
from resilience.cases.prioritising.proposing import looked_at, worked_out
from resilience.organisations.models import Organisation


def a_case(by: User, *codes: str) -> Case:
    """Practices asked for help, the first of them leading, with a file."""
    practices, now = [Organisation.objects.get(code=code) for code in codes], timezone.now()
    case = begin(
        programme="gprp-2018-19",
        practices=practices,
        route=Case.Route.SELF_REFERRAL,
        state="received",
        tier=Tier.COMMISSIONER,
        at=now,
    )
    asker = Reader(by, timezone.localdate(now))
    happen(case, "received", by=asker, at=now, acting_for=practices[0], to="received")
    case.attachments.create(
        name="plan.txt", kind="txt", size=4, sha256="", content=b"Plan", added=now, added_by="x"
    )
    return case


def business_case(case: Case) -> None:
    """Somebody began to say why a third party is to be paid."""
    about = {"organisation": case.organisation, "tier": Tier.DELIBERATION, "category": "workforce"}
    BusinessCase.objects.create(case=case, number=1, since=timezone.now(), **about)


def a_proposal(by: User) -> Proposal:
    """Whom a team would help with a budget."""
    team, now = Organisation.objects.get(code="Q74"), timezone.now()
    reader = Reader(by, timezone.localdate(now))
    cases = looked_at(Footprint(team, reader, placing_pack("gprp-2018-19")), 500_000)
    return Proposal.objects.create(
        organisation=team,
        tier=Tier.DELIBERATION,
        programme="gprp-2018-19",
        at=now,
        by=by.actor,
        budget=1_000_000,
        assumed=500_000,
        pack_hash="",
        settings_version=0,
        inputs={"cases": cases},
        found=worked_out(cases, budget=1_000_000, for_new=0),
    )


def drafts(by: User) -> None:
    """A81001 has begun both of its forms."""
    practice, now = Organisation.objects.get(code="A81001"), timezone.now()
    for form in ("referral", "one_sheet"):
        Draft.objects.create(
            organisation=practice,
            tier=Tier.PRACTICE,
            programme="gprp-2018-19",
            form=form,
            begun=now,
            changed=now,
            begun_by=by.actor,
        )
