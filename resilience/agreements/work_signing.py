"""Plans to begin, and memoranda and variations to sign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from resilience.accounts.roles import Right
from resilience.agreements.models import Memorandum, Signature, Variation
from resilience.agreements.work_desk import OF_A_PLAN, Desk, Item

SIGNING = ("signing", "part_signed")


def to_begin(desk: Desk) -> Iterator[Item]:
    """Cases in which help was decided, for who plans it and does not answer them: to who does,
    they stand among the cases to answer."""
    answers = set(desk.ids(Right.WORK_CASES, "help_decided"))
    for one in desk.in_states(Right.PLAN_HELP, "help_decided"):
        if one.case.pk not in answers:
            yield one


def to_sign(desk: Desk, right: Right, side: str, *, mine: bool) -> Iterator[Item]:
    """Memoranda that a side has not signed yet; or, not `mine`, that it signed and the other
    did not."""
    cases = [one for one in desk.cases(right) if one.state in SIGNING]
    latest = _latest_memoranda([one.pk for one in cases])
    signed = _signed(latest.values())
    for one in cases:
        if (side not in signed[latest.get(one.pk, 0)]) == mine:
            yield Item(one, (one.reference,), one.since)


def variations(desk: Desk, right: Right, side: str) -> Iterator[Item]:
    """Variations before both sides that a side has not signed yet."""
    found = Variation.objects.open().exclude(memorandum=None)
    found = found.filter(plan__case__in=desk.ids(right, "supported"))
    rows = list(found.select_related("plan__case__organisation").only("memorandum", *OF_A_PLAN))
    signed = _signed(one.memorandum_id for one in rows if one.memorandum_id)
    for one in rows:
        if one.memorandum_id and side not in signed[one.memorandum_id]:
            case = one.plan.case
            yield Item(case, (case.reference,), case.since, stands="A variation is to be signed")


def _latest_memoranda(cases: list[int]) -> dict[int, int]:
    """By case its latest memorandum."""
    found = Memorandum.objects.filter(case__in=cases).order_by("number")
    return dict(found.values_list("case", "pk"))


def _signed(memoranda: Iterable[int]) -> dict[int, set[str]]:
    """By memorandum the sides that signed it."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Signature.objects.filter(memorandum__in=list(memoranda))
    for memorandum, side in rows.values_list("memorandum", "side"):
        found[memorandum].add(side)
    return found
