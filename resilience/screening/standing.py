"""How each entry about a practice stands in a screen: whether it counts there, and else why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from resilience.accounts.tiers import Tier
from resilience.screening.answers import in_words
from resilience.screening.findings import NOT_KNOWN
from resilience.screening.intelligence import Intelligence
from resilience.screening.laying import SEEN
from resilience.screening.models import ScreenedPractice
from resilience.screening.weighing import counting, months_of, oldest, says_of
from resilience.screening.wording import month_words

RESULTS = {one.value: one.label for one in Intelligence.Says}


@dataclass(frozen=True)
class Standing:
    """An entry as a screen's page shows it: what it says, its answers, and how it stands there."""

    entry: Intelligence
    says: str
    answers: list[str]
    stands: str


def standing(
    practice: ScreenedPractice, known: Iterable[Intelligence], eyes: Tier
) -> Iterator[Standing]:
    """Each entry that a reader may see about a practice, in the order given, for certain eyes."""
    snapshot = practice.snapshot
    known = list(known)
    criteria = {criterion["id"]: criterion for criterion in snapshot.pack["criteria"]}
    for one in known:
        criterion = criteria.get(one.criterion)
        if criterion is None:
            yield Standing(one, RESULTS[one.says], [], "The programme does not ask it here.")
            continue
        beside = [o for o in known if o.criterion == one.criterion and o.tier in SEEN[eyes]]
        counted = counting(snapshot.pack, criterion, snapshot.as_at, beside)
        says = says_of(criterion, one)
        if one.tier == Tier.RESTRICTED:
            stands = "It is restricted, so it counts in no screen."
        elif one.about > snapshot.as_at:
            stands = "It does not count yet: it is about a later day."
        elif one.about < oldest(snapshot.pack, criterion, snapshot.as_at):
            old = month_words(months_of(snapshot.pack, criterion))
            stands = f"It counts no more: it is about a day more than {old} before."
        elif one not in counted:
            stands = "It counts no more: something later was entered for the same organisation."
        elif says == NOT_KNOWN:
            stands = "It settles nothing, as it is not clear."
        elif not practice.finding(one.criterion).get("source"):
            stands = "It stands beside the published figure, which counts."
        else:
            stands = "It counts in this screen."
        yield Standing(one, RESULTS[says], in_words(criterion, one.reports), stands)
