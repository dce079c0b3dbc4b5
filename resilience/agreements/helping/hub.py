"""What the page of an agreement says of business cases, to those who may read them."""

from __future__ import annotations

from typing import Any

from resilience.accounts.reader import Reader
from resilience.agreements.actions.business_cases import why_not_begin
from resilience.agreements.helping.queries import of_case
from resilience.cases.deciding.outcomes import kinds_of_help
from resilience.cases.models import Case


def of(case: Case, reader: Reader) -> dict[str, Any] | None:
    """The business cases of the case; nothing where there is none and none may be written."""
    if case.pack.helping is None:
        return None
    rows, may_begin = of_case(case, reader), not why_not_begin(case, reader)
    if not rows and not may_begin:
        return None
    kinds = dict(kinds_of_help(case.pack))
    return {"rows": rows, "may_begin": may_begin, "kinds": kinds}
