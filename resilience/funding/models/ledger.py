"""What finance paid, as an extract of its general ledger tells it."""

from __future__ import annotations

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.funding.models.books import Entry, Pot
from resilience.organisations.models import Organisation


class Mapping(models.Model):
    """Which column of a holder's extract says what, remembered by the headings of the file."""

    holder = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    headings = models.CharField(max_length=64)
    """SHA-256 of the headings in their order."""
    columns = models.JSONField()
    """The heading by what it says: day, pence, document, payee, code, about."""
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["holder", "headings"], name="one_mapping"),)

    def __str__(self) -> str:
        return f"columns of {self.holder}"


class OfALedgerQuerySet(models.QuerySet[Any]):
    def visible_to(self, reader: Reader) -> OfALedgerQuerySet:
        """Those of the pots whose books a reader keeps: an extract may hold anything."""
        kept = Pot.objects.filter(reader.may(Right.KEEP_BOOKS).within("holder"))
        return self.filter(pot__in=kept.order_by().values("pk"))


class Extract(models.Model):
    """One file of a ledger that was read into the books of a pot, known by its SHA-256."""

    pot = models.ForeignKey(Pot, models.PROTECT, related_name="extracts")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    columns = models.JSONField()

    objects = OfALedgerQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=["pot", "sha256"], name="an_extract_once"),)

    def __str__(self) -> str:
        return self.name


class LedgerLine(models.Model):
    """A line of an extract: matched to what it paid, in the queue for a person, set aside by one, a
    duplicate of another, or one that could not be read. `cells` is what the file had."""

    class State(models.TextChoices):
        MATCHED = "matched", "Matched"
        QUEUED = "queued", "Waits for you"
        SET_ASIDE = "set_aside", "Set aside"
        DUPLICATE = "duplicate", "Read before"
        BROKEN = "broken", "Could not be read"

    pot = models.ForeignKey(Pot, models.PROTECT, related_name="ledger_lines")
    extract = models.ForeignKey(Extract, models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField()
    """In the file, counted as a spreadsheet does."""
    cells = models.JSONField(encoder=DjangoJSONEncoder)
    state = models.CharField(max_length=12, choices=State.choices)
    said = models.TextField(blank=True)
    """Why it is queued, set aside, a duplicate or broken, and what to do."""
    identity = models.CharField(max_length=64, blank=True)
    """SHA-256 of what makes it the same payment in another file."""
    day = models.DateField(null=True)
    pence = models.BigIntegerField(null=True)
    document = models.CharField(max_length=100, blank=True)
    payee = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=40, blank=True)
    about = models.CharField(max_length=300, blank=True)
    entry = models.OneToOneField(Entry, models.PROTECT, null=True, related_name="ledger_line")
    settled_by = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)

    objects = OfALedgerQuerySet.as_manager()

    class Meta:
        ordering = ("extract", "row")
        constraints = (
            models.UniqueConstraint(fields=["extract", "row"], name="a_row_once"),
            models.CheckConstraint(
                condition=Q(state="matched", entry__isnull=False)
                | (~Q(state="matched") & Q(entry=None)),
                name="matched_has_its_entry",
            ),
        )

    def __str__(self) -> str:
        return f"row {self.row} of {self.extract}"
