"""`resilience invite`: bring the first people, from the machine itself."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.core.validators import validate_email
from django.urls import reverse

from resilience.site.console import stop
from resilience.site.home import prepare

BY = "command invite"


class Command(BaseCommand):
    help = "Invite somebody to act for an organisation; prints the link to send them."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="their e-mail address")
        parser.add_argument("--organisation", required=True, metavar="CODE", help="for which")
        parser.add_argument("--role", required=True, help="as what, such as administrator")
        parser.add_argument(
            "--site", default="", metavar="ADDRESS", help="start of the link (https://…)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        from resilience.accounts.actions import GOOD_FOR, invite_by_command
        from resilience.accounts.roles import roles_at
        from resilience.organisations.models import Organisation

        prepare()
        try:
            validate_email(options["email"])
        except ValidationError:
            stop(f"{options['email']} is no e-mail address.")
        organisation = Organisation.objects.filter(code=options["organisation"].upper()).first()
        if organisation is None:
            stop(f"No organisation has the code {options['organisation']}. Load its files first.")
        held = [role.value for role in roles_at(organisation.kind)]
        if options["role"] not in held:
            stop(
                f"The role {options['role']} is not held at {organisation.name}. "
                f"There are: {', '.join(held)}."
            )
        _, secret = invite_by_command(
            by=BY, email=options["email"], organisation=organisation, role=options["role"]
        )
        self.stdout.write(options["site"].rstrip("/") + reverse("accounts:follow", args=[secret]))
        self.stderr.write(f"Good for {GOOD_FOR.days} days and once. Send it to nobody else.")
