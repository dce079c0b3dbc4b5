from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class SiteConfig(AppConfig):
    name = "resilience.site"
    label = "site"

    def ready(self) -> None:
        """Refuse to start where it would not be safe, with every reason at once."""
        from resilience.site.safety import why_not_start

        if reasons := why_not_start(settings):
            raise ImproperlyConfigured(" ".join(reasons))
