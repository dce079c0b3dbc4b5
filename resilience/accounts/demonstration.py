"""One ready person per role, for the synthetic demonstration: invented people at invented places.

They have no password, their addresses can receive nothing, and `backends.may_sign_in` lets them
in nowhere else.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction

from resilience.accounts.backends import DEMONSTRATION_DOMAIN
from resilience.accounts.models import Membership, User
from resilience.accounts.roles import Role
from resilience.audit.actions import record
from resilience.organisations.models import FOREVER, Ancestor, Coverage, Kind, Organisation
from resilience.organisations.reach import rebuild_reach

SINCE = date(2018, 4, 1)
PRACTICE, COMMISSIONER, BOARD, REGION, NATION = "Z90001", "9ZA", "QZ1", "Y97", "ENG"
COMMITTEE = ("LMC-OTTER", Kind.LMC, "Ottershire and Lantern Vale Local Medical Committee")
COVERED = ("9ZA", "9ZB")
SUPPLIER = ("SUP-FINCH", Kind.SUPPLIER, "Finch and Harrow Practice Support")
NETWORK = "the practice's network"

PEOPLE: dict[Role, tuple[str, str]] = {
    Role.PRACTICE_LEAD: ("Dr Wilhelmina Ashgrove", PRACTICE),
    Role.PRACTICE_MEMBER: ("Tobias Fernhollow", PRACTICE),
    Role.GROUP_LEAD: ("Dr Anselm Birchwater", NETWORK),
    Role.LMC_OFFICER: ("Dr Perpetua Longmeadow", COMMITTEE[0]),
    Role.COMMISSIONER: ("Ignatius Marlpit", COMMISSIONER),
    Role.RESILIENCE_LEAD: ("Cordelia Stonechat", BOARD),
    Role.FINANCE_LEAD: ("Barnaby Quickset", BOARD),
    Role.REGIONAL_LEAD: ("Henrietta Saltmarsh", REGION),
    Role.NATIONAL_TEAM: ("Lysander Goldfinch", NATION),
    Role.SUPPLIER: ("Marguerite Thornbury", SUPPLIER[0]),
    Role.ANALYST: ("Ptolemy Reedbank", REGION),
    Role.BOARD_READER: ("Dame Araminta Heron", BOARD),
    Role.ADMINISTRATOR: ("Jocasta Willowbrook", COMMISSIONER),
}


class NotTheDemonstration(Exception):
    """Somebody asked for invented people where real ones are."""

    def __init__(self) -> None:
        super().__init__("Invented people are made in the demonstration only.")


@transaction.atomic
def make_people(*, by: str) -> int:
    """Make whoever is missing, and what they act for; how many people were made."""
    if not (settings.RESILIENCE_HOME / "DEMONSTRATION").exists():
        raise NotTheDemonstration
    _local_organisations()
    made = [_make(by, role, name, where) for role, (name, where) in PEOPLE.items()]
    return sum(made)


def people_of_the_demonstration() -> list[Membership]:
    """What each of them is and for whom, in the order of the table of roles."""
    held = Membership.objects.filter(user__email__endswith=f"@{DEMONSTRATION_DOMAIN}")
    order = list(PEOPLE)
    return sorted(
        held.select_related("user", "organisation"), key=lambda m: order.index(Role(m.role))
    )


def _make(by: str, role: Role, name: str, where: str) -> bool:
    email = f"{role.replace('_', '.')}@{DEMONSTRATION_DOMAIN}"
    if User.objects.filter(email=email).exists():
        return False
    code = _network() if where == NETWORK else where
    organisation = Organisation.objects.get(code=code)
    user = User.objects.create_user(email, None, name=name)
    membership = Membership.objects.create(
        user=user, organisation=organisation, role=role, starts=SINCE
    )
    record(
        by=by,
        act="membership.given",
        subject=membership,
        organisation=code,
        after={"role": role, "starts": SINCE, "ends": FOREVER},
        person=user.actor,
    )
    return True


def _network() -> str:
    latest = Ancestor.objects.filter(descendant__code=PRACTICE, kind=Kind.PCN).latest("starts")
    return latest.ancestor.code


def _local_organisations() -> None:
    """A committee and a supplier: no published file lists them, so they are entered."""
    for code, kind, name in (COMMITTEE, SUPPLIER):
        Organisation.objects.get_or_create(code=code, defaults={"kind": kind, "name": name})
    committee = Organisation.objects.get(code=COMMITTEE[0])
    areas = Organisation.objects.filter(code__in=COVERED).exclude(
        covered_by__organisation=committee
    )
    for area in areas:
        Coverage.objects.create(organisation=committee, area=area, starts=SINCE)
    if areas:
        rebuild_reach()
