"""Writing a case study part by part, by the practice and those who help it (G9.6)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused, refuse
from resilience.accounts.saying import tidied, why_not_say
from resilience.programmes.schema.returns import CaseStudies
from resilience.returns.models import CaseStudy
from resilience.returns.models.studies import TITLE
from resilience.returns.studies.acts.happening import happened, locked, told
from resilience.returns.studies.rules import AGREED_BEFORE, BOTH, why_not_write
from resilience.returns.studies.wanted import LONGEST, LONGEST_TITLE


@transaction.atomic
def write(
    *,
    by: Reader,
    study: CaseStudy,
    asks: CaseStudies,
    seen: int,
    at: datetime,
    part: str,
    text: str,
) -> None:
    """Write a part of a case study, or its title. Whoever writes another part meanwhile loses
    nothing; of the same part the first stands and the other is told. What was agreed, or waits to
    be, is agreed anew. Raises Refused with why not."""
    study, text = locked(study), tidied(text)
    refuse(why_not_write(study, by))
    if part != TITLE and part not in {one.id for one in asks.parts}:
        raise Refused("There is no such part of a case study.")
    if text:
        refuse(why_not_say(text, LONGEST_TITLE if part == TITLE else LONGEST))
    now = study.texts.get(part, "")
    if _as_seen(study, seen).get(part, "") != now:
        raise Refused(
            "Somebody wrote this part meanwhile: what stands there now is below. Put both "
            "together, then save."
        )
    if text == now:
        return
    if part == TITLE:
        study.title = " ".join(text.split())
    else:
        study.words = study.words | {part: text}
    ended, state = study.state in AGREED_BEFORE, CaseStudy.State.DRAFT
    study.since = study.since if study.state == state else at
    study.state, study.agreed = state, None
    happened(study, "written", by=by, at=at, rights=BOTH, text=part)
    if ended:
        told(
            study,
            ("practice", "team"),
            by=by,
            at=at,
            subject="the words changed",
            text="They were with the practice to agree, or agreed: put it to the practice again.",
        )


def _as_seen(study: CaseStudy, seen: int) -> dict[str, str]:
    event = study.events.filter(version=seen).first()
    if event is None:
        raise Refused("Open the page again: it does not say which words you looked at.")
    words: dict[str, str] = event.words
    return words
