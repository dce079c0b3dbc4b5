from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from resilience.audit.protection import protect


class AuditConfig(AppConfig):
    name = "resilience.audit"

    def ready(self) -> None:
        post_migrate.connect(protect, sender=self)
