from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class SiteConfig(AppConfig):
    name = "resilience.site"
    label = "site"

    def ready(self) -> None:
        """Refuse to start as the demonstration, where anyone may sign in as anyone of it, on a
        home that holds published figures."""
        if settings.DEMONSTRATION:
            from resilience.evidence.store import Store

            if any(not release.synthetic for release in Store(settings.RESILIENCE_HOME).releases):
                raise ImproperlyConfigured(
                    f"{settings.RESILIENCE_HOME} holds published files, so it can't be served as "
                    "the demonstration. Unset RESILIENCE_DEMONSTRATION, or name another "
                    "RESILIENCE_HOME."
                )
