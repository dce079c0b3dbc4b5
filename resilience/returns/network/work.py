"""Whose turn it is in the network: questions without an answer, and entries to look at again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.timezone import localdate

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.tiers import Tier
from resilience.accounts.waiting import Heading, Owed, Waiting
from resilience.look import words
from resilience.look.jinja import url
from resilience.returns.models import Asked, Contact
from resilience.returns.network.directory import GOOD_FOR


def work(reader: Reader, most: int) -> Iterator[Heading]:
    """What waits for a reader in the network, what waited longest leading; four queries."""
    if not reader.sees(Tier.COUNTS):
        return
    open_ = Asked.objects.filter(answer="").order_by("at", "pk")
    if reader.may(Right.COLLECT_RETURNS):
        theirs = open_.exclude(by=reader.actor)
        yield from _questions("questions", "Questions of the network", True, theirs, reader, most)
    own = open_.filter(by=reader.actor)
    yield from _questions("own_questions", "Questions that you asked", False, own, reader, most)
    if isinstance(reader.user, User):
        yield from _entries(reader, reader.user)


def _questions(
    id_: str, title: str, for_me: bool, found: QuerySet[Asked], reader: Reader, most: int
) -> Iterator[Heading]:
    if total := found.count():
        first = tuple(
            Waiting(
                title=one.subject,
                address=url("returns:network_question", one.programme, one.pk),
                stands="No answer yet.",
                since=localdate(one.at),
                owed=(_waited(one, reader),),
            )
            for one in found[:most]
        )
        yield Heading(id_, title, for_me, total, first)


def _waited(one: Asked, reader: Reader) -> Owed:
    days = max(0, (reader.day - localdate(one.at)).days)
    return Owed(f"{words.plural(days, 'day')} since it was asked", None)


def _entries(reader: Reader, user: User) -> Iterator[Heading]:
    """One's own entries that nobody looked at for a year."""
    old = Contact.objects.filter(user=user, checked__lt=reader.day - GOOD_FOR).order_by("checked")
    first = tuple(
        Waiting(
            title="Your entry in the directory",
            address=url("returns:network_me", one.programme),
            stands="Say whether it is still right.",
            since=one.checked,
            owed=(Owed(f"Checked on {words.day(one.checked)}", None),),
        )
        for one in old
    )
    if first:
        yield Heading("network_entry", "Your entry in the network", True, len(first), first)
