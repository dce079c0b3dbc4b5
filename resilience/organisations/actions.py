"""Building the organisations again from the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from django.db import models, transaction

from resilience.audit.actions import record
from resilience.evidence.store import Store
from resilience.organisations.derive.england import England, derive, is_provisional
from resilience.organisations.derive.statements import organisation_datasets, read_statements
from resilience.organisations.models import Ancestor, Build, Organisation, Record, Succession

BATCH = 5_000
Row = TypeVar("Row", bound=models.Model)


def is_up_to_date(store: Store) -> bool:
    """Whether the organisations were derived from just the evidence that is in force."""
    return Build.objects.filter(stamp=_stamp(store)).exists()


def rebuild(*, by: str, store: Store) -> bool:
    """Derive all organisations from the evidence in one transaction; False if nothing changed.

    Rows of `Organisation` keep their identity, so what points at them stays; what is derived
    about them is replaced as a whole.
    """
    if is_up_to_date(store):
        return False
    england = derive(read_statements(store))
    with transaction.atomic():
        ids = _save_organisations(england)
        _replace(Record, _records(england, ids))
        _replace(Ancestor, _ancestors(england, ids))
        _replace(Succession, _successions(england, ids))
        Build.objects.all().delete()
        Build.objects.create(stamp=_stamp(store))
        record(
            by=by,
            act="organisations.rebuilt",
            subject=("england", "organisations"),
            organisations=len(ids),
        )
    return True


def _stamp(store: Store) -> str:
    relevant = set(organisation_datasets())
    return "|".join(release.id for release in store.current if release.dataset in relevant)


def _save_organisations(england: England) -> dict[str, int]:
    rows = [
        Organisation(
            code=code,
            kind=known.kind,
            name=known.name,
            postcode=known.postcode,
            provisional=is_provisional(code),
            search=f"{code} {known.name} {known.postcode.replace(' ', '')}".upper(),
        )
        for code, known in sorted(england.organisations.items())
    ]
    Organisation.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["kind", "name", "postcode", "provisional", "search"],
    )
    Organisation.objects.exclude(code__in=list(england.organisations)).delete()
    return dict(Organisation.objects.values_list("code", "id"))


def _records(england: England, ids: dict[str, int]) -> Iterable[Record]:
    for code, known in england.organisations.items():
        for span, state, name, address, postcode in known.records:
            yield Record(
                organisation_id=ids[code],
                starts=span.starts,
                ends=span.ends,
                state=state,
                name=name,
                address=address,
                postcode=postcode,
            )


def _ancestors(england: England, ids: dict[str, int]) -> Iterable[Ancestor]:
    for child, parent, kind, span, direct in england.above:
        yield Ancestor(
            descendant_id=ids[child],
            ancestor_id=ids[parent],
            kind=kind,
            starts=span.starts,
            ends=span.ends,
            direct=direct,
        )


def _successions(england: England, ids: dict[str, int]) -> Iterable[Succession]:
    for old, new, day in sorted(england.successions):
        yield Succession(predecessor_id=ids[old], successor_id=ids[new], day=day)


def _replace(model: type[Row], rows: Iterable[Row]) -> None:
    model._default_manager.all().delete()
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        model._default_manager.bulk_create(batch)
