"""The register of risks of an area, and what of the dashboard it shares with whom (Q10, Q16)."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.audit.models import Kept, KeptQuerySet
from resilience.clusters.models.shared import of_areas_seen
from resilience.organisations.models import Organisation


class RiskQuerySet(models.QuerySet["Risk"]):
    def visible_to(self, reader: Reader) -> RiskQuerySet:
        """For those who decide in the area: a register weighs practices against each other."""
        return self.filter(reader.sees(Tier.DELIBERATION).within("area"))


class Risk(models.Model):
    """A risk in the register of an area: about a `practice`, or about the area as a whole.
    Likelihood and impact are from 1 to 5. `fed_by` says what of the dashboard put it forward, with
    the fact itself (`status_red:L81001:12`), so that each is put forward once; empty where a person
    thought of it."""

    programme = models.CharField(max_length=80)
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="risks")
    number = models.PositiveIntegerField()
    practice = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    fed_by = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=200)
    cause = models.TextField()
    effect = models.TextField()
    likelihood = models.PositiveIntegerField()
    impact = models.PositiveIntegerField()
    mitigation = models.TextField(blank=True)
    owner = models.CharField(max_length=200)
    review_by = models.DateField()
    closed = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = RiskQuerySet.as_manager()

    class Meta:
        ordering = ("area__name", "number")
        constraints = (
            models.UniqueConstraint(fields=["programme", "area", "number"], name="risks_in_turn"),
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5)) & Q(impact__range=(1, 5)),
                name="risks_are_scored_1_to_5",
            ),
            models.UniqueConstraint(
                fields=["programme", "area", "fed_by"],
                condition=~Q(fed_by=""),
                name="put_forward_once",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def score(self) -> int:
        """Likelihood times impact, from 1 to 25."""
        return self.likelihood * self.impact


class RiskEntryQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> RiskEntryQuerySet:
        """Those of the risks that a reader sees."""
        return self.filter(risk__in=Risk.objects.visible_to(reader).order_by().values("pk"))


class RiskEntry(Kept):
    """A risk as somebody wrote it down on a day, and why: the history of the register."""

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    why = models.TextField()

    objects = RiskEntryQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.risk_id} at {self.at}"


class RiskSetAsideQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> RiskSetAsideQuerySet:
        """For those who decide in the area, as the register is."""
        return self.filter(reader.sees(Tier.DELIBERATION).within("area"))


class RiskSetAside(Kept):
    """That a risk which the dashboard put forward was not taken into the register, and why. What
    was put forward (`fed_by`, `title`) is put forward again only as another fact."""

    programme = models.CharField(max_length=80)
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fed_by = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    why = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    objects = RiskSetAsideQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["programme", "area", "fed_by"], name="set_aside_once"),
        )

    def __str__(self) -> str:
        return f"{self.fed_by} set aside"


class SharingQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> SharingQuerySet:
        """For everybody of the area, its practices too: they read what is shared about them."""
        return self.filter(of_areas_seen(reader, "area"))

    def in_force(self) -> SharingQuerySet:
        """The latest of each thing and audience of an area."""
        same = {name: OuterRef(name) for name in ("programme", "area", "what", "audience")}
        return self.filter(~Exists(Sharing.objects.filter(**same, pk__gt=OuterRef("pk"))))


class Sharing(Kept):
    """What the working group of an area settled: what of the dashboard (`what`) goes to whom
    (`audience`, both ids of the pack), how often and in which form, from which day. The latest of
    the same two counts; one that is not `shared` says that it goes to them no more."""

    programme = models.CharField(max_length=80)
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="sharings")
    what = models.CharField(max_length=40)
    audience = models.CharField(max_length=40)
    shared = models.BooleanField()
    how_often = models.CharField(max_length=40, blank=True)
    form = models.CharField(max_length=300, blank=True)
    """Where and how: a meeting, a file, a page."""
    agreed = models.DateField()
    agreed_by = models.CharField(max_length=300)
    """Who agreed it, by post and body."""
    review_by = models.DateField(null=True)
    why = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    objects = SharingQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("what", "audience", "-at", "-pk")

    def __str__(self) -> str:
        return f"{self.what} to {self.audience}"
