"""A small England in which practices ask for help: two commissioners under two teams, a committee,
and a person of each kind."""

from __future__ import annotations

from datetime import date

from resilience.accounts.models import Membership, User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.organisations.models import Ancestor, Coverage, Kind, Organisation, Record
from resilience.organisations.reach import rebuild_reach

PROGRAMME = "gprp-2018-19"
LONG_AGO = date(2013, 4, 1)
HOUSE = {
    "ENG": (Kind.NATION, "England", ()),
    "Y54": (Kind.REGION, "North of England", ("ENG",)),
    "Q74": (Kind.DCO, "Cumbria and North East", ("Y54", "ENG")),
    "Q83": (Kind.DCO, "Greater Manchester", ("Y54", "ENG")),
    "00K": (Kind.CCG, "Hartlepool", ("Q74", "Y54", "ENG")),
    "00T": (Kind.CCG, "Bolton", ("Q83", "Y54", "ENG")),
    "A81001": (Kind.PRACTICE, "The Dene Surgery", ("00K", "Q74", "Y54", "ENG")),
    "A81002": (Kind.PRACTICE, "Queens Park Practice", ("00K", "Q74", "Y54", "ENG")),
    "P81001": (Kind.PRACTICE, "Mill Lane Surgery", ("00T", "Q83", "Y54", "ENG")),
}
BODIES = {
    "LMC-1": (Kind.LMC, "Tees Local Medical Committee"),
    "SUP-1": (Kind.SUPPLIER, "Steady Hands Ltd"),
}
PEOPLE = {
    "lead": (Role.PRACTICE_LEAD, "A81001"),
    "member": (Role.PRACTICE_MEMBER, "A81001"),
    "second_lead": (Role.PRACTICE_LEAD, "A81002"),
    "other_lead": (Role.PRACTICE_LEAD, "P81001"),
    "officer": (Role.LMC_OFFICER, "LMC-1"),
    "commissioner": (Role.COMMISSIONER, "00K"),
    "other_commissioner": (Role.COMMISSIONER, "00T"),
    "resilience": (Role.RESILIENCE_LEAD, "Q74"),
    "other_resilience": (Role.RESILIENCE_LEAD, "Q83"),
    "regional": (Role.REGIONAL_LEAD, "Y54"),
    "finance": (Role.FINANCE_LEAD, "Q74"),
    "analyst": (Role.ANALYST, "Y54"),
    "board": (Role.BOARD_READER, "00K"),
    "national": (Role.NATIONAL_TEAM, "ENG"),
    "supplier": (Role.SUPPLIER, "SUP-1"),
    "administrator": (Role.ADMINISTRATOR, "00K"),
}


def build() -> None:
    """The organisations, how they belong together, and the people."""
    names = {code: (kind, name) for code, (kind, name, _) in HOUSE.items()} | BODIES
    made = {
        one.code: one
        for one in Organisation.objects.bulk_create(
            Organisation(code=code, kind=kind, name=name) for code, (kind, name) in names.items()
        )
    }
    Record.objects.bulk_create(
        Record(organisation=made[code], name=name, starts=LONG_AGO)
        for code, (_, name, _) in HOUSE.items()
    )
    Ancestor.objects.bulk_create(
        Ancestor(
            descendant=made[code],
            ancestor=made[one],
            kind=made[one].kind,
            direct=place == 0,
            starts=LONG_AGO,
        )
        for code, (_, _, above) in HOUSE.items()
        for place, one in enumerate(above)
    )
    Coverage.objects.create(organisation=made["LMC-1"], area=made["00K"], starts=LONG_AGO)
    rebuild_reach()
    people = User.objects.bulk_create(
        User(email=f"{name}@example.nhs.uk", name=name.replace("_", " ")) for name in PEOPLE
    )
    Membership.objects.bulk_create(
        Membership(user=one, organisation=made[code], role=role, starts=LONG_AGO)
        for one, (role, code) in zip(people, PEOPLE.values(), strict=True)
    )


def user(name: str) -> User:
    return User.objects.get(email=f"{name}@example.nhs.uk")


def reader(name: str, day: date) -> Reader:
    """Somebody of the world, on a day."""
    return Reader(user(name), day)


def practice(code: str = "A81001") -> Organisation:
    return Organisation.objects.get(code=code)
