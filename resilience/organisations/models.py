"""Organisations of the NHS in England and how they belong together, on any day.

All of it is derived from the releases in evidence (see `derive`) and can be built again; other
rooms point at `Organisation`, whose rows keep their identity.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from resilience.organisations.names import kind_word

FOREVER = date.max
"""The end of a span that has not ended; `date.min` begins one whose start nobody knows."""


class Kind(models.TextChoices):
    """From the top of the house down. CCGs became sub-ICB locations and STPs became ICBs in July
    2022 and kept their codes, so each pair is one kind here."""

    NATION = "nation", "nation"
    REGION = "region", "region"
    DCO = "dco", "DCO team"
    ICB = "icb", "ICB"
    CCG = "ccg", "CCG or sub-ICB location"
    PCN = "pcn", "primary care network"
    PRACTICE = "practice", "GP practice"
    GROUP = "group", "group of practices"
    LMC = "lmc", "local medical committee"
    SUPPLIER = "supplier", "supplier"


LOCAL_KINDS = (Kind.GROUP, Kind.LMC, Kind.SUPPLIER)
"""Organisations that no published file lists: people enter them, and what they cover."""


FROM_NEAR_TO_FAR = (
    *(Kind.PRACTICE, Kind.GROUP, Kind.PCN, Kind.LMC, Kind.SUPPLIER),
    *(Kind.CCG, Kind.ICB, Kind.DCO, Kind.REGION, Kind.NATION),
)
"""From whoever knows a practice best to whoever stands farthest from it."""


class DatedQuerySet(models.QuerySet["Dated"]):
    def as_at(self, day: date) -> DatedQuerySet:
        """Rows whose half-open span holds the day."""
        return self.filter(starts__lte=day, ends__gt=day)


class Dated(models.Model):
    starts = models.DateField()
    ends = models.DateField(default=FOREVER)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


class Organisation(models.Model):
    """One organisation, known for good by its ODS code.

    `provisional` marks a code of our own for an organisation whose code is not published yet.
    `name` is the latest; the name of a day stands in its `Record`. `search` holds in capitals all
    that it can be found by: its code, the names it has had, and its postcodes without their space.
    """

    code = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    postcode = models.CharField(max_length=10, blank=True)
    provisional = models.BooleanField(default=False)
    search = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "name"])]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Source(models.Model):
    """A release that says something of organisations, as pages cite it."""

    release = models.CharField(max_length=120, unique=True)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    period = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.title}, {self.period}"


class Told(models.Model):
    """Something that a release says; none is named for what is so by its nature."""

    source = models.ForeignKey(Source, models.CASCADE, null=True, related_name="+", db_index=False)

    class Meta:
        abstract = True


class Record(Dated, Told):
    """How an organisation stood over a span of days: its name, where, and whether it was open."""

    class State(models.TextChoices):
        OPEN = "open"
        DORMANT = "dormant"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="records")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=400, blank=True)
    postcode = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lt=models.F("ends")), name="record_span")
        ]


class Ancestor(Dated, Told):
    """That one organisation belonged to another, directly or through others, over a span.

    `kind` is that of the ancestor. Nobody belongs to anybody while either was not there.
    """

    descendant = models.ForeignKey(
        Organisation, models.CASCADE, related_name="ancestors", db_index=False
    )
    ancestor = models.ForeignKey(
        Organisation, models.CASCADE, related_name="descendants", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    direct = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["ancestor", "starts", "ends"]),
            models.Index(fields=["descendant", "kind", "starts"]),
        ]

    @property
    def kind_then(self) -> str:
        """What the ancestor was called when this began: 'CCG' before July 2022."""
        return kind_word(self.kind, self.starts)


class Succession(Told):
    """That one organisation took over from another on a day."""

    predecessor = models.ForeignKey(Organisation, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Organisation, models.CASCADE, related_name="inheritances")
    day = models.DateField()


class Coverage(Dated):
    """That a local organisation covers another over a span: a committee its areas, a group its
    practices. Entered by people, so no release speaks for it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="covers")
    area = models.ForeignKey(Organisation, models.CASCADE, related_name="covered_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lt=models.F("ends")), name="coverage_span")
        ]


class Reach(Dated):
    """Whose records an organisation may answer for, and when: its own and, directly or through
    others, those of who belongs to it, of what it took over and of what closed in it.

    The nation reaches everything and has no rows. See `reaching`.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="reaches", db_index=False
    )
    within = models.ForeignKey(
        Organisation, models.CASCADE, related_name="reached_from", db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "within", "starts", "ends"]),
            models.Index(fields=["within", "starts", "ends"]),
        ]


class Build(models.Model):
    """Which evidence the organisations were last derived from; one row."""

    stamp = models.TextField()
