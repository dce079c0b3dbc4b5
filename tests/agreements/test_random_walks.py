"""Whatever both sides do in whatever order under a memorandum: what was signed stays as it was, how
it stands is what its dates say, and there is a way out."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilience.accounts.rules import Refused
from resilience.agreements.actions.exiting import begin_exit
from resilience.agreements.actions.extending import extend
from resilience.agreements.actions.giving_notice import (
    end_by_notice,
    give_notice,
    take_notice_back,
)
from resilience.agreements.actions.signing import sign
from resilience.agreements.actions.varying import (
    begin_variation,
    put_variation,
    take_variation_back,
)
from resilience.agreements.changing.agreed import agreed
from resilience.agreements.changing.notice import Notice
from resilience.agreements.models import EndNotice, Memorandum, Plan, PlanVersion
from resilience.agreements.planning.content import hash_of
from resilience.agreements.signing.standing import standing
from resilience.agreements.signing.waiting import waiting
from resilience.cases.models import Case
from tests.agreements.test_ways_out import does
from tests.agreements.world import SIGNED, in_force, promised

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ACTS = ("begin", "write", "put", "change", "give_up", "sign_lead", "sign_regional", "extend")
ENDING = ("notice_lead", "notice_regional", "notice_back", "end")


def acts(case: Case, act: str, days: int, now: Any) -> None:
    """One act, or nothing where it is refused."""
    memorandum, day = waiting(case), now.date()
    shown = memorandum.pdf_sha256 if memorandum else "none"
    signs = {"shown": shown, "role": "Partner", "confirmed": True}
    last = EndNotice.objects.last()
    doing: dict[str, Any] = {
        "begin": (begin_variation, "resilience", {"reason": "So."}),
        "put": (put_variation, "resilience", {}),
        "change": (take_variation_back, "resilience", {"reason": "So.", "give_up": False}),
        "give_up": (take_variation_back, "resilience", {"reason": "So.", "give_up": True}),
        "sign_lead": (sign, "lead", signs),
        "sign_regional": (sign, "regional", signs),
        "extend": (
            extend,
            "regional",
            {"until": date(2019, 9, 30) + timedelta(days=days), "reason": "So."},
        ),
        "notice_lead": (give_notice, "lead", {"notice": Notice("without_reason", day)}),
        "notice_regional": (give_notice, "regional", {"notice": Notice("without_reason", day)}),
        "end": (end_by_notice, "resilience", {}),
    }
    if act == "write":
        if Plan.objects.get(case=case).varying:
            Plan.objects.filter(case=case).update(
                ends=date(2019, 9, 30) + timedelta(days=days), exit_strategy=f"So, {days}."
            )
    elif act == "notice_back":
        if last:
            side = "lead" if last.side == "practice" else "regional"
            does(take_notice_back, case, side, now, notice=last, reason="So.")
    else:
        what, who, told = doing[act]
        does(what, case, who, now, **told)


def naive(memorandum: Memorandum, day: date) -> tuple[bool, date]:
    """Whether it is in force on a day, and until when, read day by day from its rows."""
    signed = [one.signed for one in memorandum.signatures.all()]
    ends = max([memorandum.ends, *(one.until for one in memorandum.extensions.all())])
    one: Memorandum | None = memorandum
    while one:
        for notice in EndNotice.objects.filter(memorandum=one):
            if not hasattr(notice, "withdrawal"):
                ends = min(ends, notice.ends)
        one = one.varies
    for after in Memorandum.objects.filter(varies=memorandum):
        if after.signatures.count() == 2:
            ends = min(ends, max(s.signed for s in after.signatures.all()) - timedelta(days=1))
    return len(signed) == 2 and max(signed) <= day <= ends, ends


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(ACTS + ENDING), st.integers(0, 90), st.sampled_from((0, 0, 1, 9, 60))
        ),
        min_size=6,
        max_size=12,
    )
)
def test_under_a_memorandum(referred, steps):

    with transaction.atomic():
        case = promised(referred())
        in_force(case)
        _walk(case, steps)
        transaction.set_rollback(True)


def _walk(case: Case, steps: list[tuple[str, int, int]]) -> None:
    now, kept = SIGNED + timedelta(days=1), {}
    for act, days, later in steps:
        now += timedelta(days=later)
        with suppress(Refused):
            acts(case, act, days, now)
        case.refresh_from_db()
        _holds(case, now.date(), kept)
    _leaves(case, now)


def _holds(case: Case, day: date, kept: dict[Any, Any]) -> None:
    running = []
    for one in Memorandum.objects.filter(case=case):
        assert kept.setdefault(one.pk, (one.content, one.pdf_sha256)) == (
            one.content,
            one.pdf_sha256,
        )
        stands = standing(one, day)
        if one.signatures.count() == 2:
            in_force_now, until = naive(one, day)
            assert (stands.state == "in_force") == in_force_now
            assert stands.until == until
        else:
            assert stands.state == "before"
        if stands.state == "in_force":
            running.append(one)
    for one in PlanVersion.objects.filter(plan__case=case):
        assert (
            kept.setdefault(("version", one.pk), one.sha256) == one.sha256 == hash_of(one.content)
        )
    assert len(running) <= 1
    if running and case.state == "supported":
        assert running[0] == agreed(case)


def _leaves(case: Case, now: Any) -> None:
    """Somebody ends it, whatever stands open."""
    if case.state == "ended_early":
        return
    try:
        does(take_variation_back, case, "resilience", now, reason="So.", give_up=True)
    except Refused as why:
        assert "not being varied" in str(why)
    does(begin_exit, case, "resilience", now)
    case.refresh_from_db()
    assert case.state == "exit_review"
