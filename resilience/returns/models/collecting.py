"""What the national team does with returns: ask, cleanse, consolidate (G13.3)."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.roles import AREAS, card
from resilience.accounts.tiers import Tier
from resilience.audit.models import Kept, KeptQuerySet
from resilience.organisations.models import Organisation
from resilience.returns.models.filing import OfAReturn, Return, Submission


class Change(OfAReturn):
    """That a value of a submission was mended: which row (`practice` is empty for the team's own)
    and field, from what to what, and why. Later ones go over earlier ones."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="changes")
    team = models.CharField(max_length=64)
    practice = models.CharField(max_length=64, blank=True)
    field = models.CharField(max_length=40)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    why = models.TextField()

    def __str__(self) -> str:
        return f"{self.field} of {self.practice or self.team}"


class Judgement(OfAReturn):
    """That the national team accepted a submission, or handed it back to be changed, and why."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="judgements")
    accepted = models.BooleanField()
    why = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{'accepted' if self.accepted else 'handed back'}: {self.submission}"


class QueryQuerySet(models.QuerySet["Query"]):
    def visible_to(self, reader: Reader) -> QueryQuerySet:
        """Those of the returns that a reader sees, and those about a team whose cases they see."""
        returns = Return.objects.visible_to(reader).order_by()
        of_a_team = reader.sees(Tier.COMMISSIONER).coded("team") & ~Q(team="")
        return self.filter(Q(of__in=returns.values("pk")) | of_a_team)


class Query(models.Model):
    """Something that the national team asks of an area about its return, or, `by_area`, an area
    asks back. `about` says of what, in words; `team`, `practice` and `field` where it is about one
    value; `due` is the last day of an answer in time."""

    class State(models.TextChoices):
        ASKED = "asked", "Waits for an answer"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    of = models.ForeignKey(Return, models.PROTECT, related_name="queries")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    version = models.PositiveIntegerField(default=0)
    by_area = models.BooleanField(default=False)
    about = models.CharField(max_length=300)
    team = models.CharField(max_length=64, blank=True)
    practice = models.CharField(max_length=64, blank=True)
    field = models.CharField(max_length=40, blank=True)
    due = models.DateField()

    objects = QueryQuerySet.as_manager()

    class Meta:
        ordering = ("of", "number")
        constraints = (models.UniqueConstraint(fields=["of", "number"], name="queries_in_turn"),)

    def __str__(self) -> str:
        return self.about


class Saying(Kept):
    """What somebody wrote in the thread of a query: asked, with the day by which an answer is due,
    answered, or said on closing it."""

    query = models.ForeignKey(Query, models.PROTECT, related_name="sayings")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Query.State.choices)
    text = models.TextField()
    due = models.DateField(null=True)

    objects = KeptQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("at", "pk")


class ConsolidationQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> ConsolidationQuerySet:
        """For everybody who works with cases at an area: it holds figures of teams, small ones too,
        and no practice."""
        held = [one for one in reader.memberships if one.organisation.kind in AREAS]
        works = any(Tier.COMMISSIONER in card(one.role).sees for one in held)
        return self.all() if works else self.none()


class Consolidation(Kept):
    """The returns of all areas, frozen together: `content` has the figures of each team, area and
    of all, what differs from the last return, and which submissions and changes it is made of."""

    programme = models.CharField(max_length=80)
    collection = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    as_at = models.DateField()
    content = models.JSONField(encoder=DjangoJSONEncoder)
    sha256 = models.CharField(max_length=64)
    words = models.TextField(blank=True)
    """What the national team says of it to those it goes back to."""

    objects = ConsolidationQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("programme", "collection", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["programme", "collection", "number"], name="consolidations_in_turn"
            ),
        )

    def __str__(self) -> str:
        return f"{self.collection}, {self.number}"


class Circulation(Kept):
    """That a consolidated return went back to those who sent the returns: `told` has for each
    person the code of the organisation for which they act, and their role there (G13.3)."""

    consolidation = models.ForeignKey(Consolidation, models.PROTECT, related_name="circulations")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    told = models.JSONField(default=list)

    objects = KeptQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("at", "pk")
