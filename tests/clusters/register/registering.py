"""An area in which practices have statuses and were screened twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from resilience.accounts.tiers import Tier
from resilience.clusters.models import Risk, RiskSetAside
from resilience.clusters.register import acts
from resilience.clusters.register.acts import Said
from resilience.clusters.register.addressed import Of, register_at
from resilience.clusters.register.feeds import PutForward, put_forward
from resilience.programmes.packs import load
from resilience.screening.models import PracticeStatus, ScreenedPractice, Snapshot
from tests.clusters.world import HOUSE, PRACTICES, PROGRAMME, TODAY, organisation, reader

SOON = TODAY + timedelta(days=30)
SAID = Said(
    title="Two partners retire",
    cause="Nobody has come forward.",
    effect="Patients may need another practice.",
    likelihood=4,
    impact=4,
    mitigation="",
    owner="Head of primary care",
    review_by=SOON,
)


def of(name: str = "commissioner", area: str = "QUY") -> Of:
    return register_at(reader(name), PROGRAMME, area)


def forward(name: str = "commissioner", area: str = "QUY") -> list[PutForward]:
    return put_forward(of(name, area), reader(name))


def keys(**more: Any) -> list[str]:
    return [one.key.rsplit(":", 1)[0] for one in forward(**more)]


def confirmed(code: str, status: str, review_by: date | None = SOON) -> PracticeStatus:
    """Somebody confirms a status, and ends the one before."""
    for one in PracticeStatus.objects.in_force().filter(organisation__code=code):
        one.end()
    return PracticeStatus.objects.create(
        organisation=organisation(code),
        tier=Tier.COMMISSIONER,
        programme=PROGRAMME,
        status=status,
        signal="",
        reason="Two partners are leaving.",
        review_by=review_by,
        confirmed_for=organisation("QUY"),
        written_by="x",
        written=timezone.now(),
    )


def screened(day: date, signals: dict[str, str], met: int = 0) -> Snapshot:
    """A screen in which practices have signals, else green; the first so many of them meet the
    first criterion of workforce."""
    pack = load(PROGRAMME)
    snapshot = Snapshot.objects.create(
        key=f"{day}-{len(signals)}-{met}",
        programme=PROGRAMME,
        as_at=day,
        pack_hash=pack.hash,
        pack=pack.model_dump(mode="json"),
        releases={},
        unknown={},
        shared={},
    )
    workforce = next(n for n, one in enumerate(pack.criteria) if one.domain == "workforce")
    for place, code in enumerate(PRACTICES):
        letters = ["n"] * len(pack.criteria)
        letters[workforce] = "m" if place < met else "n"
        ScreenedPractice.objects.create(
            snapshot=snapshot,
            code=code,
            name=HOUSE[code][1],
            areas=f"/ENG/Y58/QUY/{HOUSE[code][2][0]}/",
            area=HOUSE[code][2][0],
            results="".join(letters),
            signal=signals.get(code, "green"),
            rank=1,
            met=0,
            not_met=0,
            not_known=0,
            for_review=False,
            own={},
        )
    return snapshot


def taken(key: str, by: str = "commissioner", said: Said = SAID) -> Risk:
    return acts.take_in(
        by=reader(by), of=of(by), key=key, at=timezone.now(), said=said, why="It is so."
    )


def added(by: str = "commissioner", practice: str = "", said: Said = SAID) -> Risk:
    return acts.add(
        by=reader(by), of=of(by), at=timezone.now(), practice=practice, said=said, why="Heard."
    )


def now(risk: Risk) -> Risk:
    risk.refresh_from_db()
    return risk


ONE, TWO = PRACTICES[:2]


RISKS = f"/local/{PROGRAMME}/QUY/risks/"


FIELDS = {
    "seen": "0",
    "title": "Two partners retire",
    "cause": "Nobody has come forward.",
    "effect": "Patients may need another practice.",
    "likelihood": "4",
    "impact": "5",
    "owner": "Head of primary care",
    "review_by": "11 June 2026",
    "why": "It is so.",
}


def aside(key: str, by: str = "commissioner") -> RiskSetAside:
    return acts.set_aside(
        by=reader(by), of=of(by), key=key, at=timezone.now(), why="We spoke with them."
    )


def changed(risk: Risk, **more: Any) -> Risk:
    told = {"seen": risk.version, "said": SAID, "why": "Looked at again.", "by": "commissioner"}
    told |= more
    told["by"] = reader(str(told["by"]))
    return acts.change(risk=risk.pk, at=timezone.now(), **told)


def closed(risk: Risk, by: str = "commissioner", seen: int | None = None) -> Risk:
    version = risk.version if seen is None else seen
    return acts.close(
        by=reader(by), risk=risk.pk, seen=version, at=timezone.now(), outcome="They merged."
    )
