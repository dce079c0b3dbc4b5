"""Confidentiality tiers: for whose eyes a record about an organisation is (design §3, 10)."""

from __future__ import annotations

from django.db import models


class Tier(models.TextChoices):
    """From the most open to the closest. Every record that pages list is of one tier."""

    PUBLIC = "public", "anyone"
    COUNTS = "counts", "people of the areas it is in, as counts that single nobody out"
    COMMISSIONER = "commissioner", "the practice, its commissioners and its LMC"
    SUPPLIER = "supplier", "the practice and the supplier that helps it"
    PRACTICE = "practice", "the practice only"
    DELIBERATION = "deliberation", "those who decide, until they have decided"
    RESTRICTED = "restricted", "readers named for it, and nobody else"


class Subject(models.TextChoices):
    """What restricted records are about; each has readers of its own."""

    PERFORMANCE = "performance", "an individual's professional performance"
    SICKNESS = "sickness", "staff sickness"
