from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from resilience.funding.protection import protect


class FundingConfig(AppConfig):
    name = "resilience.funding"

    def ready(self) -> None:
        post_migrate.connect(protect, sender=self)
