"""What the page of a response shows: how a practice stands, what is found, who works with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.clusters.addressed import At
from resilience.clusters.bands import BANDS
from resilience.clusters.dashboard.domains import board_of
from resilience.clusters.models import (
    AssistanceRequest,
    Cause,
    RegularContact,
    Stabilisation,
    TeamMember,
)
from resilience.clusters.response.money import agreements_for, criteria_of, why_not_for
from resilience.clusters.response.rules import (
    why_not_answer,
    why_not_ask_money,
    why_not_decide,
    why_not_find,
    why_not_take_back,
    why_not_work_with,
)
from resilience.clusters.response.team import gaps
from resilience.evidence.indicators import indicators
from resilience.evidence.opened import figures_at
from resilience.look.words import number
from resilience.profiles.england import england_on
from resilience.programmes.schema import Pack
from resilience.programmes.schema.response import Cause as PackCause
from resilience.programmes.schema.response import TeamRole
from resilience.screening.sight import Sight
from resilience.screening.snapshots import snapshot_of
from resilience.screening.status import PracticeStatus
from resilience.screening.status_queries import statuses


@dataclass(frozen=True)
class Sign:
    """What usually shows a cause: a domain with its signal of the last screen, or an indicator with
    the latest figure of the practice; `signal` and `figure` are "" where nothing is known."""

    title: str
    signal: str = ""
    figure: str = ""


@dataclass(frozen=True)
class Possible:
    """A cause of the pack beside what shows it of this practice; `signalled`: how many of its
    domains are amber or red."""

    cause: PackCause
    signs: Sequence[Sign]
    kinds: Sequence[str]
    menu: Sequence[str]

    @property
    def signalled(self) -> int:
        return sum(one.signal in ("amber", "red") for one in self.signs)


@dataclass(frozen=True)
class Role:
    """A role of the matrix team, and who has it."""

    role: TeamRole
    members: Sequence[TeamMember]


def response_of(of: At, reader: Reader) -> dict[str, Any]:
    """All of the page but offers and story."""
    practice, pack = of.organisation, of.pack
    mine = {"organisation": practice, "programme": pack.id}
    status = status_seen(of, reader)
    in_force = Cause.objects.in_force().visible_to(reader).filter(**mine)
    cause = in_force.select_related("found_for").first()
    team = list(TeamMember.objects.visible_to(reader).filter(**mine, ends=None))
    contacts = RegularContact.objects.visible_to(reader).filter(**mine, happened=None)
    asked = AssistanceRequest.objects.visible_to(reader).filter(**mine)
    requests = asked.select_related(
        "organisation", "asked_for", "decided_for", "case", "assistance"
    )
    strained = status is not None and status.status in ("amber", "red")
    return {
        "status": status,
        "band": status.status if status and status.status in BANDS else "",
        "strained": strained,
        "cause": cause,
        "pack_cause": _of_pack(of, cause),
        "roles": roles_of(of, team),
        "gaps": gaps([one.role for one in team], pack) if strained or team else [],
        "contacts": list(contacts),
        "requests": [_request(one, reader) for one in requests],
        "criteria": criteria_of(pack),
        "is_red": (status is not None and status.status == "red")
        or Stabilisation.objects.visible_to(reader).filter(**mine, ended=None).exists(),
        "may_confirm": reader.may(Right.CONFIRM_STATUS).holds(practice),
        "may_find": strained and not why_not_find(practice, reader),
        "may_settle": cause is not None
        and not cause.settled
        and not why_not_find(practice, reader),
        "may_answer": not why_not_answer(practice, reader, cause),
        "works_with": not why_not_work_with(practice, reader),
        "in_team": any(one.user == reader.user for one in team if one.user),
        "may_ask_money": bool(criteria_of(pack))
        and not why_not_ask_money(practice, reader)
        and not why_not_for(status.status if status else "", pack),
    }


def status_seen(of: At, reader: Reader) -> PracticeStatus | None:
    """The status of a practice today, so far as a reader sees it."""
    code = of.organisation.code
    return statuses(reader, of.pack.id, reader.day, [code]).get(code)


def possible_causes(of: At, reader: Reader) -> list[Possible]:
    """The causes of the pack beside what is known of a practice; those whose domains are amber or
    red leading."""
    if of.pack.response is None:
        return []
    signals, figures = _signals(of, reader), _figures(of.organisation.code, reader.day)
    kinds = {one.id: one.title for one in (of.pack.offering.kinds if of.pack.offering else ())}
    menu = {one.id: one.title for one in of.pack.menu}
    domains = _domains(of.pack)
    found = [
        Possible(
            cause=one,
            signs=[_sign(name, domains, signals, figures) for name in one.shows],
            kinds=[kinds[name] for name in one.kinds if name in kinds],
            menu=[menu[name] for name in one.menu if name in menu],
        )
        for one in of.pack.response.causes
    ]
    return sorted(found, key=lambda one: -one.signalled)


def roles_of(of: At, team: Sequence[TeamMember]) -> list[Role]:
    """Every role of the pack with who has it."""
    every = of.pack.response.roles if of.pack.response else ()
    return [Role(one, [who for who in team if who.role == one.id]) for one in every]


def _of_pack(of: At, cause: Cause | None) -> PackCause | None:
    every = of.pack.response.causes if of.pack.response else ()
    return next((one for one in every if cause and one.id == cause.main), None)


def _request(one: AssistanceRequest, reader: Reader) -> dict[str, Any]:
    approves = reader.may(Right.APPROVE_SPENDING).holds(one.organisation_id)
    granted = one.state == AssistanceRequest.State.GRANTED
    return {
        "request": one,
        "waits": one.state == AssistanceRequest.State.ASKED,
        "may_decide": not why_not_decide(one, reader),
        "may_take_back": not why_not_take_back(one, reader),
        "may_record": granted and approves and one.assistance is None,
        "agreements": agreements_for(one, reader)
        if granted and approves and one.assistance is None
        else [],
    }


def _signals(of: At, reader: Reader) -> dict[str, str]:
    """The signal of each domain: those of the dashboard today, and of the last screen as a reader
    sees it; a domain of both is the dashboard's."""
    code, snapshot = of.organisation.code, snapshot_of(of.pack.id, None)
    screened = Sight(snapshot, reader).practices.get(code) if snapshot else None
    found = {name: signal for name, (signal, _) in screened.domains.items()} if screened else {}
    england = england_on(reader.day)
    board = board_of(of.pack, england)
    if board is not None and code in england.practices:
        shown = board.practices([code])[code].domains
        found |= {name: one.signal for name, one in shown.items()}
    return found


def _domains(pack: Pack) -> dict[str, str]:
    """The titles of the domains of the screen and of the dashboard."""
    screened = {one.id: one.title for one in pack.domains}
    of_the_dashboard = pack.dashboard.domains if pack.dashboard else ()
    return screened | {one.id: one.title for one in of_the_dashboard}


def _figures(code: str, day: date) -> dict[str, str]:
    """The latest figure of each indicator of a practice in words, with its period."""
    history = figures_at(settings.RESILIENCE_HOME).history(code, until=day)
    latest = {name: every[-1] for name, every in history.items() if every}
    return {
        name: f"{_value(one.value)} ({one.period.label})"
        for name, one in latest.items()
        if one.value is not None
    }


def _value(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return number(value, 0 if value == int(value) else 1)


def _sign(
    name: str, domains: dict[str, str], signals: dict[str, str], figures: dict[str, str]
) -> Sign:
    if name in domains:
        return Sign(domains[name], signal=signals.get(name, ""))
    indicator = indicators().get(name)
    return Sign(indicator.title if indicator else name, figure=figures.get(name, ""))
