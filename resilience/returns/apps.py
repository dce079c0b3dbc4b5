from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from resilience.returns.protection import protect


class ReturnsConfig(AppConfig):
    name = "resilience.returns"

    def ready(self) -> None:
        post_migrate.connect(protect, sender=self)
