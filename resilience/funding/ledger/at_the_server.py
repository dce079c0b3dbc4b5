"""Who runs a command at the server: trusted with every record there, and nobody's account."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser

from resilience.accounts.reader import Reader, Scope
from resilience.accounts.roles import Right
from resilience.organisations.models import Organisation


class AtTheServer(Reader):
    """A reader that keeps all books and acts for no organisation."""

    def __init__(self, day: date) -> None:
        super().__init__(AnonymousUser(), day)

    @property
    def actor(self) -> str:
        return "command ledger"

    def may(self, right: Right) -> Scope:
        return Scope({}, right == Right.KEEP_BOOKS, self.day)

    def acting_for(self, right: Right, organisation: int) -> Organisation | None:
        return None
