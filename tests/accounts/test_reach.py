"""Whose records an organisation's people see on a day, against the plain way of working it out."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilience.accounts.models import Membership, NamedReader, User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import ROLES, Role
from resilience.accounts.tiers import Subject, Tier
from resilience.organisations.derive.timeline import Span
from resilience.organisations.models import (
    Ancestor,
    Coverage,
    Kind,
    Organisation,
    Record,
    Succession,
)
from resilience.organisations.reach import rebuild_reach
from resilience.organisations.reaching import Link, Way, reaches
from tests.accounts.oracle import World
from tests.accounts.worlds import (
    BOARDS,
    COMMISSIONERS,
    COMMITTEES,
    DAYS,
    EVERYBODY,
    NETWORKS,
    PRACTICES,
    worlds,
)

KINDS = {
    Kind.PRACTICE: PRACTICES,
    Kind.PCN: NETWORKS,
    Kind.CCG: COMMISSIONERS,
    Kind.ICB: BOARDS,
    Kind.LMC: COMMITTEES,
}
KIND = {number: kind for kind, numbers in KINDS.items() for number in numbers}


@given(worlds(), DAYS)
@settings(max_examples=150, deadline=None)
def test_reach_is_what_the_plain_way_finds(world: World, day: date):
    links = [Link(below, above, Span(*span)) for below, above, *span in world.belongs]
    links += [Link(below, above, Span(*span), Way.JOINING) for below, above, *span in world.joins]
    found = reaches(links, world.closed, world.took_over)
    for one in world.organisations:
        seers = {
            who
            for (who, within), spans in found.items()
            if within == one and any(span.holds(day) for span in spans)
        }
        assert seers | {one} == world.reached_from(one, day)


@pytest.mark.django_db
@given(
    worlds(),
    st.lists(
        st.tuples(st.sampled_from(list(Role)), st.sampled_from(EVERYBODY), DAYS, DAYS), max_size=3
    ),
    st.lists(st.tuples(st.sampled_from(list(Subject)), st.sampled_from(EVERYBODY)), max_size=1),
    DAYS,
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_reader_sees_of_each_tier_just_what_the_roles_in_force_reach(world, held, named, day):
    with transaction.atomic():
        found, expected = _both(world, held, named, day)
        transaction.set_rollback(True)
    assert found == expected


def _both(world, held, named, day):
    numbers = _saved(world)
    person = User.objects.create_user("somebody@example.nhs.uk")
    for role, number, starts, ends in held:
        Membership.objects.create(
            user=person,
            role=role,
            organisation_id=numbers[number],
            starts=min(starts, ends),
            ends=max(starts, ends),
        )
    for subject, number in named:
        NamedReader.objects.create(
            user=person, organisation_id=numbers[number], subject=subject, starts=date.min
        )
    reader = Reader(person, day)
    in_force = [(role, number) for role, number, a, b in held if min(a, b) <= day < max(a, b)]
    found, expected = {}, {}
    for tier in Tier:
        own = {number for role, number in in_force if tier in ROLES[role].sees}
        expected[tier] = _under(world, own, day)
        found[tier] = _reached(reader.sees(tier), numbers)
    for subject in Subject:
        own = {number for about, number in named if about == subject and in_force}
        expected[subject] = _under(world, own, day)
        found[subject] = _reached(reader.reads(subject), numbers)
    return found, expected


def _under(world, own, day):
    return {one for one in world.organisations if world.reached_from(one, day) & own}


def _reached(scope, numbers):
    number_of = {pk: number for number, pk in numbers.items()}
    found = Organisation.objects.filter(scope.within("pk"))
    by_code = Organisation.objects.filter(scope.coded("code"))
    assert set(found) == set(by_code) == {one for one in by_code if scope.holds(one)}
    return {number_of[one.pk] for one in found}


def _saved(world: World) -> dict[int, int]:
    """The world in the database; the id of each organisation."""
    saved = {
        number: Organisation.objects.create(code=f"X{number:02}", kind=kind, name=f"X{number}").pk
        for number, kind in KIND.items()
    }
    for number, pk in saved.items():
        ends = {"ends": world.closed[number]} if number in world.closed else {}
        Record.objects.create(organisation_id=pk, starts=date.min, **ends)
    for below, above, starts, ends in world.belongs + world.joins:
        if KIND[above] == Kind.LMC:
            Coverage.objects.create(
                area_id=saved[below], organisation_id=saved[above], starts=starts, ends=ends
            )
        else:
            Ancestor.objects.create(
                descendant_id=saved[below],
                ancestor_id=saved[above],
                kind=KIND[above],
                starts=starts,
                ends=ends,
            )
    for old, new, day in world.took_over:
        Succession.objects.create(predecessor_id=saved[old], successor_id=saved[new], day=day)
    rebuild_reach()
    return saved


def test_a_practice_that_moved_is_seen_by_its_new_commissioner_only():
    before, after = Span(date.min, date(2020, 4, 1)), Span(date(2020, 4, 1))
    found = reaches([Link(1, 7, before), Link(1, 8, after)], {}, [])
    assert found == {(7, 1): [before], (8, 1): [after]}


def test_a_practice_that_closed_stays_with_who_had_it_and_with_who_took_over():
    closed, merged = date(2019, 1, 1), date(2020, 4, 1)
    found = reaches([Link(1, 7, Span(date.min, closed))], {1: closed}, [(7, 8, merged)])
    assert found[7, 1] == [Span()]
    assert found[8, 1] == [Span(merged)]


def test_what_a_network_belongs_to_is_not_above_its_practices():
    found = reaches([Link(1, 5, Span(), Way.JOINING), Link(5, 8, Span())], {}, [])
    assert (5, 1) in found
    assert (8, 1) not in found
