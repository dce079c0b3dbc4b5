"""What addresses name in the walk: organisations, cases, and all that is kept of them."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from resilience.accounts.models import Invitation, NamedReader, User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.accounts.tiers import Tier
from resilience.funding.models import Commitment
from resilience.organisations.models import Coverage, Kind, Organisation
from resilience.organisations.reach import rebuild_reach
from resilience.profiles.models import Context
from resilience.screening.models import Intelligence, Snapshot
from tests.cases.placed import placed
from tests.site.walk.agreement_records import a_service, followed, planned_case, under_a_memorandum
from tests.site.walk.case_records import a_case, a_proposal, business_case, drafts
from tests.site.walk.clusters_records import clusters_records
from tests.site.walk.money_records import a_ledger, committed
from tests.site.walk.payments_records import payments_records
from tests.site.walk.questionnaire_records import questionnaire_records
from tests.site.walk.red_records import red_records
from tests.site.walk.register_records import register_records
from tests.site.walk.response_records import responded, stocktaken
from tests.site.walk.return_records import (
    a_network,
    case_studies,
    collected,
    delivered,
    escalated,
    returned,
)

INSIDE = {
    Role.PRACTICE_LEAD: "A81001",
    Role.PRACTICE_MEMBER: "A81001",
    Role.GROUP_LEAD: "GROUP-NORTH",
    Role.LMC_OFFICER: "LMC-NORTH",
    Role.COMMISSIONER: "00K",
    Role.RESILIENCE_LEAD: "Q74",
    Role.FINANCE_LEAD: "Q74",
    Role.REGIONAL_LEAD: "Y54",
    Role.NATIONAL_TEAM: "ENG",
    Role.SUPPLIER: "SUPPLIER-NORTH",
    Role.ANALYST: "Y54",
    Role.BOARD_READER: "00K",
    Role.ADMINISTRATOR: "00K",
}
OUTSIDE = {
    Role.PRACTICE_LEAD: "P81001",
    Role.PRACTICE_MEMBER: "P81001",
    Role.GROUP_LEAD: "GROUP-WEST",
    Role.LMC_OFFICER: "LMC-WEST",
    Role.COMMISSIONER: "00T",
    Role.RESILIENCE_LEAD: "Q83",
    Role.FINANCE_LEAD: "Q83",
    Role.REGIONAL_LEAD: "Y99",
    Role.SUPPLIER: "SUPPLIER-WEST",
    Role.ANALYST: "00T",
    Role.BOARD_READER: "00T",
    Role.ADMINISTRATOR: "00T",
}
LOCAL = [
    ("GROUP-NORTH", Kind.GROUP, "A81001"),
    ("GROUP-WEST", Kind.GROUP, "P81001"),
    ("LMC-NORTH", Kind.LMC, "00K"),
    ("LMC-WEST", Kind.LMC, "00T"),
    ("SUPPLIER-NORTH", Kind.SUPPLIER, ""),
    ("SUPPLIER-WEST", Kind.SUPPLIER, ""),
    ("Y99", Kind.REGION, ""),
]


def records_of(snapshot: Snapshot) -> dict[str, object]:
    """Organisations and records that addresses name."""
    for code, kind, covered in LOCAL:
        made = Organisation.objects.create(code=code, kind=kind, name=code.title())
        if covered:
            area = Organisation.objects.get(code=covered)
            Coverage.objects.create(organisation=made, area=area, starts=date.min)
    rebuild_reach()
    commissioner = Organisation.objects.get(code="00K")
    somebody = User.objects.create_user("colleague@example.nhs.uk", name="A Colleague")
    membership = somebody.memberships.create(
        organisation=commissioner, role=Role.FINANCE_LEAD, starts=date(2020, 1, 1)
    )
    invitation = Invitation.objects.create(
        email="guest@example.nhs.uk",
        organisation=commissioner,
        role=Role.ANALYST,
        digest="d",
        expires=timezone.now() + timedelta(days=1),
    )
    known = Intelligence.objects.create(
        organisation=Organisation.objects.get(code="A81001"),
        tier="commissioner",
        programme="gprp-2018-19",
        criterion="GC1",
        says="met",
        note="Known from a visit.",
        about=date(2018, 6, 1),
        source="a visit",
        entered_for=commissioner,
        written_by=somebody.actor,
    )
    reading = NamedReader.objects.create(
        user=somebody, organisation=commissioner, subject="performance", starts=date(2020, 1, 1)
    )
    context = Context.objects.create(
        organisation=Organisation.objects.get(code="A81001"),
        tier=Tier.COMMISSIONER,
        indicator="qof_points_percent",
        text="We moved house.",
        written_by=somebody.actor,
    )
    case = a_case(somebody, "A81001")
    placement = placed(case, by=Reader(somebody, timezone.localdate()), at=timezone.now())
    told = {"by": somebody.actor, "outcome": "signpost", "reasons": "So.", "letter": "So."}
    placement.decisions.create(case=case, number=1, at=timezone.now(), **told)
    business_case(case)
    escalated(somebody)
    proposal = a_proposal(somebody)
    drafts(somebody)
    planned = planned_case(somebody)
    return {
        "case": case.reference,
        "proposal": proposal.pk,
        "group_case": a_case(somebody, "P81001", "A81001").reference,
        "attached": case.attachments.get().pk,
        "context": context.pk,
        "membership": membership.pk,
        "invitation": invitation.pk,
        "reading": reading.pk,
        "coverage": Coverage.objects.get(organisation__code="LMC-NORTH").pk,
        "intelligence": known.pk,
        "release": next(iter(snapshot.releases)),
        "service": a_service().pk,
        "planned": planned.reference,
        **under_a_memorandum(planned, somebody),
        **followed(planned, somebody),
        **a_ledger(somebody),
        **committed(planned, somebody),
        **payments_records(somebody, Commitment.objects.get(case=planned).pot),
        **returned(somebody),
        **collected(somebody),
        **delivered(somebody),
        **a_network(somebody),
        **case_studies(planned),
        **questionnaire_records(somebody),
        **clusters_records(somebody),
        **red_records(somebody),
        **register_records(somebody),
        **responded(somebody),
        **stocktaken(somebody),
    }
