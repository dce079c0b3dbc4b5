"""An area of 2026: an integrated care board with two sub-ICB locations and fourteen practices, a
second board, a committee, and a person of each kind."""

from __future__ import annotations

from datetime import UTC, date, datetime

from resilience.accounts.models import Membership, User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.organisations.models import Ancestor, Coverage, Kind, Organisation, Record
from resilience.organisations.reach import rebuild_reach

PROGRAMME = "icb-support-2026-27"
TODAY = date(2026, 5, 11)
"""A Monday."""
NOW = datetime(2026, 5, 11, 9, 30, tzinfo=UTC)
LONG_AGO = date(2022, 7, 1)
PRACTICES = [f"L810{number:02}" for number in range(1, 15)]
"""The first eight belong to 15C, six to 11X."""
NAMES = [
    *("Alder House", "Beech Street", "Cedar Park", "Downs Road", "Elm Tree", "Fern Lane"),
    *("Grange Surgery", "Hawthorn Way", "Ivy Bank", "Juniper Court", "Kestrel Close"),
    *("Larch Hill", "Maple Grove", "North Quay"),
]
ELSEWHERE = "P81001"
AREAS = {
    "ENG": (Kind.NATION, "England", ()),
    "Y58": (Kind.REGION, "South West", ("ENG",)),
    "QUY": (Kind.ICB, "Severn Shore ICB", ("Y58", "ENG")),
    "QOP": (Kind.ICB, "Northern Moors ICB", ("ENG",)),
    "15C": (Kind.CCG, "Severn Shore - Harbour", ("QUY", "Y58", "ENG")),
    "11X": (Kind.CCG, "Severn Shore - Levels", ("QUY", "Y58", "ENG")),
    "00T": (Kind.CCG, "Northern Moors - Bolton", ("QOP", "ENG")),
}
HOUSE = (
    AREAS
    | {
        code: (Kind.PRACTICE, name, ("15C" if place < 8 else "11X", "QUY", "Y58", "ENG"))
        for place, (code, name) in enumerate(zip(PRACTICES, NAMES, strict=True))
    }
    | {ELSEWHERE: (Kind.PRACTICE, "Mill Lane Surgery", ("00T", "QOP", "ENG"))}
)
BODIES = {
    "LMC-1": (Kind.LMC, "Severn Local Medical Committee"),
    "SUP-1": (Kind.SUPPLIER, "Steady Hands Ltd"),
}
PEOPLE = {
    **{f"lead{number}": (Role.PRACTICE_LEAD, code) for number, code in enumerate(PRACTICES, 1)},
    "member": (Role.PRACTICE_MEMBER, PRACTICES[0]),
    "other_lead": (Role.PRACTICE_LEAD, ELSEWHERE),
    "officer": (Role.LMC_OFFICER, "LMC-1"),
    "commissioner": (Role.COMMISSIONER, "QUY"),
    "locality": (Role.COMMISSIONER, "15C"),
    "other_commissioner": (Role.COMMISSIONER, "QOP"),
    "resilience": (Role.RESILIENCE_LEAD, "QUY"),
    "other_resilience": (Role.RESILIENCE_LEAD, "QOP"),
    "regional": (Role.REGIONAL_LEAD, "Y58"),
    "finance": (Role.FINANCE_LEAD, "QUY"),
    "analyst": (Role.ANALYST, "QUY"),
    "board": (Role.BOARD_READER, "QUY"),
    "national": (Role.NATIONAL_TEAM, "ENG"),
    "supplier": (Role.SUPPLIER, "SUP-1"),
    "administrator": (Role.ADMINISTRATOR, "QUY"),
}


def build() -> None:
    """The organisations, how they belong together, and the people."""
    names = {code: (kind, name) for code, (kind, name, _) in HOUSE.items()} | BODIES
    made = {
        one.code: one
        for one in Organisation.objects.bulk_create(
            Organisation(code=code, kind=kind, name=name, search=f"{code} {name}".upper())
            for code, (kind, name) in names.items()
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
    for area in ("15C", "11X"):
        Coverage.objects.create(organisation=made["LMC-1"], area=made[area], starts=LONG_AGO)
    rebuild_reach()
    people = User.objects.bulk_create(
        User(email=f"{name}@example.nhs.uk", name=name.replace("_", " ").title()) for name in PEOPLE
    )
    Membership.objects.bulk_create(
        Membership(user=person, organisation=made[code], role=role, starts=LONG_AGO)
        for person, (role, code) in zip(people, PEOPLE.values(), strict=True)
    )


def user(name: str) -> User:
    return User.objects.get(email=f"{name}@example.nhs.uk")


def reader(name: str, day: date = TODAY) -> Reader:
    return Reader(user(name), day)


def organisation(code: str) -> Organisation:
    return Organisation.objects.get(code=code)
