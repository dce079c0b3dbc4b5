"""What happened with a practice, from its first status on, in the order of days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.timezone import make_aware

from resilience.accounts.reader import Reader
from resilience.clusters.models import (
    AssistanceRequest,
    Cause,
    OfferPlace,
    RegularContact,
    TeamMember,
)
from resilience.look import words
from resilience.organisations.models import Organisation
from resilience.programmes.schema import Pack
from resilience.screening.status_queries import history

State = OfferPlace.State


@dataclass(frozen=True)
class Happened:
    """One thing on a day, at a moment where that is known: what it was, in few words and in
    people's own; the status it brought, if it brought one; for whom somebody did it."""

    when: date | datetime
    what: str
    text: str = ""
    status: str = ""
    who: str = ""

    @property
    def moment(self) -> datetime:
        """Where only the day is known, its noon."""
        if isinstance(self.when, datetime):
            return self.when
        return make_aware(datetime.combine(self.when, time(12)))


def story_of(practice: Organisation, pack: Pack, reader: Reader) -> list[Happened]:
    """All that a reader sees of it, the first leading; six queries."""
    found = [
        *_statuses(practice, pack, reader),
        *_causes(practice, pack, reader),
        *_team(practice, pack, reader),
        *_contacts(practice, pack, reader),
        *_money(practice, pack, reader),
        *_places(practice, pack, reader),
    ]
    return sorted(found, key=lambda one: one.moment)  # of one moment: in the order above


def _statuses(practice: Organisation, pack: Pack, reader: Reader) -> Iterator[Happened]:
    for one in reversed(history(reader, pack.id, practice.code)):
        given = one.status != "none"
        what = f"Confirmed {one.words.lower()}" if given else "Status taken back"
        status = one.status if given else ""
        yield Happened(one.written, what, one.reason, status, one.confirmed_for.name)


def _causes(practice: Organisation, pack: Pack, reader: Reader) -> Iterator[Happened]:
    every = Cause.objects.visible_to(reader).filter(organisation=practice, programme=pack.id)
    titles = titles_of(pack)
    answered = None
    for one in every.select_related("found_for").order_by("written", "pk"):
        day, title = one.written, titles.get(one.main, one.main)
        if one.settled:
            yield Happened(day, f"Settled: {title}", one.shown_by, who=one.found_for.name)
        elif one.practice_agrees is None:
            yield Happened(day, f"Cause found: {title}", one.shown_by, who=one.found_for.name)
        elif one.practice_agrees != answered or one.practice_says:
            agrees = "agrees" if one.practice_agrees else "sees it otherwise"
            yield Happened(day, f"The practice {agrees}", one.practice_says, who=practice.name)
        answered = one.practice_agrees


def _team(practice: Organisation, pack: Pack, reader: Reader) -> Iterator[Happened]:
    every = TeamMember.objects.visible_to(reader).filter(organisation=practice, programme=pack.id)
    roles = {one.id: one.title for one in (pack.response.roles if pack.response else ())}
    for one in every:
        named = f"{one.name}, {roles.get(one.role, one.role)}"
        yield Happened(one.starts, f"Joined the team: {named}", who=one.body)
        if one.ends:
            yield Happened(one.ends, f"Left the team: {named}", who=one.body)


def _contacts(practice: Organisation, pack: Pack, reader: Reader) -> Iterator[Happened]:
    every = RegularContact.objects.visible_to(reader).filter(
        organisation=practice, programme=pack.id, happened__isnull=False
    )
    for one in every:
        assert one.happened is not None  # noqa: S101 - those that happened
        yield Happened(one.happened, f"Spoke with the practice: {one.about}", one.what, who=one.who)


def _money(practice: Organisation, pack: Pack, reader: Reader) -> Iterator[Happened]:
    every = AssistanceRequest.objects.visible_to(reader).filter(
        organisation=practice, programme=pack.id
    )
    for one in every.select_related("asked_for", "decided_for"):
        asked = f"Asked for {words.pounds(one.pence)}"
        yield Happened(one.asked, asked, one.purpose, who=one.asked_for.name)
        if one.decided:
            what = f"{words.pounds(one.pence)}: {one.get_state_display().lower()}"
            who = one.decided_for.name if one.decided_for else ""
            yield Happened(one.decided, what, one.why, who=who)


def _places(practice: Organisation, pack: Pack, reader: Reader) -> Iterator[Happened]:
    every = OfferPlace.objects.visible_to(reader).filter(
        organisation=practice, offer__programme=pack.id
    )
    for one in every.select_related("offer__area"):
        area = one.offer.area.name
        yield Happened(one.asked, f"Asked for a place: {one.offer.title}", who=area)
        if one.state == State.FINISHED:
            what = f"Finished: {one.offer.title}"
            yield Happened(one.changed, what, one.result, who=practice.name)


def titles_of(pack: Pack) -> dict[str, str]:
    """The title of each cause by its id."""
    return {one.id: one.title for one in (pack.response.causes if pack.response else ())}
