"""Records about organisations that not everyone may see: `visible_to` on every one of them."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self, TypeVar, cast

from django.db import models
from django.db.models import Q
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Subject, Tier
from resilience.organisations.models import Organisation

Row = TypeVar("Row", bound=models.Model, covariant=True)


class TieredQuerySet(models.QuerySet[Row]):
    def visible_to(self, reader: Reader) -> Self:
        """Those that a reader may see on the reader's day: of each tier within its own reach.

        Restricted ones are for the readers named for their subject, whatever else they hold.
        """
        seen, tiers = Q(tier=Tier.PUBLIC), cast("type[Tiered]", self.model).tiers
        for tier in tiers:
            if tier not in (Tier.PUBLIC, Tier.RESTRICTED) and (scope := reader.sees(tier)):
                seen |= Q(tier=tier) & scope.within("organisation")
        for subject in Subject if Tier.RESTRICTED in tiers else ():
            if scope := reader.reads(subject):
                seen |= Q(tier=Tier.RESTRICTED, subject=subject) & scope.within("organisation")
        return self.filter(seen)


class Tiered(models.Model):
    """A record about an organisation, of a confidentiality tier; `subject` where restricted. Each
    kind of record has `objects`, of a TieredQuerySet."""

    tiers: ClassVar[tuple[Tier, ...]] = tuple(Tier)
    """Those that records of this kind may have."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    tier = models.CharField(max_length=20, choices=Tier.choices)
    subject = models.CharField(max_length=20, choices=Subject.choices, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(tier=Tier.RESTRICTED) ^ Q(subject=""),
                name="%(class)s_restricted_has_a_subject",
            )
        ]


class StatementsAreKept(Exception):
    """Someone tried to change or remove what a person wrote."""

    def __init__(self) -> None:
        super().__init__("What people wrote is kept: write it anew, or withdraw it.")


class StatementQuerySet(TieredQuerySet[Row]):
    def in_force(self) -> Self:
        """Those that were neither replaced nor withdrawn."""
        return self.filter(ended__isnull=True)

    def update(self, **kwargs: Any) -> int:
        if set(kwargs) != {"ended"}:
            raise StatementsAreKept
        return super().update(**kwargs)

    def delete(self) -> NoReturn:
        raise StatementsAreKept


class Statement(Tiered):
    """What a person wrote about an organisation. It is never changed and never removed: a newer
    version or a withdrawal ends it. `written_by` is the opaque id of the record of acts."""

    written_by = models.CharField(max_length=200)
    written = models.DateTimeField(default=timezone.now, editable=False)
    ended = models.DateTimeField(null=True, editable=False)

    class Meta(Tiered.Meta):
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; what is there already is not written over."""
        if not self._state.adding:
            raise StatementsAreKept
        super().save(force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise StatementsAreKept

    def end(self) -> bool:
        """End it now; whether it was in force until now."""
        here = cast("StatementQuerySet[Statement]", type(self)._base_manager.all())
        return bool(here.in_force().filter(pk=self.pk).update(ended=timezone.now()))
