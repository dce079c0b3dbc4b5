"""Share the money of a programme's year by registered population."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from resilience.look.words import pounds
from resilience.site.console import aligned, day_typed, shorten, stop, warn, write_data
from resilience.site.home import prepare

COLUMNS = ("organisation", "name", "population", "amount_pence")


def pounds_typed(text: str) -> int:
    """A sum of the command line, in pence; says how to write one."""
    from resilience.funding.shares.asked import pence_of

    try:
        return pence_of(text)
    except ValueError as problem:
        raise ArgumentTypeError(str(problem)) from problem


class Command(BaseCommand):
    help = "Share the money of a programme's year by population, among areas of a kind on a day."
    requires_system_checks = []  # to check the addresses takes longer than most commands

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", required=True, help="a pack's id, or its folder")
        parser.add_argument("--year", required=True, help="the financial year, like 2018-19")
        parser.add_argument(
            "--by",
            required=True,
            choices=("region", "dco", "icb", "ccg"),
            help="the kind of area that has a share",
        )
        parser.add_argument(
            "--as-at", type=day_typed, help="the day, like 2018-06-30; else the year's first"
        )
        parser.add_argument(
            "--amount", type=pounds_typed, help="pounds to share; else what the programme states"
        )
        parser.add_argument("--format", choices=("table", "csv", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        from resilience.evidence.store import Store
        from resilience.funding.shares.asked import asked_for
        from resilience.funding.shares.computed import shared
        from resilience.funding.shares.populations import NothingToShareBy
        from resilience.organisations.actions import rebuild
        from resilience.programmes.local import in_force
        from resilience.programmes.packs import PackError
        from resilience.programmes.settable import SettingsUnfit
        from resilience.site.sealing import seal_what_was_done

        prepare()
        try:
            pack = in_force(options["programme"])
            day, pence = asked_for(pack, options["year"], options["as_at"], options["amount"])
            store = Store(settings.RESILIENCE_HOME)
            if rebuild(by="command allocate", store=store):
                seal_what_was_done()
            found = shared(pack, options["by"], day, pence, store)
        except (PackError, SettingsUnfit, NothingToShareBy) as problem:
            stop(str(problem))
        warn(f"{pounds(pence)} shared by {found.population.title}: {found.population.source}.")
        for flag in found.flags:
            warn(flag)
        rows = [
            {
                "organisation": one.organisation,
                "name": one.name,
                "population": one.population,
                "amount_pence": one.pence,
            }
            for one in found.shares
        ]
        if options["format"] != "table":
            write_data(self.stdout, COLUMNS, rows, options["format"])
        else:
            table = [
                [shorten(str(row[name]), 50) if name == "name" else row[name] for name in COLUMNS]
                for row in rows
            ]
            self.stdout.write(aligned(COLUMNS, table))
