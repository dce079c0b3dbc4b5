"""What the working group of an area settled to share with whom, and settling it (Q10).

It opens nothing: who reads a page of the product is decided by its tier alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from resilience.accounts.fields import LINE
from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right, roles_with
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.seers import in_force
from resilience.audit.actions import record
from resilience.clusters.models import Sharing
from resilience.clusters.register.addressed import Of, practices_in
from resilience.clusters.register.rules import why_not_run, why_not_share
from resilience.clusters.typed import plain
from resilience.look import words
from resilience.notices.actions import tell
from resilience.organisations.models import Organisation
from resilience.programmes.schema.toolkit import Audience, Shareable

CHANGED = (
    "Somebody settled something for this area since you opened the page, so nothing was kept. "
    "What you typed is still here: look at the table in another window, then go on."
)


@dataclass(frozen=True)
class Settled:
    """What was settled of one thing and one audience: nothing where nobody settled it. `never`
    says why the product never shares it with them."""

    audience: Audience
    now: Sharing | None
    never: str
    late: bool


def table(of: Of, reader: Reader) -> list[tuple[Shareable, list[Settled]]]:
    """For each thing of the pack what was settled for each audience; one query."""
    found = {(one.what, one.audience): one for one in settled(of, reader)}

    def cell(what: Shareable, audience: Audience) -> Settled:
        now = found.get((what.id, audience.id))
        late = bool(now and now.shared and now.review_by and now.review_by < reader.day)
        return Settled(audience, now, why_not_share(of.register, what.id, audience.id), late)

    audiences = of.register.audiences
    return [(what, [cell(what, one) for one in audiences]) for what in of.register.shareable]


def settled(of: Of, reader: Reader) -> list[Sharing]:
    """What counts now: the latest of each thing and audience; one query."""
    every = Sharing.objects.visible_to(reader).in_force()
    found = every.filter(programme=of.pack.id, area=of.organisation)
    return list(found.select_related("acting_for"))


def last_of(of: Of) -> int:
    """The number of what was settled last, 0 for nothing."""
    found = Sharing.objects.filter(programme=of.pack.id, area=of.organisation)
    return found.order_by("-pk").values_list("pk", flat=True).first() or 0


@transaction.atomic
def settle(
    *,
    by: Reader,
    of: Of,
    seen: int,
    at: datetime,
    what: str,
    audience: str,
    shared: bool,
    how_often: str,
    form: str,
    agreed: date,
    agreed_by: str,
    review_by: date | None,
    why: str,
) -> Sharing:
    """Keep what was agreed: something is shared with an audience so often, or no more. `seen` is
    the number of what was settled last, 0 for nothing. The practices of the area are told."""
    refuse(why_not_run(of.organisation, by))
    list(Organisation.objects.select_for_update(no_key=True).filter(pk=of.organisation.pk))
    if last_of(of) != seen:
        raise Refused(CHANGED)
    never = why_not_share(of.register, what, audience)
    refuse(never if shared or not of.register.audience(audience) else "")
    today = timezone.localdate(at)
    if agreed > today:
        raise Refused(f"{words.day(agreed)} is still to come: give a day up to today.")
    if shared:
        refuse(_why_not_shared(of, how_often, review_by, today))
    made = Sharing.objects.create(
        programme=of.pack.id,
        area=of.organisation,
        what=what,
        audience=audience,
        shared=shared,
        how_often=how_often if shared else "",
        form=plain(form, LINE) if form else "",
        agreed=agreed,
        agreed_by=plain(agreed_by, LINE),
        review_by=review_by if shared else None,
        why=plain(why),
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.RUN_LOCALLY, of.organisation.pk),
    )
    record(
        by=by.actor,
        act="sharing.settled",
        subject=made,
        organisation=of.organisation.code,
        after={"what": what, "audience": audience, "shared": shared, "how_often": made.how_often},
    )
    _tell_practices(of, made, by)
    return made


def _why_not_shared(of: Of, how_often: str, review_by: date | None, today: date) -> str:
    if how_often not in {one.id for one in of.register.how_often}:
        return "Choose how often it is shared."
    if review_by is None or review_by <= today:
        return "Say by which day to come it is looked at again."
    return ""


def _tell_practices(of: Of, made: Sharing, by: Reader) -> None:
    """Who answers for a practice of the area learns that something was settled; two queries."""
    practices = practices_in(of.organisation, by.day).order_by()
    leads = in_force(by.day).filter(
        organisation__in=practices.values("pk"), role__in=roles_with(Right.REFER)
    )
    what, audience = of.register.what(made.what), of.register.audience(made.audience)
    if what and audience:
        tell(
            people=User.objects.filter(pk__in=leads.values("user")),
            subject=f"{of.organisation.name}: what is shared with whom changed",
            text=f"{what.title}: {audience.title.lower()}. Sign in to read what was agreed, by "
            "whom and why.",
            address=reverse("clusters:sharing", args=of.here),
            once=f"sharing {made.pk}",
        )
