"""What the page of an agreement says of its memoranda."""

from __future__ import annotations

from typing import Any

from resilience.accounts.reader import Reader
from resilience.agreements.models import Memorandum
from resilience.agreements.signing.standing import standing
from resilience.agreements.signing.waiting import waiting
from resilience.cases.models import Case


def of(case: Case, reader: Reader) -> dict[str, Any] | None:
    """The memoranda of a case, the latest first, each with how it stands; none before the first."""
    found = Memorandum.objects.visible_to(reader).filter(case=case).defer("pdf", "docx", "content")
    rows = [(one, standing(one, reader.day)) for one in found.order_by("-number")]
    return {"rows": rows, "waiting": waiting(case)} if rows else None
