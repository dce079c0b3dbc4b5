"""`resilience runserver`: serve, on a home that is made ready first, and do the jobs beside it."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any

from django.core.management.commands.runserver import Command as Runserver

from resilience.site.home import prepare


class Command(Runserver):
    help = "Serve the pages on this machine (for production use gunicorn resilience.site.wsgi)."

    def inner_run(self, *args: Any, **options: Any) -> None:
        from resilience.site.working import work

        prepare()
        Thread(target=work, args=[Event()], name="work", daemon=True).start()
        super().inner_run(*args, **options)
