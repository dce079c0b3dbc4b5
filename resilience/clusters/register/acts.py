"""Taking a risk into the register of an area, changing it, closing it, and setting one aside."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.clusters.models import Risk, RiskEntry, RiskSetAside
from resilience.clusters.register.addressed import Of, practices_in
from resilience.clusters.register.feeds import PutForward, put_forward
from resilience.clusters.register.rules import why_not_change, why_not_review_by, why_not_run
from resilience.clusters.typed import plain
from resilience.organisations.models import Organisation

LONGEST_TITLE = LONGEST_OWNER = 200
DEALT_WITH = (
    "This is no longer put forward: somebody took it into the register or set it aside, or the "
    "dashboard says something else by now."
)
CHANGED = (
    "Somebody changed this risk since you opened the page, so nothing was kept. What you typed is "
    "still here: compare it with what they wrote, then go on."
)


@dataclass(frozen=True)
class Said:
    """A risk in somebody's words, as they score it from 1 to 5, with whose it is (a post)."""

    title: str
    cause: str
    effect: str
    likelihood: int
    impact: int
    mitigation: str
    owner: str
    review_by: date


@transaction.atomic
def take_in(*, by: Reader, of: Of, key: str, at: datetime, said: Said, why: str) -> Risk:
    """Take a risk that the dashboard put forward into the register, with the facts as they are."""
    refuse(why_not_run(of.organisation, by))
    _locked(of)
    found = _put_forward(of, key, by)
    facts = {"facts": list(found.facts)}
    return _begun(of, said, why, by, at, practice=found.practice, fed_by=key, facts=facts)


@transaction.atomic
def add(*, by: Reader, of: Of, at: datetime, practice: str, said: Said, why: str) -> Risk:
    """Add a risk that somebody thought of: about a practice of the area, by its code, or about the
    area as a whole."""
    refuse(why_not_run(of.organisation, by))
    _locked(of)
    about = (
        practices_in(of.organisation, by.day).filter(code=practice).first() if practice else None
    )
    if practice and about is None:
        raise Refused(f"There is no practice {practice} in {of.organisation.name}.")
    return _begun(of, said, why, by, at, practice=about, fed_by="", facts={})


@transaction.atomic
def change(*, by: Reader, risk: int, seen: int, at: datetime, said: Said, why: str) -> Risk:
    """Say what is so now, or that nothing changed and when it is looked at again; always why."""
    found = _looked_at(risk, seen, by)
    for name, value in asdict(_checked(said, at)).items():
        setattr(found, name, value)
    return _kept(found, plain(why), by, at, "risk.changed")


@transaction.atomic
def close(*, by: Reader, risk: int, seen: int, at: datetime, outcome: str) -> Risk:
    """Close a risk today, with what came of it."""
    found = _looked_at(risk, seen, by)
    found.closed, found.outcome = timezone.localdate(at), plain(outcome)
    return _kept(found, found.outcome, by, at, "risk.closed")


@transaction.atomic
def set_aside(*, by: Reader, of: Of, key: str, at: datetime, why: str) -> RiskSetAside:
    """Leave out what the dashboard put forward, with a reason. The same fact comes no more."""
    refuse(why_not_run(of.organisation, by))
    _locked(of)
    found = _put_forward(of, key, by)
    made = RiskSetAside.objects.create(
        programme=of.pack.id,
        area=of.organisation,
        fed_by=key,
        title=found.title[:LONGEST_TITLE],
        why=plain(why),
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.RUN_LOCALLY, of.organisation.pk),
    )
    record(
        by=by.actor,
        act="risk.set_aside",
        subject=made,
        organisation=of.organisation.code,
        after={"feed": found.feed.id},
    )
    return made


def content_of(risk: Risk) -> dict[str, Any]:
    """What a risk says, as an entry keeps it."""
    names = ("title", "cause", "effect", "likelihood", "impact", "mitigation", "owner")
    days = {name: one and one.isoformat() for name, one in _days(risk).items()}
    return {name: getattr(risk, name) for name in names} | days | {"outcome": risk.outcome}


def _days(risk: Risk) -> dict[str, date | None]:
    return {"review_by": risk.review_by, "closed": risk.closed}


def _locked(of: Of) -> None:
    """One at a time writes in the register of an area, until the transaction ends."""
    list(Organisation.objects.select_for_update(no_key=True).filter(pk=of.organisation.pk))


def _put_forward(of: Of, key: str, by: Reader) -> PutForward:
    found = next((one for one in put_forward(of, by) if one.key == key), None)
    if found is None:
        raise Refused(DEALT_WITH)
    return found


def _begun(
    of: Of,
    said: Said,
    why: str,
    by: Reader,
    at: datetime,
    *,
    practice: Organisation | None,
    fed_by: str,
    facts: dict[str, Any],
) -> Risk:
    every = Risk.objects.filter(programme=of.pack.id, area=of.organisation)
    risk = Risk(
        programme=of.pack.id,
        area=of.organisation,
        number=(every.aggregate(last=Max("number"))["last"] or 0) + 1,
        practice=practice,
        fed_by=fed_by,
        **asdict(_checked(said, at)),
    )
    return _kept(risk, plain(why), by, at, "risk.added", facts)


def _looked_at(risk: int, seen: int, by: Reader) -> Risk:
    every = Risk.objects.visible_to(by).select_for_update(of=("self",))
    found = every.select_related("area").filter(pk=risk).first()
    if found is None:
        raise Refused("There is no such risk.")
    refuse(why_not_change(found, by))
    if found.version != seen:
        raise Refused(CHANGED)
    return found


def _kept(
    risk: Risk,
    why: str,
    by: Reader,
    at: datetime,
    act: str,
    facts: dict[str, Any] | None = None,
) -> Risk:
    """Keep a risk as its next version, and an entry of what it says now."""
    risk.version += 1
    risk.save()
    RiskEntry.objects.create(
        risk=risk,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.RUN_LOCALLY, risk.area_id),
        content=content_of(risk) | (facts or {}),
        why=why,
    )
    record(
        by=by.actor,
        act=act,
        subject=risk,
        organisation=risk.area.code,
        after={"number": risk.number, "score": risk.score, "review_by": risk.review_by},
    )
    return risk


def _checked(said: Said, at: datetime) -> Said:
    """What somebody said, tidied. Raises Refused where it makes no risk."""
    if not (1 <= said.likelihood <= 5 and 1 <= said.impact <= 5):
        raise Refused("Likelihood and impact are from 1 to 5.")
    refuse(why_not_review_by(said.review_by, timezone.localdate(at)))
    return Said(
        title=plain(said.title, LONGEST_TITLE),
        cause=plain(said.cause),
        effect=plain(said.effect),
        likelihood=said.likelihood,
        impact=said.impact,
        mitigation=plain(said.mitigation) if said.mitigation.strip() else "",
        owner=plain(said.owner, LONGEST_OWNER),
        review_by=said.review_by,
    )
