"""Building the organisations again from the evidence."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress

from django.db import transaction
from django.db.models import ProtectedError

from resilience.audit.actions import record
from resilience.evidence.store import Store
from resilience.organisations.bulk import replace_all
from resilience.organisations.derive.england import England, derive
from resilience.organisations.derive.known import Known
from resilience.organisations.derive.mergers import is_provisional
from resilience.organisations.derive.readers import organisation_datasets, read_statements
from resilience.organisations.models import (
    LOCAL_KINDS,
    Ancestor,
    Build,
    Organisation,
    Record,
    Source,
    Succession,
)
from resilience.organisations.reach import rebuild_reach

BATCH = 5_000
Ids = dict[str, int]


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
    with _uncollected():
        england = derive(read_statements(store))
        _save(england, store, by)
    return True


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which would look a dozen times through half a million small
    tuples that hold each other in no cycles: a quarter of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _save(england: England, store: Store, by: str) -> None:
    with transaction.atomic():
        ids = _save_organisations(england)
        _save_what_is_derived(england, ids, _save_sources(store))
        rebuild_reach()
        Build.objects.all().delete()
        Build.objects.create(stamp=_stamp(store))
        record(
            by=by,
            act="organisations.rebuilt",
            subject=("england", "organisations"),
            organisations=len(ids),
        )


def _stamp(store: Store) -> str:
    relevant = set(organisation_datasets())
    return "|".join(release.id for release in store.current if release.dataset in relevant)


def _save_sources(store: Store) -> Ids:
    relevant = set(organisation_datasets())
    Source.objects.bulk_create(
        [
            Source(release=r.id, title=r.title, publisher=r.publisher, period=r.period.words)
            for r in store.current
            if r.dataset in relevant
        ],
        update_conflicts=True,
        unique_fields=["release"],
        update_fields=["title", "publisher", "period"],
    )
    return dict(Source.objects.values_list("release", "id"))


def _save_organisations(england: England) -> Ids:
    fields = ["code", "kind", "name", "postcode", "provisional", "search"]
    published = Organisation.objects.exclude(kind__in=LOCAL_KINDS)
    stored = {row[0]: row for row in published.values_list(*fields)}
    gone = stored.keys() - england.organisations.keys()
    rows = [
        (
            code,
            known.kind.value,
            known.name,
            known.postcode,
            is_provisional(code),
            _search(code, known),
        )
        for code, known in england.organisations.items()
    ]
    Organisation.objects.bulk_create(
        [
            Organisation(**dict(zip(fields, row, strict=True)))
            for row in rows
            if stored.get(row[0]) != row
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=fields[1:],
    )
    _remove(gone)
    return dict(Organisation.objects.values_list("code", "id"))


def _remove(gone: Set[str]) -> None:
    """Remove organisations that no release names any more, but for those that other records
    point at: they keep their rows, though nothing is known of them."""
    organisations = Organisation.objects.filter(code__in=gone)
    try:
        with transaction.atomic():
            organisations.delete()
    except ProtectedError:
        for organisation in organisations:
            with suppress(ProtectedError), transaction.atomic():
                organisation.delete()


def _search(code: str, known: Known) -> str:
    names = [known.name, *(record.name for record in known.records)]
    postcodes = [known.postcode, *(record.postcode for record in known.records)]
    words = [code, *names, *(postcode.replace(" ", "") for postcode in postcodes)]
    return " ".join(dict.fromkeys(filter(None, words))).upper()


def _save_what_is_derived(england: England, ids: Ids, sources: Ids) -> None:
    replace_all(
        Record,
        ["organisation", "starts", "ends", "state", "name", "address", "postcode", "source"],
        (
            (ids[code], *r.span, r.state, r.name, r.address, r.postcode, sources.get(r.source))
            for code, known in england.organisations.items()
            for r in known.records
        ),
    )
    replace_all(
        Ancestor,
        ["descendant", "ancestor", "kind", "starts", "ends", "direct", "source"],
        (
            (ids[a.child], ids[a.ancestor], a.kind.value, *a.span, a.direct, sources.get(a.source))
            for a in england.above
        ),
    )
    replace_all(
        Succession,
        ["predecessor", "successor", "day", "source"],
        (
            (ids[old], ids[new], day, sources.get(source))
            for (old, new, day), source in sorted(england.successions.items())
        ),
    )
