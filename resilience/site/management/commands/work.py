"""`resilience work`: everything that is done in the background."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError

from resilience.site.console import DONE_WITH_WARNINGS, stop, warn
from resilience.site.home import prepare

ASKED_TO_STOP = (signal.SIGTERM, signal.SIGINT)


class Command(BaseCommand):
    help = "Do what is due: send e-mails and reminders, seal the record, clear old sessions."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="do each job once and end, for cron; else go on"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        from resilience.site.working import work, work_once

        try:
            prepare()
        except OperationalError:
            stop("the database cannot be reached; DATABASE_URL says where it is.")
        with asked_to_stop() as stopping:
            if not options["once"]:
                work(stopping, warn)
            elif not work_once(stopping, warn):
                sys.exit(DONE_WITH_WARNINGS)


@contextmanager
def asked_to_stop() -> Iterator[Event]:
    """Set when the process is asked to end: what is in hand is finished first."""
    stopping = Event()
    before = {one: signal.signal(one, lambda *_: stopping.set()) for one in ASKED_TO_STOP}
    try:
        yield stopping
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
