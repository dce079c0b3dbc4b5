"""`resilience demo`: build the synthetic demonstration, load it and screen it."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand

from resilience.site.console import stop
from resilience.site.home import prepare

if TYPE_CHECKING:
    from resilience.evidence.store import Store

BY = "command demo"
LATER = date(2026, 4, 1)
"""The demonstration's today: after everything in it, whenever it is built."""


class Command(BaseCommand):
    help = "Build the synthetic demonstration in this home: files, evidence, screens."
    requires_system_checks = []  # to check the addresses takes longer than most commands

    def handle(self, *args: Any, **options: Any) -> None:
        from resilience.site.demonstration.files import write_files
        from resilience.site.loading import opened_for_loading
        from resilience.site.sealing import seal_what_was_done

        home: Path = settings.RESILIENCE_HOME
        mark = home / "DEMONSTRATION"
        with opened_for_loading(home) as store:
            if any(not release.synthetic for release in store.releases):
                stop(
                    f"{home} holds published files, and the demonstration must not stand beside "
                    "them. Set RESILIENCE_HOME to another folder and run resilience demo again."
                )
            prepare()
            files = write_files(home / "demonstration-files")
            state = _state(files)
            if mark.exists() and mark.read_text() == state:
                self.stdout.write("The demonstration is loaded already.")
            else:
                # Marked before anything is in it, so that nothing real is ever loaded beside it.
                mark.write_text("being built")
                self._load(home, store)
                mark.write_text(state)
            self._screen(store)
        self._people()
        seal_what_was_done()
        self.stdout.write(f"Its files are in {home / 'demonstration-files'}.")

    def _load(self, home: Path, store: Store) -> None:
        from resilience.site.loading import load_files

        shutil.rmtree(home / "evidence", ignore_errors=True)
        store.refresh()
        folder = home / "demonstration-files"
        self.stdout.write(
            "Loading the synthetic files; some are faulty so that you see how that looks."
        )
        for outcome in load_files([folder], store, by=BY, today=LATER, synthetic=True):
            name = Path(outcome.path).relative_to(folder)
            told = f"{outcome.rows:,} rows" if outcome.rows else outcome.message
            rejects = f", {outcome.rejects:,} rejected" if outcome.rejects else ""
            self.stdout.write(f"  {outcome.status:12}  {name}: {told}{rejects}")

    def _screen(self, store: Store) -> None:
        from resilience.programmes.local import in_force
        from resilience.screening.actions import take_snapshot
        from resilience.site.demonstration.files import SCREENS

        for programme, days in SCREENS.items():
            for day in days:
                take_snapshot(by=BY, pack=in_force(programme), as_at=day, store=store)
                self.stdout.write(f"Screened for {programme} as at {day}.")

    def _people(self) -> None:
        from django.utils import timezone

        from resilience.accounts.demonstration import make_people
        from resilience.agreements.demonstration import help_some
        from resilience.cases.demonstration import ask_for_help
        from resilience.clusters.demonstration import run_locally
        from resilience.funding.demonstration import pay_some
        from resilience.programmes.local import in_force
        from resilience.returns.demonstration import report_some
        from resilience.screening.demonstration import tell
        from resilience.screening.demonstration_statuses import confirm_some
        from resilience.site.demonstration.files import SCREENS

        if made := make_people(by=BY):
            self.stdout.write(f"Made {made} people to sign in as, one for each role.")
        if told := tell(SCREENS, LATER):
            self.stdout.write(f"They said {told} things about one of the practices.")
        if cases := sum(ask_for_help(programme, timezone.localdate()) for programme in SCREENS):
            self.stdout.write(f"Practices asked for help, or were found: {cases} cases.")
        if helped := sum(help_some(programme, timezone.localdate()) for programme in SCREENS):
            self.stdout.write(f"For {helped} of them help was planned, agreed or begun.")
        if entries := sum(pay_some(programme, timezone.localdate()) for programme in SCREENS):
            self.stdout.write(f"The books of the money have {entries} entries.")
        if owed := sum(report_some(programme, timezone.localdate()) for programme in SCREENS):
            self.stdout.write(f"Areas owe or sent {owed} data returns.")
        if confirmed := sum(confirm_some(programme, timezone.localdate()) for programme in SCREENS):
            self.stdout.write(f"A person confirmed the status of {confirmed} practices.")
        newest = max(SCREENS, key=lambda programme: in_force(programme).starts)
        if shown := run_locally(newest, timezone.localdate()):
            self.stdout.write(f"A local programme was begun: {shown} things to look at.")


def _state(files: list[Path]) -> str:
    """Which files the demonstration was built from, so that other ones are loaded afresh."""
    content = hashlib.sha256()
    for path in files:
        content.update(path.read_bytes())
    return content.hexdigest()
