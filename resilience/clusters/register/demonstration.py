"""The register and what is shared, in the synthetic demonstration."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.clusters.addressed import pack_called
from resilience.clusters.models import Risk, Sharing
from resilience.clusters.register.acts import Said, add, change, set_aside, take_in
from resilience.clusters.register.addressed import Of
from resilience.clusters.register.feeds import put_forward
from resilience.clusters.register.sharing import last_of, settle
from resilience.organisations.models import Organisation

AREA = "QZ1"
GROUP = "Quality and resilience working group"
AGREED = (
    ("confirmed_status", "practice", "each_update", "On its own page", "It is about them."),
    ("area_comparison", "board", "quarterly", "In the public paper", "No practice is named in it."),
    ("stocktake_clusters", "cluster_practices", "yearly", "At their meeting", "They plan by it."),
    ("risk_register", "committee", "quarterly", "On paper, in private", "They own the risks."),
    ("inequality_view", "public", "yearly", "With the annual report", "It is published anyway."),
)


@transaction.atomic
def show(programme: str, today: date, people: dict[Role, User]) -> int:
    """Risks that were put forward and taken in, one of our own, one set aside, and what a working
    group agreed to share; how many risks there are. None where there are some already."""
    pack, area = pack_called(programme), Organisation.objects.filter(code=AREA).first()
    if pack.risks is None or area is None or Risk.objects.filter(programme=programme).exists():
        return 0
    of, by = Of(pack, area, pack.risks), Reader(people[Role.RESILIENCE_LEAD], today)
    at = datetime.combine(today, time(9, 20), UTC)
    own = Said(
        title="Two practice managers retire within a year",
        cause="Both have told us, and few people apply for such posts here.",
        effect="Two practices at once would be without somebody who knows how they are run.",
        likelihood=4,
        impact=3,
        mitigation="A shared deputy is being looked for.",
        owner="Head of primary care",
        review_by=today + timedelta(days=60),
    )
    add(by=by, of=of, at=at, practice="", said=own, why="Heard at the managers’ forum.")
    forward = put_forward(of, by)
    for one in forward[:3]:
        said = Said(
            title=one.title,
            cause=" ".join([one.feed.cause, *one.facts]),
            effect=one.feed.effect,
            likelihood=one.feed.likely,
            impact=one.feed.severe,
            mitigation="",
            owner="Locality lead",
            review_by=today + timedelta(days=30),
        )
        risk = take_in(by=by, of=of, key=one.key, at=at, said=said, why="It fits what we know.")
    if forward:
        said = Said(**vars(said) | {"likelihood": 2, "mitigation": "A visit is agreed."})
        change(by=by, risk=risk.pk, seen=1, at=at, said=said, why="They rang us first.")
    for one in forward[3:4]:
        set_aside(by=by, of=of, key=one.key, at=at, why="We spoke last week: it has passed.")
    _share(of, by, at, today)
    return Risk.objects.filter(programme=programme).count()


def _share(of: Of, by: Reader, at: datetime, today: date) -> None:
    if Sharing.objects.filter(programme=of.pack.id, area=of.organisation).exists():
        return
    for what, audience, how_often, form, why in AGREED:
        settle(
            by=by,
            of=of,
            seen=last_of(of),
            at=at,
            what=what,
            audience=audience,
            shared=True,
            how_often=how_often,
            form=form,
            agreed=today - timedelta(days=12),
            agreed_by=GROUP,
            review_by=today + timedelta(days=180),
            why=why,
        )
