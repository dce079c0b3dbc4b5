"""Who else can see a page: said on every page that is not for anyone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from resilience.accounts.models import Membership, NamedReader
from resilience.accounts.roles import ROLES, Role, card
from resilience.accounts.tiers import Subject, Tier
from resilience.organisations.models import FROM_NEAR_TO_FAR, Kind, Organisation, Reach


@dataclass(frozen=True)
class Seers:
    """Who of one organisation sees something: in words each role with its number of people."""

    organisation: str
    told: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.organisation}: {', '.join(self.told)}"


def who_sees(organisation: Organisation, tier: Tier, day: date) -> list[Seers]:
    """All who see what is of a tier about an organisation on a day; one query. Who sees each
    practice of an area sees its counts."""
    also = {tier, Tier.COMMISSIONER} if tier == Tier.COUNTS else {tier}
    roles = [role for role, one in ROLES.items() if also & one.sees]
    held = in_force(day).filter(above("organisation", organisation, day), role__in=roles)
    counted = held.values_list("organisation__kind", "organisation__name", "role").annotate(
        people=Count("user", distinct=True)
    )
    return _by_organisation(
        (kind, name, f"{_called(role, tier)} ({people})")
        for kind, name, role, people in counted.order_by("organisation__name", "role")
    )


def who_reads(organisation: Organisation, subject: Subject, day: date) -> list[Seers]:
    """The readers named for restricted records about an organisation, as people of those whom
    they act for; one query."""
    named = NamedReader.objects.filter(
        above("organisation", organisation, day), subject=subject, starts__lte=day, ends__gt=day
    )
    held = in_force(day).filter(user__in=named.values("user"))
    counted = held.values_list("organisation__kind", "organisation__name").annotate(
        people=Count("user", distinct=True)
    )
    return _by_organisation(
        (kind, name, f"readers named ({people})")
        for kind, name, people in counted.order_by("organisation__name")
    )


def in_force(day: date) -> QuerySet[Membership]:
    return Membership.objects.filter(user__is_active=True, starts__lte=day, ends__gt=day)


def above(column: str, organisation: Organisation, day: date) -> Q:
    """Whose `column` reaches an organisation on a day: itself, whoever stands above, the nation."""
    reaching = Reach.objects.filter(within=organisation, starts__lte=day, ends__gt=day)
    return (
        Q(**{column: organisation})
        | Q(**{f"{column}__in": reaching.values("organisation")})
        | Q(**{f"{column}__kind": Kind.NATION})
    )


def _called(role: str, tier: Tier) -> str:
    """A role in words; where counts are seen, whether no practice is named to it."""
    counts_only = tier == Tier.COUNTS and Tier.COMMISSIONER not in card(role).sees
    return f"{Role(role).label}, counts only" if counts_only else Role(role).label


def _by_organisation(found: Iterable[tuple[str, str, str]]) -> list[Seers]:
    by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, name, told in found:
        by_name[kind, name].append(told)
    nearest_first = sorted(by_name, key=lambda one: FROM_NEAR_TO_FAR.index(Kind(one[0])))
    return [Seers(name, tuple(by_name[kind, name])) for kind, name in nearest_first]
