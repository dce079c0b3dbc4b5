"""What the page of an agreement says of how long it took."""

from __future__ import annotations

from typing import Any

from resilience.accounts.reader import Reader
from resilience.agreements.timing.times import STAGES, times_of
from resilience.cases.models import Case


def of(case: Case, reader: Reader) -> dict[str, Any] | None:
    """The stages of one case, each with its day and the days since the practice asked."""
    found = times_of(Case.objects.filter(pk=case.pk), reader.day)
    if not found:
        return None
    (times,) = found
    rows = [
        (stage, times.reached.get(stage.id), days)
        for stage in STAGES
        if (days := times.days(stage, reader.day)) is not None
    ]
    return {"times": times, "rows": rows}
