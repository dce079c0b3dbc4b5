"""Laying what is known locally over snapshots, which themselves stay as they were.

It is done in the transaction of the entry, of its withdrawal and of a new snapshot, so that lists,
counts and pages that read it are never behind. What is restricted is left out of all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from resilience.accounts.tiers import Tier
from resilience.organisations.models import Kind, Organisation
from resilience.screening.findings import LETTERS, NOT_KNOWN, RESULTS
from resilience.screening.intelligence import Intelligence
from resilience.screening.models import OverlaidPractice, ScreenedPractice, Snapshot
from resilience.screening.overlaid import EYES
from resilience.screening.screen import for_review
from resilience.screening.sharing import Plain, own
from resilience.screening.signals import SIGNALS
from resilience.screening.weighing import Local, counting, weigh

Entries = Mapping[str, list[Intelligence]]
"""By criterion."""
SEEN = {
    Tier.COMMISSIONER: (Tier.COMMISSIONER,),
    Tier.DELIBERATION: (Tier.COMMISSIONER, Tier.DELIBERATION),
}


def one_after_the_other() -> None:
    """Let no entry and no new snapshot pass each other unseen: each waits for the one before.
    Inside a transaction; SQLite has one writer at a time anyway."""
    list(Organisation.objects.select_for_update(no_key=True).filter(kind=Kind.NATION))


def lay_over(snapshot: Snapshot) -> None:
    """What is known locally of every practice over one snapshot."""
    entries = _entries(snapshot.programme)
    OverlaidPractice.objects.filter(snapshot=snapshot).delete()
    found = snapshot.practices.filter(code__in=list(entries)) if entries else ()
    _keep(snapshot, found, entries)


def lay_over_practice(practice: Organisation, programme: str) -> None:
    """What is known locally of one practice over every snapshot of a programme."""
    entries = _entries(programme, practice)
    OverlaidPractice.objects.filter(snapshot__programme=programme, code=practice.code).delete()
    if entries:
        for snapshot in Snapshot.objects.filter(programme=programme):
            _keep(snapshot, snapshot.practices.filter(code=practice.code), entries)


def _entries(programme: str, practice: Organisation | None = None) -> dict[str, Entries]:
    """All that is in force and may count, by the code of the practice."""
    found = Intelligence.objects.in_force().filter(programme=programme)
    found = found.exclude(tier=Tier.RESTRICTED).select_related("organisation", "entered_for")
    if practice:
        found = found.filter(organisation=practice)
    by_code: dict[str, Any] = defaultdict(lambda: defaultdict(list))
    for one in found:
        by_code[one.organisation.code][one.criterion].append(one)
    return dict(by_code)


def _keep(
    snapshot: Snapshot, found: Iterable[ScreenedPractice], entries: Mapping[str, Entries]
) -> None:
    laid = (row for one in found for row in _rows(snapshot, one, entries[one.code]))
    OverlaidPractice.objects.bulk_create(laid, batch_size=500)


def _rows(
    snapshot: Snapshot, base: ScreenedPractice, entries: Entries
) -> Iterator[OverlaidPractice]:
    """A row for each pair of eyes where something counts for any of them; else none."""
    local = {eyes: locally(snapshot, entries, eyes) for eyes in EYES}
    if any(local.values()):
        for eyes in EYES:
            yield _row(snapshot, base, local[eyes], eyes)


def locally(snapshot: Snapshot, entries: Entries, eyes: Tier) -> dict[str, Local]:
    """What people make of each criterion, for certain eyes, on the day of a snapshot."""
    made = {}
    for criterion in snapshot.pack["criteria"]:
        seen = [one for one in entries.get(criterion["id"], ()) if one.tier in SEEN[eyes]]
        if seen and not criterion["restricted"]:
            counted = counting(snapshot.pack, criterion, snapshot.as_at, seen)
            if local := weigh(criterion, counted):
                made[criterion["id"]] = local
    return made


def _row(
    snapshot: Snapshot, base: ScreenedPractice, local: Mapping[str, Local], eyes: Tier
) -> OverlaidPractice:
    letters, owns = base.letters, dict(base.own)
    for criterion in snapshot.pack["criteria"]:
        id_ = criterion["id"]
        if id_ in local:
            letters[id_], finding = laid(criterion, letters[id_], base.finding(id_), local[id_])
            owns[id_] = own(finding, snapshot.shared.get(id_, {}))
    together = "".join(letters.values())
    shown = snapshot.signalling(together).overall
    return OverlaidPractice(
        snapshot=snapshot,
        base=base,
        eyes=eyes,
        code=base.code,
        name=base.name,
        areas=base.areas,
        area=base.area,
        results=together,
        signal=shown.signal,
        rank=SIGNALS.index(shown.signal),
        met=shown.met,
        not_met=shown.known - shown.met,
        not_known=len(together) - shown.known,
        for_review=for_review(snapshot.review, shown.signal, shown.met),
        own=owns,
    )


def laid(
    criterion: Mapping[str, Any], letter: str, found: Plain, local: Local
) -> tuple[str, Plain]:
    """The letter and the finding of a criterion with what people say laid over it. Where files say
    nothing, people make it known. Where both speak, the pack says who counts; what the other says
    stands beside it."""
    known = RESULTS[letter] != NOT_KNOWN
    if known and not people_first(criterion):
        comparison = found.get("comparison", {})
        flat = {name: value for name, value in found.items() if name != "comparison"}
        return letter, flat | comparison | {"beside": local.reason}
    finding = {
        "reason": local.reason,
        "source": local.source,
        "period": local.latest.isoformat(),
    }
    if known:
        finding["beside"] = f"Published figures: {found['reason']}"
    return LETTERS[local.result], finding


def people_first(criterion: Mapping[str, Any]) -> bool:
    """Whether what people say counts even where files say something (`LocalBase.first`)."""
    first = (criterion.get("local") or {}).get("first")
    return bool(first == "people" if first else criterion["kind"] != "measured")
