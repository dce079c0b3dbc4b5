from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from resilience.clusters.protection import protect


class ClustersConfig(AppConfig):
    name = "resilience.clusters"

    def ready(self) -> None:
        post_migrate.connect(protect, sender=self)
