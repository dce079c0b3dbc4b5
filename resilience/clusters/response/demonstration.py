"""The response to the status of the demonstration's practice: amber, with its cause, a team, and
contacts; and money that waits for a decision."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from resilience.accounts.demonstration import PRACTICE
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.clusters.models import Cause
from resilience.clusters.response.causes import answer_cause, find_cause
from resilience.clusters.response.contacts import plan_contact, record_contact
from resilience.clusters.response.money import Said, ask_for_money, criteria_of
from resilience.clusters.response.team import join
from resilience.organisations.models import Organisation
from resilience.programmes.local import in_force
from resilience.screening.status_actions import confirm_status
from resilience.screening.status_actions import in_force as status_of

TEAM = (
    ("primary_care_development", "Cordelia Stonechat", "Integrated care board"),
    ("contracting", "Barnaby Quickset", "Integrated care board"),
    ("locality", "Ignatius Marlpit", "Sub-ICB location"),
    ("lmc", "Dr Perpetua Longmeadow", "Local medical committee"),
)


@transaction.atomic
def show(programme: str, today: date, people: dict[Role, User]) -> int:
    """Find the cause of the practice's status, make up its team and speak with it; how many causes
    there are then. None where there is one, or where the practice is green."""
    pack = in_force(programme)
    practice = Organisation.objects.filter(code=PRACTICE).first()
    if practice is None or pack.response is None or Cause.objects.exists():
        return 0
    day = today - timedelta(days=40)
    lead, own = Reader(people[Role.RESILIENCE_LEAD], day), Reader(people[Role.PRACTICE_LEAD], day)
    at = datetime.combine(day, time(10, 5), UTC)
    if status_of(practice, programme) is None:
        confirm_status(
            by=lead,
            practice=practice,
            programme=programme,
            status="amber",
            reason="Two partners told us that they want to stop within three years.",
            review_by=today + timedelta(days=50),
            seen=0,
            at=at,
        )
    status = status_of(practice, programme)
    if status is None or status.status not in ("amber", "red"):
        return 0
    cause = find_cause(
        by=lead,
        practice=practice,
        pack=pack,
        seen=0,
        main="succession",
        others=["clinical_staff"],
        shown_by="Two of four partners are over 60, and a post was advertised twice in vain.",
        at=at,
    )
    answer_cause(
        by=own,
        practice=practice,
        programme=programme,
        seen=cause.pk,
        agrees=True,
        says="We asked five people. The lease held them back.",
        at=at + timedelta(hours=4),
    )
    for role, name, body in TEAM:
        join(by=lead, practice=practice, pack=pack, role=role, name=name, body=body, user=None)
    contact = plan_contact(
        by=lead,
        practice=practice,
        pack=pack,
        due=day + timedelta(days=14),
        who=TEAM[0][1],
        about="The lease, and who may become a partner",
        at=at,
    )
    later = today - timedelta(days=20)
    record_contact(
        by=Reader(people[Role.RESILIENCE_LEAD], later),
        contact=contact,
        pack=pack,
        happened=later,
        what="The landlord will talk. A salaried GP thinks of becoming a partner.",
        at=datetime.combine(later, time(16, 10), UTC),
    )
    if asked := criteria_of(pack):
        ask_for_money(
            by=Reader(people[Role.PRACTICE_LEAD], later),
            practice=practice,
            pack=pack,
            pence=8_400_00,
            purpose="Legal advice on the lease and the partnership deed, for two months.",
            criteria={one.id: Said(True, "Talked over with the team.") for one in asked},
            at=datetime.combine(later, time(17), UTC),
        )
    return Cause.objects.count()
