"""Data returns: what an area sent, its rows, and the workbook that it sent them in (G12.8, G13)."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.audit.models import Kept, KeptQuerySet
from resilience.organisations.models import Organisation


class ReturnQuerySet(models.QuerySet["Return"]):
    def visible_to(self, reader: Reader) -> ReturnQuerySet:
        """Those of the areas whose cases a reader sees: the rows of a return name practices."""
        return self.filter(reader.sees(Tier.COMMISSIONER).within("area"))


class Return(models.Model):
    """The data return that an area owes: which one (`collection` of the pack), where it stands, and
    what the area has written so far. What it sent is a Submission, which never changes. `version`
    counts the changes, and whoever acts says which they looked at."""

    class State(models.TextChoices):
        OPEN = "open", "Not sent yet"
        SENT = "sent", "Sent"
        ACCEPTED = "accepted", "Accepted"

    programme = models.CharField(max_length=80)
    collection = models.CharField(max_length=40)
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="data_returns")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    since = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)
    words = models.JSONField(default=dict)
    """By question of the pack, what the area has written."""
    upload = models.ForeignKey("returns.Upload", models.PROTECT, null=True, related_name="+")
    """The workbook that stands for the records here, where the area works elsewhere."""

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "collection", "area__name")
        constraints = (
            models.UniqueConstraint(
                fields=["programme", "collection", "area"], name="one_return_of_an_area"
            ),
        )

    def __str__(self) -> str:
        return f"{self.collection} of {self.area}"


class OfAReturnQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> OfAReturnQuerySet:
        """Those of the returns that a reader sees."""
        return self.filter(of__in=Return.objects.visible_to(reader).order_by().values("pk"))


class OfAReturn(Kept):
    """Something that was done about a return, and stays as it was."""

    of = models.ForeignKey(Return, models.PROTECT, related_name="%(class)ss")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")

    objects = OfAReturnQuerySet.as_manager()

    class Meta(Kept.Meta):
        abstract = True
        ordering = ("at", "pk")


class Upload(OfAReturn):
    """A workbook as it arrived, and what was found in it: `found` is a list of messages, each with
    its rule, sheet, cell, what was found and how to mend it; `stops` whether one of them stops it
    from being sent. `rows` (of teams and practices) and `words` are what was read of it then: how
    workbooks are read may change, what somebody looked at does not."""

    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    found = models.JSONField(default=list)
    stops = models.BooleanField()
    rows = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    words = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class Submission(OfAReturn):
    """A return as it was sent and signed: its words, its rows, and as at which day they are."""

    class Source(models.TextChoices):
        RECORDS = "records", "from the records here"
        WORKBOOK = "workbook", "from a workbook"

    number = models.PositiveIntegerField()
    source = models.CharField(max_length=10, choices=Source.choices)
    as_at = models.DateField()
    late = models.BooleanField()
    words = models.JSONField(default=dict)
    signed = models.CharField(max_length=200)
    """Name and post of whoever signed it off."""
    upload = models.ForeignKey(Upload, models.PROTECT, null=True, related_name="+")

    class Meta(OfAReturn.Meta):
        ordering = ("of", "number")
        constraints = (
            models.UniqueConstraint(fields=["of", "number"], name="submissions_in_turn"),
            models.CheckConstraint(
                condition=Q(source="records", upload=None)
                | Q(source="workbook", upload__isnull=False),
                name="a_workbook_is_kept",
            ),
        )

    def __str__(self) -> str:
        return f"submission {self.number} of {self.of}"


class SentRowQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> SentRowQuerySet:
        """Those of the returns that a reader sees."""
        seen = Submission.objects.visible_to(reader)
        return self.filter(submission__in=seen.order_by().values("pk"))


class SentRow(Kept):
    """A row of a submission: `row` is a team's or a practice's, as `figures.rows` has it."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="rows")
    team = models.CharField(max_length=64)
    practice = models.CharField(max_length=64, blank=True)
    """Its code; empty for the row of the team itself."""
    row = models.JSONField(encoder=DjangoJSONEncoder)

    objects = SentRowQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("submission", "team", "practice")
        constraints = (
            models.UniqueConstraint(fields=["submission", "team", "practice"], name="one_row"),
        )

    def __str__(self) -> str:
        return f"{self.team} {self.practice}".strip()
