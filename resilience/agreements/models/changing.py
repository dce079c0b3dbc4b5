"""What changes while a memorandum is in force, is disputed under it, or stands beside it."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Statement, StatementQuerySet
from resilience.agreements.models.memorandum import Memorandum, OfACase, OfACaseQuerySet
from resilience.agreements.models.plan import PARTIES, Plan, Side
from resilience.cases.models import Case
from resilience.organisations.models import Organisation


class VariationQuerySet(models.QuerySet["Variation"]):
    def open(self) -> VariationQuerySet:
        """Those that were neither given up nor signed by both sides yet."""
        both = Memorandum.objects.filter(signatures__side=Side.PRACTICE)
        return self.filter(given_up=None).exclude(
            memorandum__in=both.filter(signatures__side=Side.BODY)
        )


class Variation(models.Model):
    """That a memorandum in force is being varied (D12.1): begun with a reason, written in the plan,
    put before both sides as a memorandum of its own, and in force once both have signed that; given
    up at any time before.

    While it has no `memorandum` the plan may be changed; `before` are the rows of the plan as they
    stood, to be put back where it is given up. A memorandum that varies another and is of no
    variation was taken back: nobody signs it.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="variations")
    varied = models.ForeignKey(Memorandum, models.PROTECT, related_name="+")
    reason = models.TextField()
    begun = models.DateTimeField()
    before = models.JSONField(encoder=DjangoJSONEncoder)
    memorandum = models.OneToOneField(
        Memorandum, models.PROTECT, null=True, related_name="variation"
    )
    given_up = models.DateTimeField(null=True)

    objects = VariationQuerySet.as_manager()

    class Meta:
        ordering = ("begun", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(given_up=None, memorandum=None),
                name="one_variation_is_written",
            ),
        )

    def __str__(self) -> str:
        return f"variation of {self.varied}"


class Extension(OfACase):
    """That the body extended a memorandum, at its discretion and with a reason (D11.1)."""

    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="extensions")
    until = models.DateField()
    reason = models.TextField()

    objects = OfACaseQuerySet.as_manager()

    class Meta(OfACase.Meta):
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason"),
        )


class EndNotice(OfACase):
    """That a side gave notice (D13): on which ground of the pack, and from when it may end at the
    earliest on that ground."""

    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="notices")
    side = models.CharField(max_length=10, choices=PARTIES)
    ground = models.CharField(max_length=40)
    given = models.DateField()
    """The day on which the other side had it in writing."""
    earliest = models.DateField()
    ends = models.DateField()
    reason = models.TextField(blank=True)
    discussed_with_lmc = models.DateField(null=True)

    objects = OfACaseQuerySet.as_manager()

    class Meta(OfACase.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(ends__gte=F("earliest")), name="notice_is_long_enough"
            ),
        )


class NoticeWithdrawal(OfACase):
    """That the side which gave notice took it back, so that it ends nothing."""

    notice = models.OneToOneField(EndNotice, models.PROTECT, related_name="withdrawal")
    reason = models.TextField()

    objects = OfACaseQuerySet.as_manager()


class IssueQuerySet(models.QuerySet["Issue"]):
    def visible_to(self, reader: Reader) -> IssueQuerySet:
        """Those of the cases that a reader sees."""
        return self.filter(case__in=Case.objects.visible_to(reader))


class Issue(models.Model):
    """An issue, concern or complaint under a memorandum, and how far it went (D9): told to the
    other side, taken to the strategic lead, with the advice of the LMC where it was sought."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="issues")
    number = models.PositiveIntegerField()
    raised = models.DateTimeField()
    side = models.CharField(max_length=10, choices=PARTIES)
    what = models.TextField()
    escalated = models.DateTimeField(null=True)
    why_escalated = models.TextField(blank=True)
    lmc_asked = models.DateField(null=True)
    lmc_advice = models.TextField(blank=True)
    settled = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="issues_in_turn"),)

    def __str__(self) -> str:
        return f"issue {self.number} of {self.case_id}"


class Confidentiality(OfACase):
    """That a practice and its supplier have a confidentiality agreement (D10.1): that it is there
    and its date, and nothing else of it."""

    supplier = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    dated = models.DateField()

    objects = OfACaseQuerySet.as_manager()


class AssistanceQuerySet(StatementQuerySet["Assistance"]):
    def visible_to(self, reader: Reader) -> AssistanceQuerySet:
        """Those of the cases that a reader sees."""
        return self.filter(case__in=Case.objects.visible_to(reader))


class Assistance(Statement):
    """A separate agreement on financial assistance, linked to a memorandum, which itself passes no
    money (DB1.1, DB1.3, E33). `criteria` are those of the pack that are met; `amount` is pence. It
    may be withdrawn: then it is ended."""

    tiers: ClassVar = (Tier.COMMISSIONER,)

    case = models.ForeignKey(Case, models.PROTECT, related_name="assistances")
    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="assistances")
    reference = models.CharField(max_length=100)
    agreed = models.DateField()
    amount = models.PositiveBigIntegerField()
    purpose = models.TextField()
    criteria = models.JSONField(default=list)

    objects = AssistanceQuerySet.as_manager()

    class Meta(Statement.Meta):
        ordering = ("written", "pk")
