"""The books: what may be spent, what is promised, and every entry by which that came about.

Money is whole pence. Entries are added, never changed; a pot, a commitment and a total hold the
sums of their entries, change in the entry's own transaction, and are never beyond what bears them:
the database refuses it (design §3.6). `resilience books` proves that they are the sums.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Tiered, TieredQuerySet
from resilience.agreements.models import Assistance, BusinessCase, Memorandum
from resilience.audit.models import Kept, KeptQuerySet
from resilience.cases.models import Case
from resilience.organisations.models import Organisation


class PotQuerySet(models.QuerySet["Pot"]):
    def visible_to(self, reader: Reader) -> PotQuerySet:
        """Those held within the reach of whoever sees counts there: pots name no practice."""
        return self.filter(reader.sees(Tier.COUNTS).within("holder"))


class Pot(models.Model):
    """The money of a programme that an organisation holds for a financial year, like 2018-19.

    `allocated` is what it was given; `carried` came from the year before, less what went to the
    next; `received` is what reached its ledger. What may be committed is what was allocated and
    carried.
    """

    programme = models.CharField(max_length=80)
    year = models.CharField(max_length=7)
    holder = models.ForeignKey(Organisation, models.PROTECT, related_name="pots")
    version = models.PositiveIntegerField(default=0)
    """Of its last entry; whoever changes the pot itself says which they looked at."""
    allocated = models.BigIntegerField(default=0)
    carried = models.BigIntegerField(default=0)
    received = models.BigIntegerField(default=0)
    committed = models.BigIntegerField(default=0)
    invoiced = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)

    objects = PotQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "year", "holder__name")
        constraints = (
            models.UniqueConstraint(fields=["programme", "year", "holder"], name="one_pot"),
            models.CheckConstraint(condition=Q(allocated__gte=0), name="allocated_not_below_0"),
            models.CheckConstraint(condition=Q(received__gte=0), name="received_not_below_0"),
            models.CheckConstraint(
                condition=Q(committed__lte=F("allocated") + F("carried")),
                name="committed_within_what_is_there",
            ),
            models.CheckConstraint(
                condition=Q(invoiced__lte=F("committed")), name="pot_invoiced_within_committed"
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0) & Q(paid__lte=F("invoiced")),
                name="pot_paid_within_invoiced",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.year}, {self.holder}"

    @property
    def available(self) -> int:
        """What may be committed in all, in pence."""
        return self.allocated + self.carried

    @property
    def free(self) -> int:
        """What may still be committed, in pence."""
        return self.available - self.committed


class CommitmentQuerySet(TieredQuerySet["Commitment"]):
    def visible_to(self, reader: Reader) -> CommitmentQuerySet:
        """Those of the cases that a reader sees, and without a case those of the practices."""
        of_cases = Q(case__in=Case.objects.visible_to(reader))
        plain = super().visible_to(reader).filter(case=None)
        return self.filter(of_cases | Q(pk__in=plain.order_by().values("pk")))


class Commitment(Tiered):
    """Money promised for the help of a practice, under the memorandum that bears it (G10.6, G12.9);
    or to a practice outside any case, `under` an agreement of another room, such as the plan of a
    cluster (Q7), which a person ratified.

    What it is for never changes: its kind of intended spend (`intended`), of the menu (`category`),
    its route and who is paid. Its sums change with its entries.
    """

    tiers: ClassVar = (Tier.COMMISSIONER,)

    pot = models.ForeignKey(Pot, models.PROTECT, related_name="commitments")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="commitments")
    under = models.CharField(max_length=80, blank=True)
    """The reference of the agreement that bears it where no case does: CL-15C-1."""
    number = models.PositiveIntegerField()
    memorandum = models.ForeignKey(
        Memorandum, models.PROTECT, null=True, related_name="commitments"
    )
    assistance = models.ForeignKey(
        Assistance, models.PROTECT, null=True, related_name="commitments"
    )
    business_case = models.ForeignKey(
        BusinessCase, models.PROTECT, null=True, related_name="commitments"
    )
    intended = models.CharField(max_length=40)
    category = models.CharField(max_length=40)
    route = models.CharField(max_length=40)
    payee = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=300)
    code = models.CharField(max_length=40)
    """The finance code that its payments are expected under."""
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    committed = models.BigIntegerField(default=0)
    invoiced = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)

    objects = CommitmentQuerySet.as_manager()

    class Meta(Tiered.Meta):
        ordering = ("case", "number")
        constraints = [
            *Tiered.Meta.constraints,
            models.UniqueConstraint(fields=["case", "number"], name="commitments_in_turn"),
            models.UniqueConstraint(
                fields=["under", "number"], condition=~Q(under=""), name="commitments_under_in_turn"
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False, memorandum__isnull=False, under="")
                | (Q(case=None, memorandum=None) & ~Q(under="")),
                name="something_bears_it",
            ),
            models.CheckConstraint(
                condition=Q(invoiced__lte=F("committed")), name="invoiced_within_committed"
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0) & Q(paid__lte=F("invoiced")), name="paid_within_invoiced"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """As people quote it: that of its case, or of what else bears it, and its number."""
        return f"{self.case.reference if self.case else self.under}/{self.number}"


class Stage(models.Model):
    """A part of a commitment that is paid by itself: what must be seen first, and by when it is
    expected (Q7). The parts of a commitment make it up, also when it is varied."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="stages")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    asks = models.CharField(max_length=300, blank=True)
    expected = models.DateField()
    pence = models.BigIntegerField()
    invoiced = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["commitment", "number"], name="stages_in_turn"),
            models.CheckConstraint(
                condition=Q(invoiced__gte=0) & Q(invoiced__lte=F("pence")),
                name="invoiced_within_its_stage",
            ),
        )

    def __str__(self) -> str:
        return self.title


class EntryQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> EntryQuerySet:
        """Those of the pots and of the commitments that a reader sees."""
        pots = Q(commitment=None, pot__in=Pot.objects.visible_to(reader))
        return self.filter(
            pots | Q(commitment__in=Commitment.objects.visible_to(reader).order_by().values("pk"))
        )


class Entry(Kept):
    """One line of the books. `day` is when it happened, by the ledger; `at` when it was written.

    A reversal is an entry of the same kind with the opposite sum, and names what it `reverses`. A
    payment or a recovery names the invoice it belongs to; a commitment carried into another year
    does not exist: what is carried is money of a pot.
    """

    class Kind(models.TextChoices):
        ALLOCATION = "allocation", "Allocation"
        TRANSFER = "transfer", "Money received"
        CARRY_OVER = "carry_over", "Carried over"
        COMMITMENT = "commitment", "Commitment"
        VARIATION = "variation", "Variation"
        INVOICE = "invoice", "Invoice approved"
        PAYMENT = "payment", "Payment"
        RECOVERY = "recovery", "Recovery"

    class Standing(models.TextChoices):
        """How sure an allocation is (GA.1)."""

        COMPUTED = "computed", "computed share"
        PROVISIONAL = "provisional", "provisional"
        FINAL = "final", "final after audit"

    pot = models.ForeignKey(Pot, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    """In its pot, from 1."""
    kind = models.CharField(max_length=12, choices=Kind.choices)
    pence = models.BigIntegerField()
    day = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    why = models.TextField()
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="entries")
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, related_name="entries")
    invoice = models.ForeignKey("self", models.PROTECT, null=True, related_name="settled_by")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    code = models.CharField(max_length=40, blank=True)
    document = models.CharField(max_length=100, blank=True)
    """The number of the invoice, or of the line in the ledger."""
    standing = models.CharField(max_length=12, choices=Standing.choices, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("pot", "number")
        indexes = (models.Index(fields=["pot", "day"]),)
        constraints = (
            models.UniqueConstraint(fields=["pot", "number"], name="entries_in_turn"),
            # But an allocation may be found to be final as it was.
            models.CheckConstraint(
                condition=~Q(pence=0) | Q(kind="allocation"), name="an_entry_moves_money"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("allocation", "transfer", "carry_over"), commitment=None)
                | Q(
                    kind__in=("commitment", "variation", "invoice", "payment", "recovery"),
                    commitment__isnull=False,
                ),
                name="help_has_a_commitment",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("payment", "recovery")) | ~Q(code=""),
                name="money_paid_has_a_code",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("payment", "recovery")) | Q(invoice__isnull=False),
                name="money_paid_has_an_invoice",
            ),
            models.CheckConstraint(
                condition=Q(pence__gt=0)
                | Q(reverses__isnull=False)
                | Q(kind__in=("allocation", "carry_over", "variation")),
                name="only_a_reversal_takes_back",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number} of {self.pot}"


class Total(models.Model):
    """The sum of the entries of a pot in a month, of a kind and for one thing: what the monthly
    review adds up, so that a year of the nation is a few thousand rows. `month` is its first day.
    """

    pot = models.ForeignKey(Pot, models.PROTECT, related_name="totals")
    month = models.DateField()
    kind = models.CharField(max_length=12, choices=Entry.Kind.choices)
    intended = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=40, blank=True)
    route = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=40, blank=True)
    pence = models.BigIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["pot", "month", "kind", "intended", "category", "route", "code"],
                name="one_total",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.pot} in {self.month:%Y-%m}"
