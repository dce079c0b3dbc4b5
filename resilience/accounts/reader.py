"""Somebody who looks at pages on a day: what they may see, and what they may do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from resilience.accounts.models import Membership, NamedReader, User
from resilience.accounts.roles import Right, card
from resilience.accounts.tiers import Subject, Tier
from resilience.organisations.models import FROM_NEAR_TO_FAR, Kind, Organisation, Reach


@dataclass(frozen=True)
class Scope:
    """The organisations from which somebody sees something, and what they reach on the day."""

    codes: dict[int, str]
    everywhere: bool
    day: date

    @property
    def organisations(self) -> frozenset[int]:
        """The ids of the very organisations."""
        return frozenset(self.codes)

    def __bool__(self) -> bool:
        return bool(self.codes)

    def within(self, column: str) -> Q:
        """Narrows a query to rows whose `column`, the id of an organisation, is in reach."""
        return self._either(column, self.codes.keys(), "within")

    def coded(self, column: str) -> Q:
        """The same for a `column` that holds an organisation's code."""
        return self._either(column, self.codes.values(), "within__code")

    def _either(self, column: str, own: Collection[int | str], reached: str) -> Q:
        if self.everywhere:
            return Q()
        if not self:
            return Q(pk__in=[])
        rows = Reach.objects.filter(
            organisation__in=self.codes, starts__lte=self.day, ends__gt=self.day
        )
        return Q(**{f"{column}__in": list(own)}) | Q(**{f"{column}__in": rows.values(reached)})

    def holds(self, organisation: Organisation | int) -> bool:
        """Whether an organisation is in reach; at most one query."""
        pk = organisation if isinstance(organisation, int) else organisation.pk
        if self.everywhere or pk in self.codes:
            return True
        return bool(self) and Organisation.objects.filter(self.within("pk"), pk=pk).exists()


@dataclass
class Reader:
    """A person, or nobody in particular, on a day. Memberships are read once."""

    user: User | AnonymousUser
    day: date

    @property
    def signed_in(self) -> bool:
        return self.user.is_authenticated

    @property
    def actor(self) -> str:
        """How the record of acts names this reader."""
        return self.user.actor if isinstance(self.user, User) else "a visitor"

    @cached_property
    def memberships(self) -> list[Membership]:
        """Those in force on the day; none for who may no longer sign in."""
        if not isinstance(self.user, User) or not self.user.is_active:
            return []
        held = Membership.objects.filter(
            user=self.user, starts__lte=self.day, ends__gt=self.day
        ).select_related("organisation", "user")
        return list(held.order_by("organisation__name", "role"))

    def sees(self, tier: Tier) -> Scope:
        """From where records of a tier are seen."""
        return self._scope(m for m in self.memberships if tier in card(m.role).sees)

    def reads(self, subject: Subject) -> Scope:
        """From where restricted records of a subject are read: only by being named for it."""
        return self._scope(one for one in self._named if one.subject == subject)

    @cached_property
    def _named(self) -> list[NamedReader]:
        readers = {m.user for m in self.memberships}  # nobody once every membership has ended
        named = NamedReader.objects.filter(
            user__in=readers, starts__lte=self.day, ends__gt=self.day
        )
        return list(named.select_related("organisation"))

    def may(self, right: Right) -> Scope:
        """From where an act is allowed."""
        return self._scope(m for m in self.memberships if right in card(m.role).may)

    def acting_for(self, right: Right, organisation: int) -> Organisation | None:
        """The nearest of the organisations for which they act that gives a right over another."""
        held = [m.organisation for m in self.memberships if right in card(m.role).may]
        nearest_first = sorted(held, key=lambda one: FROM_NEAR_TO_FAR.index(one.kind))
        for one in nearest_first:
            scope = Scope({one.pk: one.code}, one.kind == Kind.NATION, self.day)
            if scope.holds(organisation):
                return one
        return None

    def may_at(self, right: Right) -> QuerySet[Organisation]:
        """The very organisations that give a right, without those they reach."""
        return Organisation.objects.filter(pk__in=self.may(right).codes)

    def _scope(self, held: Iterable[Membership | NamedReader]) -> Scope:
        organisations = {one.organisation for one in held}
        everywhere = any(one.kind == Kind.NATION for one in organisations)
        return Scope({one.pk: one.code for one in organisations}, everywhere, self.day)
