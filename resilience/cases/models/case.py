"""A case: that a practice, or a group, asked for help or was found, and what came of it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from resilience.accounts.models import User
from resilience.accounts.reader import Reader, Scope
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.accounts.visible import Tiered, TieredQuerySet
from resilience.audit.models import Kept, KeptQuerySet
from resilience.cases.states import OPEN, STATES, State
from resilience.organisations.models import Organisation
from resilience.programmes.packs import load
from resilience.programmes.schema import Pack

STATE_CHOICES = [(name, state.title) for name, state in STATES.items()]


class CaseQuerySet(TieredQuerySet["Case"]):
    def visible_to(self, reader: Reader) -> Self:
        """Those of which a reader sees one of the practices; what a practice does not know of yet
        is for those who deliberate, and for whoever raised it."""
        seen = Q(raised_for__in=reader.may(Right.RAISE_CONCERN).organisations)
        for scope, tiers in _scopes(reader):
            if scope.everywhere:
                seen |= Q(tier__in=tiers)
            elif scope:
                practices = CasePractice.objects.filter(scope.within("organisation"))
                seen |= Q(tier__in=tiers, pk__in=practices.values("case"))
        return self.filter(seen)

    def open(self) -> Self:
        """Those that still wait on somebody."""
        return self.filter(state__in=OPEN)


def _scopes(reader: Reader) -> list[tuple[Scope, list[Tier]]]:
    """From where a reader sees the cases of which tiers; what is seen from the same is looked up
    once."""
    known, deliberated = reader.sees(Tier.COMMISSIONER), reader.sees(Tier.DELIBERATION)
    if known == deliberated:
        return [(known, [Tier.COMMISSIONER, Tier.DELIBERATION])]
    return [(known, [Tier.COMMISSIONER]), (deliberated, [Tier.DELIBERATION])]


class Case(Tiered):
    """One request for help, or one practice found without it.

    `organisation` is the practice that leads; all of a group stand in `practices`. `team` answers,
    `handler` of it by name if somebody took it. `answers` are those of the form as it was sent.
    `version` is that of the latest event: whoever acts says which they looked at.
    """

    class Route(models.TextChoices):
        """How a case began (G8.3)."""

        SELF_REFERRAL = "self_referral", "the practice asked"
        LIST_FOR_REVIEW = "list_for_review", "found by the screen"
        EARLIER_OFFER = "earlier_offer", "an earlier offer was not taken up"
        GROUP = "group", "need found in a group of practices"
        CONCERN = "concern", "a concern of the LMC or the commissioner"
        NEIGHBOUR = "neighbour", "beside a practice that closes or closed its list"

    tiers: ClassVar = (Tier.COMMISSIONER, Tier.DELIBERATION)

    reference = models.CharField(max_length=20, unique=True)
    programme = models.CharField(max_length=80)
    pack_hash = models.CharField(max_length=64)
    settings_version = models.PositiveIntegerField()
    route = models.CharField(max_length=20, choices=Route.choices)
    state = models.CharField(max_length=30, choices=STATE_CHOICES)
    since = models.DateTimeField()
    """Since when it stands in its state."""
    begun = models.DateTimeField()
    """When the request was received, or the practice found."""
    team = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    raised_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    """The organisation for which somebody raised a concern."""
    list_size = models.PositiveIntegerField(null=True)
    """Registered patients of all its practices; none where that of one is not known."""
    answers = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    due = models.DateField(null=True)
    """The first day by which something is owed; none where nothing is, or all of it waits."""
    placement = models.ForeignKey("cases.Placement", models.PROTECT, null=True, related_name="+")
    """The one in force, for lists; none where nobody placed it yet."""
    version = models.PositiveIntegerField(default=0)

    objects = CaseQuerySet.as_manager()

    class Meta(Tiered.Meta):
        ordering = ("begun", "pk")
        indexes = (
            models.Index(fields=["state", "begun"]),
            models.Index(fields=["team", "state", "begun"]),
            models.Index(fields=["tier", "due", "since"]),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def standing(self) -> State:
        """Where it stands, with its words."""
        return STATES[self.state]

    @property
    def pack(self) -> Pack:
        """The programme it belongs to."""
        return load(self.programme)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class CasePractice(models.Model):
    """A practice of a case, as it was named when the case began."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="practices")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cases")
    name = models.CharField(max_length=200)
    list_size = models.PositiveIntegerField(null=True)
    leads = models.BooleanField(default=False)

    class Meta:
        ordering = ("-leads", "name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["case", "organisation"], name="practice_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(leads=True), name="one_practice_leads"
            ),
        )

    def __str__(self) -> str:
        return self.name


class CaseEventQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader, case: Case) -> CaseEventQuerySet:
        """What happened to a case that a reader sees: deliberations only to those who deliberate
        on it, and what somebody raised, and why it went no further, also to whoever raised it."""
        of_it = self.filter(case=case)
        if reader.sees(Tier.DELIBERATION).holds(case.organisation_id):
            return of_it
        own = reader.may(Right.RAISE_CONCERN).organisations
        told = Q(acting_for__in=own)
        if case.raised_for_id in own:
            told |= Q(kind="dropped")
        return of_it.filter(Q(tier=Tier.COMMISSIONER) | told)


class CaseEvent(Kept):
    """Something that happened to a case, in the past tense. Added to, and nothing else.

    `by` is the opaque id of the record of acts, `acting_for` the organisation for which they acted.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    tier = models.CharField(max_length=20, choices=Tier.choices, default=Tier.COMMISSIONER)
    text = models.TextField(blank=True)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = CaseEventQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="events_in_turn"),)

    def __str__(self) -> str:
        return f"{self.case_id}.{self.number} {self.kind}"
