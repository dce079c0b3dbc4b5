"""ODS ePCN: a workbook of primary care networks and of the practices in them."""

from __future__ import annotations

from datetime import date

from resilience.site.demonstration.places import COMMISSIONERS, Place, sub_icb_name
from resilience.site.demonstration.world import NETWORKS_SINCE, Practice, practices
from resilience.site.demonstration.writing import Row, workbook

NETWORKS = "PCN Code|PCN Name|Current Sub ICB Loc Code|Sub ICB Location|Open Date|Close Date"
ADDRESS = "Address Line 1|Address Line 2|Address Line 3|Address Line 4|Address Line 5|Postcode"
MEMBERS = (
    "Partner\nOrganisation\nCode|Partner\nName|Practice\nParent\nSub ICB Loc Code|"
    "Practice\nParent\nSub ICB Loc Name|PCN Code|PCN Name|PCN Parent\nSub ICB Loc Code|"
    "PCN Parent\nSub ICB Loc Name|Practice to PCN\nRelationship\nStart Date|"
    "Practice to PCN\nRelationship\nEnd Date|Practice Sub ICB Loc and PCN Sub ICB Loc Match "
)
PARTS = ("North", "South", "East", "West", "Central", "Rural")
MOVED = ("Z90013", date(2024, 4, 1))
"""A practice that left its network for the next one."""


def epcn(day: date) -> bytes:
    present = [p for p in practices() if p.listed_on(day) and not _closed_before_networks(p)]
    places = {p.network: p.commissioner for p in present}
    return workbook(
        {
            "PCNDetails": [
                [*NETWORKS.split("|"), *ADDRESS.split("|")],
                *(_network(code, place) for code, place in sorted(places.items())),
            ],
            "PCN Core Partner Details": [
                MEMBERS.split("|"),
                *(row for practice in present for row in _memberships(practice, day)),
            ],
        }
    )


def network_name(code: str, place: Place) -> str:
    return f"{place.name} {PARTS[int(code[-1]) - 1]} PCN"


def _closed_before_networks(practice: Practice) -> bool:
    return bool(practice.closed and practice.closed < NETWORKS_SINCE)


def _network(code: str, place: Place) -> Row:
    number = COMMISSIONERS.index(place) + 1
    address = ["COUNTY HALL", "", "", place.name.upper(), "", f"QX{number} 1AA"]
    name = network_name(code, place).upper()
    return [code, name, place.code, sub_icb_name(place).upper(), _day(NETWORKS_SINCE), "", *address]


def _memberships(practice: Practice, day: date) -> list[Row]:
    since = max(practice.opened, NETWORKS_SINCE)
    until = practice.closed if practice.closed and practice.closed < day else None
    if practice.code != MOVED[0]:
        return [_member(practice, practice.network, since, until, day)]
    following = f"{practice.network[:-1]}{int(practice.network[-1]) + 1}"
    left = date.fromordinal(MOVED[1].toordinal() - 1)
    return [
        _member(practice, practice.network, since, left, day),
        _member(practice, following, MOVED[1], None, day),
    ]


def _member(practice: Practice, network: str, since: date, until: date | None, day: date) -> Row:
    place = practice.commissioner
    parent = [place.code, sub_icb_name(place).upper()]
    return [
        practice.code,
        practice.name_on(day).upper(),
        *parent,
        network,
        network_name(network, place).upper(),
        *parent,
        _day(since),
        _day(until) if until else "",
        "TRUE",
    ]


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"
