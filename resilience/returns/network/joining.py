"""Standing in the directory, and on the distribution list, and leaving both (G12.13).

No name, address or number of anybody stands in the record of acts: only whose area it is, and
whether they agreed to be on the list.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.audit.actions import record
from resilience.look import words
from resilience.organisations.models import Kind, Organisation
from resilience.programmes.schema import Pack
from resilience.returns.models import Contact
from resilience.returns.network.addressed import own_organisations, why_not_keep, why_not_of_it
from resilience.returns.network.directory import on_the_list, own_entry

NOT_IN_IT = frozenset({Kind.PRACTICE, Kind.SUPPLIER})
THERE = "This address stands in the directory already."
CHANGED = "The entry changed since you opened this page: look at it again."


@transaction.atomic
def stand(
    *,
    by: Reader,
    pack: Pack,
    seen: int,
    at: datetime,
    organisation: str,
    post: str,
    phone: str,
    mailed: bool,
) -> Contact:
    """Stand in the directory for one of one's organisations, by code, or change one's own entry;
    the address is the one with which one signs in. `seen` is 0 for who is not in it yet."""
    refuse(why_not_of_it(by))
    own = {one.code: one for one in own_organisations(by)}
    if not isinstance(by.user, User) or organisation not in own:
        raise Refused("Choose one of the organisations for which you act.")
    User.objects.select_for_update().get(pk=by.user.pk)
    entry = own_entry(by, pack.id)
    if (entry.version if entry else 0) != seen:
        raise Refused(CHANGED)
    _not_there(pack, by.user.email, entry)
    was_mailed = entry.mailed if entry else None
    made = entry or Contact(programme=pack.id, consented=at)
    made.user, made.email, made.name = by.user, by.user.email, by.user.name
    made.organisation, made.post, made.phone = own[organisation], post, phone
    made.mailed = (was_mailed or at) if mailed else None
    made.checked, made.version = timezone.localdate(at), seen + 1
    made.save()
    act = "network_changed" if entry else "network_joined"
    _recorded(act, by, made, before={"on_the_list": was_mailed is not None})
    return made


@transaction.atomic
def leave(*, by: Reader, pack: Pack) -> None:
    """Leave the directory and the list at once: nothing of it is left."""
    entry = own_entry(by, pack.id)
    if entry is None:
        raise Refused("You are not in the directory.")
    _recorded("network_left", by, entry)
    entry.delete()


@transaction.atomic
def add_in_writing(
    *,
    by: Reader,
    pack: Pack,
    at: datetime,
    name: str,
    post: str,
    organisation: str,
    email: str,
    phone: str,
    consented: date,
    how: str,
    mailed: bool,
) -> Contact:
    """Put somebody into the directory who agreed to it in writing on a day, and say how; `mailed`
    where they agreed to the distribution list in writing too."""
    refuse(why_not_keep(by))
    of = Organisation.objects.filter(code=organisation.strip().upper()).first()
    if of is None or of.kind in NOT_IN_IT:
        raise Refused("Give the code of a team, commissioner, committee or network.")
    if consented > timezone.localdate(at):
        raise Refused(f"{words.day(consented)} is still to come: give the day of their writing.")
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused("Enter an e-mail address, like name@nhs.net") from None
    _not_there(pack, address, None)
    made = Contact.objects.create(
        programme=pack.id,
        organisation=of,
        name=name,
        post=post,
        email=address,
        phone=phone,
        consented=at,
        how=f"{words.day(consented)}: {how}",
        mailed=at if mailed else None,
        checked=timezone.localdate(at),
        version=1,
    )
    _recorded("network_added", by, made)
    return made


@transaction.atomic
def remove(*, by: Reader, contact: Contact) -> None:
    """Take somebody out of the directory and the list at once: nothing of it is left."""
    refuse(why_not_keep(by))
    _recorded("network_removed", by, contact)
    contact.delete()


@transaction.atomic
def check(*, by: Reader, contact: Contact, at: datetime) -> None:
    """Say that an entry is right: one's own, or any for the national team."""
    own = own_entry(by, contact.programme)
    if own is None or own.pk != contact.pk:
        refuse(why_not_keep(by))
    entry = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    entry.checked = timezone.localdate(at)
    entry.save(update_fields=["checked"])
    _recorded("network_checked", by, entry)


@transaction.atomic
def take_list(*, by: Reader, pack: Pack) -> list[dict[str, str]]:
    """Those on the distribution list, for a file; that it was taken is recorded."""
    refuse(why_not_keep(by))
    found = [
        {
            "name": one.name,
            "post": one.post,
            "organisation": one.organisation.name,
            "organisation_code": one.organisation.code,
            "email": one.email,
        }
        for one in on_the_list(pack.id, by.day)
    ]
    record(
        by=by.actor,
        act="returns.distribution_list_taken",
        subject=("programme", pack.id),
        after={"people": len(found)},
    )
    return found


def _not_there(pack: Pack, address: str, entry: Contact | None) -> None:
    """Raises Refused where another entry than this has an address."""
    same = Contact.objects.filter(programme=pack.id, email=address)
    if any(one.pk != (entry and entry.pk) for one in same):
        raise Refused(THERE)


def _recorded(act: str, by: Reader, entry: Contact, before: dict[str, bool] | None = None) -> None:
    record(
        by=by.actor,
        act=f"returns.{act}",
        subject=entry,
        organisation=entry.organisation.code,
        before=before,
        after={"on_the_list": entry.mailed is not None},
    )
