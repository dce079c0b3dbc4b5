"""Delivery plans of local teams, what practices were told, how plans are assured, and what is
escalated (G12.1, G12.2, G12.10, N1 to N4)."""

from __future__ import annotations

from datetime import date

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader, Scope
from resilience.accounts.roles import AREAS
from resilience.accounts.tiers import Tier
from resilience.audit.models import Kept, KeptQuerySet
from resilience.organisations.models import Ancestor, Organisation


def of_teams_read(scope: Scope, column: str) -> Q:
    """Narrows a query to the teams, by the id in `column`, within a scope and above an area within
    it: commissioners and committees read what was agreed with them."""
    if scope.everywhere:
        return Q()
    areas = Organisation.objects.filter(scope.within("pk"), kind__in=AREAS)
    above = Ancestor.objects.filter(
        descendant__in=areas.values("pk"), starts__lte=scope.day, ends__gt=scope.day
    )
    return scope.within(column) | Q(**{f"{column}__in": above.values("ancestor")})


class OfATeamQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> OfATeamQuerySet:
        """Those of the teams of which a reader sees counts, and of the teams above: a plan names
        no practice."""
        return self.filter(of_teams_read(reader.sees(Tier.COUNTS), "team"))


class DeliveryPlan(Kept):
    """How a team delivers the programme in a year, as it agreed it with partners on a day. A plan
    brought up to date is another, with the next number: the latest counts."""

    programme = models.CharField(max_length=80)
    year = models.CharField(max_length=7)
    team = models.ForeignKey(Organisation, models.PROTECT, related_name="delivery_plans")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    agreed = models.DateField()
    agreed_with = models.JSONField(default=list)
    """The commissioners and committees with which it was agreed: `code` and `name` of each."""
    partners = models.TextField(blank=True)
    """With whom else, and whatever there is to say of it."""
    summary = models.TextField()
    shares = models.TextField()
    """What was decided on help that continues and on new practices or groups (G12.1)."""
    deadlines = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    """What practices are to do by when: a list of `what` and `by` (2018-07-31)."""

    objects = OfATeamQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("programme", "year", "team__name", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["programme", "year", "team", "number"], name="delivery_plans_in_turn"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} of {self.team}"

    @property
    def local_deadlines(self) -> list[tuple[date, str]]:
        """By when practices are to do what, the first leading."""
        return [(date.fromisoformat(one["by"]), one["what"]) for one in self.deadlines]


class OfAPlanQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> OfAPlanQuerySet:
        """Those of the plans that a reader sees."""
        return self.filter(plan__in=DeliveryPlan.objects.visible_to(reader).order_by().values("pk"))


class OfADeliveryPlan(Kept):
    """Something done about a delivery plan, that stays as it was."""

    plan = models.ForeignKey(DeliveryPlan, models.PROTECT, related_name="%(class)ss")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    objects = OfAPlanQuerySet.as_manager()

    class Meta(Kept.Meta):
        abstract = True
        ordering = ("at", "pk")


class PracticesTold(OfADeliveryPlan):
    """That practices were told of the local processes and deadlines (G12.2): what they were told
    beside the deadlines, the codes of the practices told now, and of those with nobody here."""

    text = models.TextField(blank=True)
    told = models.JSONField(default=list)
    not_reached = models.JSONField(default=list)


class ToldOtherwise(OfADeliveryPlan):
    """That a practice with nobody here was told of a plan's deadlines in another way."""

    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    day = models.DateField()
    how = models.CharField(max_length=300)

    class Meta(OfADeliveryPlan.Meta):
        constraints = (
            models.UniqueConstraint(fields=["plan", "practice"], name="told_otherwise_once"),
        )


class Assurance(OfADeliveryPlan):
    """What the region, or the national team, found of a plan."""

    class Finding(models.TextChoices):
        ASSURED = "assured", "Assured"
        WITH_ACTIONS = "with_actions", "Assured, with actions"
        NOT_ASSURED = "not_assured", "Not assured yet"

    finding = models.CharField(max_length=12, choices=Finding.choices)
    why = models.TextField()


class PlanActionQuerySet(models.QuerySet["PlanAction"]):
    def visible_to(self, reader: Reader) -> PlanActionQuerySet:
        """Those of the plans that a reader sees."""
        return self.filter(plan__in=DeliveryPlan.objects.visible_to(reader).order_by().values("pk"))


class PlanAction(models.Model):
    """Something to be done about a delivery plan, who does it (by post) and by when."""

    plan = models.ForeignKey(DeliveryPlan, models.PROTECT, related_name="actions")
    at = models.DateTimeField()
    what = models.CharField(max_length=300)
    who = models.CharField(max_length=200)
    due = models.DateField()
    done = models.DateField(null=True)
    outcome = models.TextField(blank=True)

    objects = PlanActionQuerySet.as_manager()

    class Meta:
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.what


class EscalationQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> EscalationQuerySet:
        """For those who see the cases of the area that was written to."""
        return self.filter(reader.sees(Tier.COMMISSIONER).within("area"))


class Escalation(Kept):
    """A letter to those who answer for an area about what is late (G12.10): the facts as they were
    computed at that moment, the words of who wrote it, and the very PDF. `to` has a name and post
    for each it went to."""

    programme = models.CharField(max_length=80)
    milestone = models.CharField(max_length=40)
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="escalations")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    to = models.JSONField()
    words = models.TextField()
    answer_by = models.DateField()
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)

    objects = EscalationQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("programme", "number")
        constraints = (
            models.UniqueConstraint(fields=["programme", "number"], name="escalations_in_turn"),
        )

    def __str__(self) -> str:
        return f"letter {self.number} to {self.area}"


class EscalationAnswer(Kept):
    """What the area answered to a letter."""

    escalation = models.ForeignKey(Escalation, models.PROTECT, related_name="answers")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    text = models.TextField()

    objects = KeptQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("at", "pk")
