"""An act and the event that tells of it are kept together, or neither is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.forms.models import model_to_dict
from django.utils import timezone

from resilience.accounts import actions
from resilience.accounts.joining import join
from resilience.accounts.models import Invitation, Membership, NamedReader, User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Subject
from resilience.audit.models import Event
from resilience.evidence.store import Store
from resilience.organisations.models import FOREVER, Kind, Organisation
from resilience.site.loading import load_files
from tests.accounts.people import organisation, person
from tests.evidence.lists import lists, row, write
from tests.evidence.publishing import load_one

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


class Broken(Exception):
    """The event could not be written."""


class World:
    """An organisation with an administrator, a lead who names readers, and a colleague."""

    def __init__(self) -> None:
        self.place: Organisation = organisation("Y99", Kind.REGION)
        admin = person("admin@example.org", password=None, role=Role.ADMINISTRATOR, at=self.place)
        lead = person("lead@example.org", password=None, role=Role.REGIONAL_LEAD, at=self.place)
        self.other = person("other@example.org", password=None, role=Role.ANALYST, at=self.place)
        self.admin, self.lead = Reader(admin, DAY), Reader(lead, DAY)
        self.invitation, _ = self.invite("new@example.org")
        self.named = self.name_reader()
        self.other_membership = self.other.memberships.get()

    def invite(self, email: str = "another@example.org") -> tuple[Invitation, str]:
        return actions.invite(
            by=self.admin, email=email, organisation=self.place, role=Role.ANALYST
        )

    def withdraw(self) -> None:
        actions.withdraw(by=self.admin, invitation=self.invitation)

    def give(self, ends: date = FOREVER) -> None:
        actions.give(
            by=self.admin,
            user=self.other,
            organisation=self.place,
            role=Role.BOARD_READER,
            starts=DAY,
            ends=ends,
        )

    def end(self) -> None:
        actions.end(by=self.admin, membership=self.other_membership, day=DAY)

    def name_reader(self) -> NamedReader:
        return actions.name_reader(
            by=self.lead,
            user=self.other,
            organisation=self.place,
            subject=Subject.SICKNESS,
            starts=DAY,
        )

    def end_reading(self) -> None:
        actions.end_reading(by=self.lead, named=self.named, day=DAY + timedelta(days=1))

    def join(self) -> None:
        join(invitation=self.invitation, name="Cy New", password=None)


ACTS: dict[str, Callable[[World], object]] = {
    "person.invited": World.invite,
    "invitation.withdrawn": World.withdraw,
    "membership.given": World.give,
    "membership.ended": World.end,
    "reader.named": World.name_reader,
    "reader.ended": World.end_reading,
    "person.joined": World.join,
}


def everything() -> list[dict[str, object]]:
    kinds = (User, Membership, Invitation, NamedReader)
    return [model_to_dict(row) for kind in kinds for row in kind.objects.order_by("pk")]


def acts() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("act", flat=True))


@pytest.mark.parametrize("act", ACTS)
def test_an_act_changes_something_and_leaves_its_event(act):
    world = World()
    before, told = everything(), len(acts())
    ACTS[act](world)
    assert everything() != before
    assert act in acts()[told:]


@pytest.mark.parametrize("act", ACTS)
def test_an_act_whose_event_cannot_be_written_is_not_done(act):
    world = World()
    before, told = everything(), acts()
    with (
        patch("resilience.accounts.actions.record", side_effect=Broken),
        patch("resilience.accounts.joining.record", side_effect=Broken),
        pytest.raises(Broken),
    ):
        ACTS[act](world)
    assert everything() == before
    assert acts() == told


def test_an_act_that_is_refused_leaves_no_event():
    world = World()
    told = acts()
    with pytest.raises(Refused):
        world.give(ends=DAY)
    assert acts() == told


def test_an_act_that_fails_half_way_leaves_neither_its_first_event_nor_what_was_done():
    world = World()
    told, people = acts(), User.objects.count()
    stale = world.invitation
    Invitation.objects.filter(pk=stale.pk).update(expires=timezone.now() - timedelta(days=1))
    with pytest.raises(Refused):
        join(invitation=stale, name="Cy New", password=None)
    assert (acts(), User.objects.count()) == (told, people)


def test_a_load_killed_before_its_event_is_made_good_by_the_next(home, tmp_path):
    path = write(tmp_path / "lists.csv", lists(row()))
    load_one(path, home)  # the release is kept, and nothing tells of it
    for _ in range(2):
        list(load_files([path], Store(home), by="command load", today=DAY))
    (event,) = Event.objects.filter(act="release.loaded")
    assert (event.actor, event.details["late"]) == ("command load", True)
