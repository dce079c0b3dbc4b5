"""The clocks of a case: what is owed to somebody, by when, and when it was done."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from resilience.cases.clocks import Standing, Wait, as_known_on, due_on, standing
from resilience.cases.models.case import Case
from resilience.programmes.schema import Clock


class CaseClock(models.Model):
    """One clock of a case; one that runs again later is another row. `days` and `counted` are those
    in force when it started; `due` is none while it waits. `ended`: nobody waits for it any more,
    and nothing is owed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    clock = models.CharField(max_length=40)
    days = models.PositiveSmallIntegerField()
    counted = models.CharField(max_length=20)
    started = models.DateField()
    due = models.DateField(null=True)
    stopped = models.DateField(null=True)
    ended = models.DateField(null=True)

    class Meta:
        ordering = ("due", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "clock"],
                condition=Q(stopped=None, ended=None),
                name="one_clock_runs",
            ),
        )
        indexes = (models.Index(fields=["stopped", "due"]),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.clock}"

    @property
    def rule(self) -> Clock:
        """The clock as the programme has it."""
        return next(one for one in self.case.pack.clocks if one.id == self.clock)

    def due_as_at(self, day: date) -> date | None:
        """When it was due, as that was known at the end of a day; none while it waited."""
        waits = as_known_on(day, (wait.span for wait in self.waits.all()))
        return due_on(self.started, self.days, self.counted, waits)

    def standing(self, day: date) -> Standing | None:
        """How it stood at the end of a day; none before it started and once nothing was owed."""
        if self.started > day or (self.ended is not None and self.ended <= day):
            return None
        stopped = self.stopped if self.stopped is not None and self.stopped <= day else None
        return standing(self.due_as_at(day), stopped, day)


class ClockWait(models.Model):
    """That a clock stood still, from which event, and why. `ends` is none while it does."""

    clock = models.ForeignKey(CaseClock, models.CASCADE, related_name="waits")
    cause = models.CharField(max_length=40)
    starts = models.DateField()
    ends = models.DateField(null=True)
    reason = models.TextField()

    class Meta:
        ordering = ("starts", "pk")

    @property
    def span(self) -> Wait:
        return Wait(self.starts, self.ends)


class Reminded(models.Model):
    """That somebody was reminded of a clock: once for each reason and due day, so that a day that
    moves brings its own reminders."""

    clock = models.ForeignKey(CaseClock, models.CASCADE, related_name="reminded")
    why = models.CharField(max_length=20)
    due = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["clock", "why", "due"], name="reminded_once"),
        )
