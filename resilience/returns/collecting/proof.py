"""Proof that a consolidated return is what was frozen, and what its sources give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django.db.models import Max

from resilience.programmes.schema.returns import MeasureId
from resilience.returns.collecting.content import Content, figures_of, hash_of
from resilience.returns.figures.rows import Rows
from resilience.returns.figures.sent import rows_sent
from resilience.returns.models import Change, Consolidation, Submission


def proven() -> list[str]:
    """What does not hold of any consolidated return, as sentences; none where all is right."""
    return [fault for one in Consolidation.objects.all() for fault in faults(one)]


def faults(one: Consolidation) -> Iterator[str]:
    """A sentence for each figure that is not what the submissions, with the changes of that time,
    come to now, and one where the content is not what its SHA-256 says."""
    if hash_of(one.content) != one.sha256:
        yield f"{one}: the content is not the one whose SHA-256 is kept."
    submissions = {
        sent.of.area.code: sent
        for sent in Submission.objects.filter(pk__in=one.content["submissions"]).select_related(
            "of__area"
        )
    }
    every = Rows()
    for area in one.content["areas"]:
        sent = submissions.get(area["code"])
        rows = rows_sent([sent] if sent else (), only=one.content["changes"])
        every += rows
        yield from _unlike(one, area["name"], area["figures"], rows)
        for team in area["teams"]:
            yield from _unlike(one, team["name"], team["figures"], rows.of([team["code"]]))
    yield from _unlike(one, "all areas", one.content["all"]["figures"], every)


def _unlike(one: Consolidation, of: str, frozen: Content, rows: Rows) -> Iterator[str]:
    names = cast(tuple[MeasureId, ...], tuple(frozen))
    for name, now in figures_of(rows, names).items():
        if frozen[name] != now:
            yield (
                f"{one}: {name} of {of} is {frozen[name]['value']:,}, and its sources come to "
                f"{now['value']:,}."
            )


@dataclass(frozen=True)
class Since:
    """What came after a consolidated return was frozen: changes, and returns sent anew."""

    changes: int
    submissions: int

    def __bool__(self) -> bool:
        return bool(self.changes or self.submissions)


def since(one: Consolidation) -> Since:
    """What is not in a consolidated return, as it came later."""
    made_of = one.content["submissions"]
    of = {"of__programme": one.programme, "of__collection": one.collection}
    newest = Submission.objects.filter(**of).order_by().values("of").annotate(newest=Max("pk"))
    later = [row["newest"] for row in newest if row["newest"] not in made_of]
    changed = Change.objects.filter(submission__in=made_of).exclude(pk__in=one.content["changes"])
    return Since(changed.count(), len(later))
