"""Whom a practice can ask: the named local contact of a team (G8.13)."""

from __future__ import annotations

from django.db import models

from resilience.organisations.models import Organisation


class Contact(models.Model):
    """A named person, or a desk, that answers practices for a team; shown to anyone."""

    programme = models.CharField(max_length=80)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=150, blank=True)
    email = models.EmailField()
    phone = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ("programme", "organisation")
        constraints = (
            models.UniqueConstraint(fields=["programme", "organisation"], name="one_contact"),
        )

    def __str__(self) -> str:
        return self.name
