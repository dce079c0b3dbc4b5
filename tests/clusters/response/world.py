"""The response to the status of Alder House: its cause, team, contacts, and money."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from resilience.clusters.models import AssistanceRequest, Cause, RegularContact, TeamMember
from resilience.clusters.response.causes import (
    answer_cause,
    cause_in_force,
    find_cause,
    settle_cause,
)
from resilience.clusters.response.contacts import plan_contact, record_contact
from resilience.clusters.response.money import (
    Said,
    ask_for_money,
    decide,
)
from resilience.clusters.response.team import join
from resilience.programmes.packs import load
from tests.clusters.world import NOW, PRACTICES, PROGRAMME, TODAY, organisation, reader, user

PACK = load(PROGRAMME)
CODE = PRACTICES[0]
PAGE = f"/practices/{CODE}/response/{PROGRAMME}/"
MET = {one.id: Said(True, "It is so.") for one in PACK.ending.assistance_criteria}


def seen(code: str = CODE) -> int:
    now = cause_in_force(organisation(code), PROGRAMME)
    return now.pk if now else 0


def found(by: str = "commissioner", main: str = "succession", **other: Any) -> Cause:
    said = {"others": ["clinical_staff"], "shown_by": "Two of three partners are over 60."}
    said |= {"practice": organisation(CODE), "seen": seen(), "at": NOW} | other
    return find_cause(by=reader(by), pack=PACK, main=main, **said)


def answered(agrees: bool, says: str = "", by: str = "lead1", **other: Any) -> Cause:
    said = {"practice": organisation(CODE), "programme": PROGRAMME, "seen": seen(), "at": NOW}
    return answer_cause(by=reader(by), agrees=agrees, says=says, **(said | other))


def joined(role: str = "primary_care_development", by: str = "resilience", **other: Any):
    said = {"name": "Kim Quill", "body": "Severn Shore ICB", "user": None} | other
    return join(by=reader(by), practice=organisation(CODE), pack=PACK, role=role, **said)


def complete_team() -> list[TeamMember]:
    needed = [one.id for one in PACK.response.roles if one.needed]
    return [joined(role, user=user("commissioner") if role == "area" else None) for role in needed]


def contact(
    by: str = "resilience", days: int = 7, code: str = CODE, at: datetime = NOW, **other: Any
) -> RegularContact:
    said = {"due": at.date() + timedelta(days=days), "who": "Kim Quill", "about": "Two empty posts"}
    return plan_contact(
        by=reader(by, at.date()), practice=organisation(code), pack=PACK, at=at, **(said | other)
    )


def money(by: str = "commissioner", **other: Any) -> AssistanceRequest:
    said = {"pence": 12_500_00, "purpose": "A locum until spring.", "criteria": MET, "at": NOW}
    return ask_for_money(
        by=reader(by, TODAY), practice=organisation(CODE), pack=PACK, **(said | other)
    )


def settled(by: str = "commissioner", **other):
    said = {"practice": organisation(CODE), "programme": PROGRAMME, "seen": seen(), "at": NOW}
    return settle_cause(by=reader(by), what="A partner joined.", **(said | other))


def recorded(one: RegularContact, by: str = "resilience", at=NOW, **other):
    said = {"happened": at.date(), "what": "Both posts are advertised."} | other
    return record_contact(by=reader(by, at.date()), contact=one, pack=PACK, at=at, **said)


def decided(one: AssistanceRequest, by: str = "finance", granted: bool = True, **other):
    said = {"seen": one.version, "why": "It bridges to spring.", "at": NOW} | other
    return decide(by=reader(by), request=one, pack=PACK, granted=granted, **said)
