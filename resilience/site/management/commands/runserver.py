"""`resilience runserver`: serve, on a home that is made ready first."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.runserver import Command as Runserver

from resilience.site.home import prepare


class Command(Runserver):
    help = "Serve the pages on this machine (for production use gunicorn resilience.site.wsgi)."

    def inner_run(self, *args: Any, **options: Any) -> None:
        prepare()
        super().inner_run(*args, **options)
