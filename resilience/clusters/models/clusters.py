"""Clusters: practices that work together, their plan of three years, and its money (Q3, Q6, Q7)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.audit.models import Kept, KeptQuerySet
from resilience.funding.models import Commitment
from resilience.organisations.models import Organisation


class ClusterQuerySet(models.QuerySet["Cluster"]):
    def visible_to(self, reader: Reader) -> ClusterQuerySet:
        """Those with a practice that a reader sees, also one that was only asked; those of an area
        whose practices a reader sees; and those that a reader leads."""
        seen = reader.sees(Tier.COMMISSIONER)
        members = ClusterMember.objects.filter(seen.within("practice"))
        return self.filter(
            Q(pk__in=members.values("cluster"))
            | seen.within("area")
            | reader.sees(Tier.COUNTS).within("organisation")
        )


class Cluster(models.Model):
    """Practices of an `area` that mean to work together. Proposed by one of them, formed once all
    agreed and they have patients enough, or an exception was written down. From then it is an
    `organisation`, a group that covers its practices."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        FORMED = "formed", "Formed"
        ENDED = "ended", "Ended"

    programme = models.CharField(max_length=80)
    area = models.ForeignKey(Organisation, models.PROTECT, related_name="clusters")
    number = models.PositiveIntegerField()
    """In its area and programme, from 1."""
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    version = models.PositiveIntegerField(default=0)
    organisation = models.OneToOneField(
        Organisation, models.PROTECT, null=True, related_name="cluster"
    )
    proposed = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    proposed_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """The practice that proposed it."""
    formed = models.DateField(null=True)
    ended = models.DateField(null=True)
    patients = models.PositiveIntegerField(null=True)
    """Registered with its practices when it was formed, by `release`; none where not known."""
    release = models.CharField(max_length=120, blank=True)
    exception = models.TextField(blank=True)
    """Why it was formed with fewer patients than the programme asks for."""
    exception_by = models.CharField(max_length=200, blank=True)
    exception_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    exception_at = models.DateTimeField(null=True)

    objects = ClusterQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "area__name", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["programme", "area", "number"], name="clusters_in_turn"
            ),
            models.CheckConstraint(
                condition=Q(organisation=None, formed=None) & ~Q(state="formed")
                | Q(organisation__isnull=False, formed__isnull=False) & ~Q(state="proposed"),
                name="formed_clusters_are_organisations",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """As people quote it: CL-15C-1."""
        return f"CL-{self.area.code}-{self.number}"


class ClusterMember(models.Model):
    """A practice that was asked into a cluster, and what it said."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked"
        AGREED = "agreed", "Agreed"
        DECLINED = "declined", "Declined"
        LEFT = "left", "Left"

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="members")
    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices)
    answered = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=300, blank=True)
    joined = models.DateField(null=True)
    left = models.DateField(null=True)

    class Meta:
        ordering = ("practice__name",)
        constraints = (
            models.UniqueConstraint(
                fields=["cluster", "practice"], condition=~Q(state="left"), name="asked_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice} in {self.cluster}"


class OfAClusterQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> OfAClusterQuerySet:
        """Those of the clusters that a reader sees."""
        seen = Cluster.objects.visible_to(reader).order_by().values("pk")
        return self.filter(cluster__in=seen)


class ClusterPlanQuerySet(models.QuerySet["ClusterPlan"]):
    def visible_to(self, reader: Reader) -> ClusterPlanQuerySet:
        """Those of the clusters that a reader sees."""
        return self.filter(cluster__in=Cluster.objects.visible_to(reader).order_by().values("pk"))


class ClusterPlan(models.Model):
    """The plan of a cluster: three projects over three years. `version` counts its changes."""

    class State(models.TextChoices):
        BEGUN = "begun", "Being written"
        SUBMITTED = "submitted", "Submitted"
        RETURNED = "returned", "Handed back"
        RATIFIED = "ratified", "Ratified"
        SHOWN = "shown", "Progress shown"

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices)
    version = models.PositiveIntegerField(default=0)
    starts = models.DateField()
    summary = models.TextField(blank=True)
    began = models.DateTimeField()
    began_by = models.CharField(max_length=200)
    writers = models.JSONField(default=list)
    """Who wrote any of it, as the record of acts names them: none of them ratifies it."""

    objects = ClusterPlanQuerySet.as_manager()

    class Meta:
        ordering = ("cluster", "number")
        constraints = (
            models.UniqueConstraint(fields=["cluster", "number"], name="cluster_plans_in_turn"),
        )

    def __str__(self) -> str:
        return f"plan {self.number} of {self.cluster}"


class Project(models.Model):
    """One of the projects of a plan: short, medium or long (ids of the pack), the `needs` it
    answers (ids of domains, and words), and the high impact `actions` it belongs to (ids)."""

    plan = models.ForeignKey(ClusterPlan, models.CASCADE, related_name="projects")
    span = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    aim = models.TextField()
    needs = models.JSONField(default=list)
    needs_why = models.TextField(blank=True)
    """Where the needs were found, in the cluster's words."""
    actions = models.JSONField(default=list)
    measure = models.TextField()
    """How the cluster will know that it worked."""
    lead = models.CharField(max_length=200)
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        ordering = ("ends", "pk")
        constraints = (
            models.UniqueConstraint(fields=["plan", "span"], name="one_project_of_a_span"),
            models.CheckConstraint(
                condition=Q(starts__lte=models.F("ends")), name="project_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return self.title


class PlanSubmission(Kept):
    """A plan as it was submitted: its content and the hash of it."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="+")
    plan = models.ForeignKey(ClusterPlan, models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    content = models.JSONField()
    hash = models.CharField(max_length=64)

    objects = OfAClusterQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("plan", "number")
        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="submissions_of_plans_in_turn"),
        )

    def __str__(self) -> str:
        return f"{self.plan}, as submitted {self.number}"


class Ratification(Kept):
    """What the area found of a submitted plan: each criterion of the pack met or not, and why."""

    class Outcome(models.TextChoices):
        RATIFIED = "ratified", "Ratified"
        RETURNED = "returned", "Handed back"

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="+")
    submission = models.OneToOneField(PlanSubmission, models.PROTECT, related_name="ratification")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    criteria = models.JSONField()
    """By criterion: `met` (true or false) and `why`."""
    why = models.TextField()

    objects = OfAClusterQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.submission}: {self.outcome}"


class Progress(Kept):
    """What a cluster says of a project on a day."""

    class Standing(models.TextChoices):
        ON_TRACK = "on_track", "On track"
        BEHIND = "behind", "Behind"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="+")
    project = models.ForeignKey(Project, models.PROTECT, related_name="progress")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    standing = models.CharField(max_length=10, choices=Standing.choices)
    what = models.TextField()

    objects = OfAClusterQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.project}: {self.standing}"


class ProgressFinding(Kept):
    """Whether the area finds that a plan has shown progress, on what it rests, and why."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="+")
    plan = models.ForeignKey(ClusterPlan, models.PROTECT, related_name="findings")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    shown = models.BooleanField()
    why = models.TextField()

    objects = OfAClusterQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.plan}: {'shown' if self.shown else 'not shown yet'}"


class ClusterGrantQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> ClusterGrantQuerySet:
        """Those whose commitment a reader sees: a practice its own."""
        seen = Commitment.objects.visible_to(reader).order_by().values("pk")
        return self.filter(commitment__in=seen)


class ClusterGrant(Kept):
    """The money of a financial `year` promised to a practice of a cluster for its plan, in parts
    that follow the states of the plan (Q7). Sums stand in the books."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="grants")
    plan = models.ForeignKey(ClusterPlan, models.PROTECT, related_name="grants")
    practice = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    year = models.CharField(max_length=7)
    commitment = models.OneToOneField(Commitment, models.PROTECT, related_name="grant")
    at = models.DateTimeField()

    objects = ClusterGrantQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("practice__name", "year")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "practice", "year"], name="one_grant_of_a_year_for_a_plan"
            ),
        )

    def __str__(self) -> str:
        return f"{self.practice_id} for {self.plan}"


class LeftOutQuerySet(KeptQuerySet):
    def visible_to(self, reader: Reader) -> LeftOutQuerySet:
        """Those of the money that a reader sees."""
        seen = ClusterGrant.objects.visible_to(reader).order_by().values("pk")
        return self.filter(grant__in=seen)


class LeftOut(Kept):
    """That a practice was left out when a part was approved for the others, and why. It may be
    approved later."""

    grant = models.ForeignKey(ClusterGrant, models.PROTECT, related_name="left_out")
    part = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    acting_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    why = models.TextField()

    objects = LeftOutQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.grant}, part {self.part}"
