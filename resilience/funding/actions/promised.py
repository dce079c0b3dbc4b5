"""How money that may be committed comes into the books: its commitment, its parts, its entries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.funding.actions.moving import moved, said
from resilience.funding.books.posting import Line
from resilience.funding.models import Commitment, Entry, Pot, Stage
from resilience.funding.promising import Promise, in_a_line


def promised(
    promise: Promise, pot: Pot, *, by: Reader, at: datetime, why: str, **bears: Any
) -> Commitment:
    """Commit money of a pot that is locked, once nothing speaks against it. `bears` is what does,
    its number there, and whose money it is."""
    made = Commitment.objects.create(
        pot=pot,
        assistance=promise.assistance,
        business_case=promise.business_case,
        intended=promise.intended,
        category=promise.category,
        route=promise.route,
        payee=promise.payee,
        purpose=in_a_line(promise.purpose),
        code=promise.code,
        at=at,
        by=by.actor,
        **bears,
    )
    because, lines = said(why), []
    for place, part in enumerate(promise.parts, start=1):
        stage = Stage.objects.create(
            commitment=made,
            number=part.number or place,
            title=in_a_line(part.title),
            asks=in_a_line(part.asks),
            expected=part.expected,
            pence=0,
        )
        line = Line(
            kind=Entry.Kind.COMMITMENT,
            pence=part.pence,
            day=timezone.localdate(at),
            why=because,
            commitment=made,
            stage=stage,
        )
        lines.append(line)
    right = Right.COMMIT_MONEY
    moved(made.case, pot, lines, "money_committed", of=made, by=by, at=at, right=right)
    made.refresh_from_db()
    return made
