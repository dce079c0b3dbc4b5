"""What is done under a memorandum, how it goes, and how it ends."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.agreements.models.memorandum import OfACase, OfACaseQuerySet
from resilience.agreements.models.plan import Help, Objective, OfAPlan, Plan, ReportRow, Side
from resilience.audit.models import KeptQuerySet
from resilience.cases.models import CasePractice
from resilience.organisations.models import Organisation

IMPROVEMENT = "improvement"
FROM_1_TO_5 = [MinValueValidator(1), MaxValueValidator(5)]


class Action(OfAPlan):
    """Something that a side said it would do."""

    what = models.CharField(max_length=300)
    side = models.CharField(max_length=10, choices=Side.choices)
    due = models.DateField(null=True)
    done = models.DateField(null=True)

    class Meta(OfAPlan.Meta):
        pass

    def __str__(self) -> str:
        return self.what


class Risk(OfAPlan):
    """What may go wrong, and what is done about it."""

    what = models.TextField()
    likelihood = models.PositiveSmallIntegerField(validators=FROM_1_TO_5)
    impact = models.PositiveSmallIntegerField(validators=FROM_1_TO_5)
    mitigation = models.TextField()
    side = models.CharField(max_length=10, choices=Side.choices)
    closed = models.DateField(null=True)

    class Meta(OfAPlan.Meta):
        pass

    def __str__(self) -> str:
        return self.what


class Visit(OfACase):
    """That somebody of the team or the supplier was there, rang or met with the practice."""

    class Kind(models.TextChoices):
        VISIT = "visit", "visit"
        CALL = "call", "call or video call"
        MEETING = "meeting", "meeting"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="visits")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    side = models.CharField(max_length=10, choices=Side.choices)
    about = models.TextField()

    objects = OfACaseQuerySet.as_manager()

    class Meta(OfACase.Meta):
        ordering = ("on", "pk")


class DeliverableQuerySet(models.QuerySet["Deliverable"]):
    def visible_to(self, reader: Reader) -> DeliverableQuerySet:
        """Those of the plans that a reader sees, and a supplier's own."""
        own = Q(help__supplier__in=reader.may(Right.DELIVER).organisations)
        return self.filter(own | Q(plan__in=Plan.objects.visible_to(reader)))


class Deliverable(OfAPlan):
    """What a supplier is to deliver, whether it did, and whether that was good."""

    help = models.ForeignKey(Help, models.PROTECT, related_name="deliverables")
    what = models.CharField(max_length=300)
    due = models.DateField()
    delivered = models.DateField(null=True)
    accepted = models.DateField(null=True)
    sent_back = models.TextField(blank=True)
    """Why it was not accepted, where it was not."""

    objects = DeliverableQuerySet.as_manager()

    class Meta(OfAPlan.Meta):
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.what


class HeldToAccountQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> HeldToAccountQuerySet:
        """For those who decide on the practice that was helped."""
        return self.filter(reader.sees(Tier.DELIBERATION).within("case__organisation"))


class HeldToAccount(OfACase):
    """That the team asked a supplier about what was not done, and what came of it (D4.3)."""

    supplier = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    deliverable = models.ForeignKey(Deliverable, models.PROTECT, null=True, related_name="+")
    what = models.TextField()
    outcome = models.TextField(blank=True)

    objects = HeldToAccountQuerySet.as_manager()


class ProgressReportQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> ProgressReportQuerySet:
        """For the practices that help is for and those who plan that help with them: nobody else,
        as it is no basis for managing a contract (D8.2)."""
        own = CasePractice.objects.filter(reader.may(Right.FILL_IN).within("organisation"))
        planned = reader.may(Right.PLAN_HELP).within("case__organisation")
        return self.filter(Q(case__in=own.values("case")) | planned)


class ProgressReport(OfACase):
    """How it goes, as the practice tells it: by objective, milestone and question of the pack, and
    how useful the help is, 1 to 5. `purpose` has one value only, in the database too."""

    row = models.OneToOneField(ReportRow, models.PROTECT, related_name="report")
    progress = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    """`objectives`: by number of the row how each stands, and what the practice says of it;
    `milestones`: by number of the row the day on which each was reached."""
    answers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    rating = models.PositiveSmallIntegerField(null=True, validators=FROM_1_TO_5)
    purpose = models.CharField(max_length=20, default=IMPROVEMENT, editable=False)

    objects = ProgressReportQuerySet.as_manager()

    class Meta(OfACase.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(purpose=IMPROVEMENT), name="not_for_contracts"),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__range=(1, 5)), name="report_rates_from_1_to_5"
            ),
        )


class Reading(OfACase):
    """What an objective's measure said on a day, beside its baseline."""

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="readings")
    on = models.DateField()
    said = models.CharField(max_length=300)
    value = models.FloatField(null=True)
    source = models.CharField(max_length=300)
    """Dataset and period, where it was read from published files; else who measured it."""

    objects = OfACaseQuerySet.as_manager()

    class Meta(OfACase.Meta):
        ordering = ("on", "pk")


class ExitReview(OfACase):
    """What was reached and how it ends: with the help, with more of it, or with a new request."""

    class Outcome(models.TextChoices):
        CLOSE = "close", "The help ends here"
        CONTINUE = "continue", "More help is planned"
        REFER_AGAIN = "refer_again", "The practice asks anew"

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="exit_review")
    reached = models.JSONField(default=dict)
    """By number of the row of an objective: what became of it, in the words of the pack."""
    answers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    rating = models.PositiveSmallIntegerField(null=True, validators=FROM_1_TO_5)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = models.TextField()

    objects = OfACaseQuerySet.as_manager()

    class Meta(OfACase.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__range=(1, 5)), name="review_rates_from_1_to_5"
            ),
        )


class LookBack(OfACase):
    """The measured criteria some months after help ended, beside those it was decided on."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="look_backs")
    months = models.PositiveSmallIntegerField()
    as_at = models.DateField()
    evidence = models.JSONField(encoder=DjangoJSONEncoder)
    """By criterion, ready to read: then, now, and what can be said of the difference."""
    words = models.TextField(blank=True)

    objects = OfACaseQuerySet.as_manager()

    class Meta(OfACase.Meta):
        constraints = (
            models.UniqueConstraint(fields=["plan", "months"], name="looked_back_once_after"),
        )
