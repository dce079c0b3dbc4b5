"""The list of a week: every amber and red practice of an area, with its cause, its team and the
next contact; what is late leading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from resilience.accounts.reader import Reader
from resilience.clusters.addressed import At
from resilience.clusters.models import AssistanceRequest, Cause, RegularContact, TeamMember
from resilience.clusters.offers.standing import practices_of
from resilience.clusters.response.story import titles_of
from resilience.clusters.response.team import gaps
from resilience.screening.status import PracticeStatus

COLUMNS = (
    *(
        "practice",
        "name",
        "status",
        "since",
        "review_by",
        "review_late",
        "cause",
        "practice_agrees",
    ),
    *("roles_missing", "next_contact", "with", "contact_late"),
    "money_asked_pounds",
)


@dataclass(frozen=True)
class Line:
    """One practice: its status, its cause if one is found, the titles of roles that nobody has, the
    next contact, and the money it waits for in pence."""

    status: PracticeStatus
    cause: str
    agrees: bool | None
    gaps: Sequence[str]
    contact: RegularContact | None
    pence: int
    day: date

    @property
    def name(self) -> str:
        return self.status.organisation.name

    @property
    def code(self) -> str:
        return self.status.organisation.code

    @property
    def review_late(self) -> bool:
        return self.status.is_late(self.day)

    @property
    def contact_late(self) -> bool:
        """Whether the next contact is overdue, or none is planned."""
        return self.contact is None or self.contact.due < self.day


def lines(of: At, reader: Reader) -> list[Line]:
    """Every amber and red practice of an area that a reader sees; six queries however many."""
    pks = practices_of(of.organisation, reader.day)
    seen = PracticeStatus.objects.in_force().visible_to(reader)
    held = seen.filter(
        programme=of.pack.id, organisation__in=pks, status__in=("amber", "red")
    ).select_related("organisation")
    statuses = {one.organisation_id: one for one in held}
    mine = {"programme": of.pack.id, "organisation__in": statuses}
    causes = {
        one.organisation_id: one
        for one in Cause.objects.in_force().visible_to(reader).filter(**mine, settled=False)
    }
    roles: dict[int, list[str]] = defaultdict(list)
    team = TeamMember.objects.visible_to(reader).filter(**mine, ends=None)
    for practice, role in team.values_list("organisation", "role"):
        roles[practice].append(role)
    contacts: dict[int, RegularContact] = {}
    planned = RegularContact.objects.visible_to(reader).filter(**mine, happened=None)
    for contact in planned.order_by("due", "pk"):
        contacts.setdefault(contact.organisation_id, contact)
    asked = AssistanceRequest.objects.visible_to(reader).filter(**mine, state="asked")
    pence = dict(asked.values_list("organisation", "pence"))
    titles, found = titles_of(of.pack), []
    for pk, status in statuses.items():
        cause = causes.get(pk)
        found.append(
            Line(
                status=status,
                cause=titles.get(cause.main, cause.main) if cause else "",
                agrees=cause.practice_agrees if cause else None,
                gaps=[one.title for one in gaps(roles[pk], of.pack)],
                contact=contacts.get(pk),
                pence=pence.get(pk, 0),
                day=reader.day,
            )
        )
    return sorted(found, key=_pressing)


def rows(found: Sequence[Line]) -> Iterator[dict[str, Any]]:
    """The lines as a file has them."""
    for one in found:
        contact = one.contact
        yield {
            "practice": one.code,
            "name": one.name,
            "status": one.status.status,
            "since": localdate(one.status.written).isoformat(),
            "review_by": one.status.review_by.isoformat() if one.status.review_by else None,
            "review_late": _yes(one.review_late),
            "cause": one.cause or None,
            "practice_agrees": None if one.agrees is None else _yes(one.agrees),
            "roles_missing": "; ".join(one.gaps) or None,
            "next_contact": contact.due.isoformat() if contact else None,
            "with": contact.who if contact else None,
            "contact_late": _yes(one.contact_late),
            "money_asked_pounds": one.pence / 100 if one.pence else None,
        }


def _pressing(one: Line) -> tuple[bool, bool, date, str]:
    """Late ones leading, then the red, then those spoken with first."""
    due = one.contact.due if one.contact else date.min
    return not one.contact_late, one.status.status != "red", due, one.name


def _yes(so: bool) -> str:
    return "yes" if so else "no"
