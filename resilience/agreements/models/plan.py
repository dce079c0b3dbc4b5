"""An improvement plan: who leads, what is to be reached, by which help, and how it ends (G10.1,
Annex D, Appendix 1)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import QuerySet

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Tiered, TieredQuerySet
from resilience.audit.models import Kept, KeptQuerySet
from resilience.cases.models import Case
from resilience.organisations.models import Organisation


class Side(models.TextChoices):
    """The two that agree, and who helps them."""

    PRACTICE = "practice", "the practice"
    BODY = "body", "the local team"
    SUPPLIER = "supplier", "the supplier"


PARTIES = [(Side.PRACTICE.value, Side.PRACTICE.label), (Side.BODY.value, Side.BODY.label)]
"""Those that sign."""


class PlanQuerySet(TieredQuerySet["Plan"]):
    def visible_to(self, reader: Reader) -> PlanQuerySet:
        """Those of the cases that a reader sees."""
        return self.filter(case__in=Case.objects.visible_to(reader))


class Plan(Tiered):
    """The plan of a case. The latest of a case, by `number`, is the one that goes on; a continuing
    case has another. It may be changed while the case is `planning`, and to vary a memorandum;
    `version` counts the changes, and whoever changes it says which they looked at. What both sides
    agree is a PlanVersion, which never changes.
    """

    tiers: ClassVar = (Tier.COMMISSIONER,)

    case = models.ForeignKey(Case, models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    begun = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    ends = models.DateField(null=True)
    """The last day of the memorandum, unless all is delivered before (D11.2)."""
    exit_strategy = models.TextField(blank=True)
    money_ends = models.DateField(null=True)
    """The last day on which money is spent (G10.1)."""
    local_strategy = models.TextField(blank=True)
    """How it goes with the local primary care strategy (G10.3)."""
    case_study_by = models.DateField(null=True)
    """By when the practice gives a case study, where that is agreed (D8.2(c))."""

    objects = PlanQuerySet.as_manager()

    class Meta(Tiered.Meta):
        ordering = ("case", "number")
        constraints = [
            *Tiered.Meta.constraints,
            models.UniqueConstraint(fields=["case", "number"], name="plans_in_turn"),
        ]

    def __str__(self) -> str:
        return f"plan {self.number} of {self.case_id}"

    @property
    def varying(self) -> bool:
        """Whether it is written anew to vary the memorandum in force, so that it may be changed."""
        written: QuerySet[Any, Any] = self.variations.filter(given_up=None, memorandum=None)
        return self.case.state == "supported" and written.exists()


class OfAPlan(models.Model):
    """A part of a plan, in its order. Seen by who sees the plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="%(class)ss")
    number = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ("number", "pk")


class Lead(models.Model):
    """One of the three who lead, and where they are reached (D7.1 to D7.4, D17). `user` where they
    use this service: only then can they agree, approve and sign here."""

    class Part(models.TextChoices):
        STRATEGIC = "strategic", "strategic lead"
        OPERATIONAL = "operational", "operational lead"
        PRACTICE = "practice", "practice lead"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="leads")
    part = models.CharField(max_length=20, choices=Part.choices)
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    organisation = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200)
    address = models.TextField()
    phone = models.CharField(max_length=40)
    email = models.CharField(max_length=254)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["plan", "part"], name="one_lead_of_a_part"),)

    def __str__(self) -> str:
        return f"{self.get_part_display()} of {self.plan}"


class Objective(OfAPlan):
    """What is to be reached (DA1.3, DA1.4): `what` is specific, `measure` says how it is told,
    `baseline` and `target` from where to where, `achievable` why that can be done, `owner` and
    `due` who answers for it and by when.

    `indicator` names the published figure that measures it, where there is one: then
    `baseline_value` is its figure, and `baseline_source` its dataset and period, as they stood.
    """

    category = models.CharField(max_length=40)
    """Of the pack."""
    criterion = models.CharField(max_length=40, blank=True)
    """Of the pack, where the objective came of one that was met."""
    what = models.TextField()
    measure = models.TextField()
    indicator = models.CharField(max_length=80, blank=True)
    baseline = models.CharField(max_length=300)
    baseline_value = models.FloatField(null=True)
    baseline_source = models.CharField(max_length=300, blank=True)
    target = models.CharField(max_length=300)
    target_value = models.FloatField(null=True)
    achievable = models.TextField()
    due = models.DateField()
    side = models.CharField(max_length=10, choices=Side.choices)
    owner = models.CharField(max_length=200)
    """By role, such as "practice manager": names stand with the leads only."""

    class Meta(OfAPlan.Meta):
        pass

    def __str__(self) -> str:
        return self.what


class Milestone(OfAPlan):
    """A step on the way, by a day."""

    objective = models.ForeignKey(Objective, models.CASCADE, null=True, related_name="milestones")
    title = models.CharField(max_length=300)
    due = models.DateField()
    side = models.CharField(max_length=10, choices=Side.choices)
    reached = models.DateField(null=True)

    class Meta(OfAPlan.Meta):
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.title


class Help(OfAPlan):
    """A piece of help under the plan: a kind of support of the menu, by a delivery route (G5.19),
    with what each side brings (Appendix 2)."""

    category = models.CharField(max_length=40)
    """Of the menu."""
    route = models.CharField(max_length=40)
    """Of the pack."""
    supplier = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    sender = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """The practice whose people help their peers."""
    sender_capacity = models.TextField(blank=True)
    """How it is known that the sender has the capacity (G5.19)."""
    description = models.TextField()
    body_contribution = models.TextField()
    practice_contribution = models.TextField()
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)

    class Meta(OfAPlan.Meta):
        pass

    def __str__(self) -> str:
        return self.description


class ReportRow(OfAPlan):
    """A report that was agreed: what it tells and by when (D8.2). It is about the help; it is no
    basis for managing how a contract is performed."""

    what = models.CharField(max_length=300)
    due = models.DateField()

    class Meta(OfAPlan.Meta):
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.what


class PlanVersionQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> PlanVersionQuerySet:
        return self.filter(plan__in=Plan.objects.visible_to(reader))


class PlanVersion(Kept):
    """A plan as it was put to the practice: `content` is all of it, as plain data, and `sha256` its
    hash. What is agreed, approved and signed is a version."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    content = models.JSONField(encoder=DjangoJSONEncoder)
    sha256 = models.CharField(max_length=64)

    objects = PlanVersionQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="plan_versions_in_turn"),
        )

    def __str__(self) -> str:
        return f"version {self.number} of {self.plan}"


def plan_of(case: Case) -> Plan | None:
    """The plan of a case that goes on: the latest; none where none was begun."""
    found: QuerySet[Plan, Any] = case.plans.order_by("-number")
    return found.first()
