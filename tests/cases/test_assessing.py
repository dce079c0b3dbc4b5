"""A practice is assessed and placed on the matrix, by one person or two, with a justification."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.cases.actions import escalate, place, review_support
from resilience.cases.happening import ChangedMeanwhile
from resilience.cases.models import Assessment, CaseEvent, ContinuingReview, Placement
from tests.cases.assessed import (
    JUSTIFICATION,
    MONDAY,
    SAID,
    first,
    second,
    settled,
    under_assessment,
)
from tests.cases.placed import set_deciding
from tests.cases.world import reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(referred):
    set_deciding(second_percent=0)
    return under_assessment(referred())


def test_a_practice_is_placed_with_its_band_and_the_case_tells_where(case):
    placement = first(case, estimate=1_250_000)
    assert (placement.cell, placement.band) == ((4, 3), "medium")
    assert placement.criteria == ["GC6", "GC8"]
    assert placement.estimate == 1_250_000
    assert case.placement == placement
    assessment = placement.assessment
    assert (assessment.number, assessment.as_at) == (1, date(2019, 1, 7))
    assert [one["id"] for one in assessment.evidence][:3] == ["GC1", "GC2", "GC3"]


def test_the_event_tells_that_it_was_placed_and_neither_where_nor_why(case):
    first(case)
    event = CaseEvent.objects.get(kind="placed")
    assert (event.tier, event.text, event.details) == ("deliberation", "", {"assessment": 1})
    seen = CaseEvent.objects.visible_to(reader("lead", MONDAY.date()), case)
    assert not seen.filter(kind="placed").exists()
    kept = Event.objects.get(act="case.placed")
    assert kept.organisation == "Q74"
    assert JUSTIFICATION not in str(kept.after)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"justification": " \n "}, "nothing is saved without"),
        ({"justification": "Ring 01632 960 123."}, "telephone number"),
        ({"criteria": []}, "Choose the criteria"),
        ({"criteria": ["GC99"]}, "Choose the criteria"),
        ({"criteria": ["GC3"]}, "Choose the criteria"),
        ({"scope": 6}, "from 1 to 5"),
        ({"impact": 0}, "from 1 to 5"),
        ({"scope": 5}, "reasons that last or a particular and urgent reason"),
        ({"estimate": -1}, "Check the estimate"),
    ],
)
def test_what_is_not_said_in_full_is_refused_and_nothing_is_saved(case, told, why):
    before = case.version
    with pytest.raises(Refused, match=why):
        first(case, **told)
    case.refresh_from_db()
    assert (case.version, case.placement) == (before, None)
    assert not Assessment.objects.exists() and not Placement.objects.exists()


def test_the_database_keeps_no_placement_without_a_justification(case):
    placement = first(case)
    fields = {
        name: getattr(placement, name)
        for name in ("at", "by", "scope", "impact", "band", "pack_hash", "settings_version")
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(
            assessment=placement.assessment, kind="second", **fields, justification=""
        )


def test_of_scope_5_it_is_kept_which_meaning_it_has_and_of_others_none(case):
    placement = first(case, scope=5, scope_reason="reasons that last")
    assert placement.scope_reason == "reasons that last"
    assert first(case, scope_reason="reasons that last").scope_reason == ""


def test_only_who_assesses_in_the_area_places(case):
    for who in ("lead", "officer", "commissioner", "other_resilience", "national"):
        with pytest.raises(Refused):
            first(case, who)


def test_who_looked_at_an_older_case_is_told_so(case):
    before = case.version
    first(case)
    with pytest.raises(ChangedMeanwhile):
        first(case, seen=before)
    assert Placement.objects.count() == 1


def test_a_second_assessor_stands_on_the_same_evidence_and_does_not_change_what_holds(case):
    one = first(case)
    two = second(case, scope=2)
    assert two.assessment == one.assessment
    assert case.placement == one
    with pytest.raises(Refused, match="placed it"):
        second(case, "regional")


def test_nobody_is_their_own_second_assessor(case):
    with pytest.raises(Refused, match="Nobody placed"):
        second(case)
    first(case)
    with pytest.raises(Refused, match="somebody else"):
        second(case, "resilience")


def test_two_who_differ_are_settled_and_that_holds(case):
    first(case)
    with pytest.raises(Refused, match="no two placements that differ"):
        settled(case)
    second(case, scope=2)
    last = settled(case, scope=3)
    assert (case.placement, last.kind, last.band) == (last, "settled", "medium")
    with pytest.raises(Refused, match="no two placements that differ"):
        settled(case)


def test_it_is_assessed_again_and_the_newest_holds(case):
    first(case)
    again = first(case, scope=5, scope_reason="reasons that last", impact=5)
    assert again.assessment.number == 2
    assert (case.placement, case.placement.band) == (again, "high")


def test_a_safety_concern_is_passed_on_without_a_word_of_what_it_is_about(case):
    def pass_on(**other):
        case.refresh_from_db()
        told = {"channel": "cqc", "day": date(2019, 1, 6), **other}
        by = reader("resilience", MONDAY.date())
        return escalate(by=by, case=case, seen=case.version, at=MONDAY, **told)

    with pytest.raises(Refused, match="Choose where"):
        pass_on(channel="the newspaper")
    with pytest.raises(Refused, match="day to come"):
        pass_on(day=date(2019, 1, 8))
    event = pass_on()
    assert event.text == "The Care Quality Commission, 6 January 2019. Help goes on."
    assert event.tier == "deliberation"
    assert case.state == "under_assessment"


def test_a_newer_review_of_earlier_help_ends_the_one_before_and_is_frozen(case):
    by = reader("resilience", MONDAY.date())
    for answer in ("no", "yes"):
        case.refresh_from_db()
        told = {"delivered": answer, "enquiry_words": "We read the report."}
        review_support(by=by, case=case, seen=case.version, at=MONDAY, answers=told)
    assert ContinuingReview.objects.in_force().get().answers["delivered"] == "yes"
    assert ContinuingReview.objects.count() == 2
    frozen = first(case).assessment.continuing
    assert ["Was the earlier help delivered?", ["Yes"]] in frozen["lines"]


def test_a_case_that_is_not_assessed_yet_is_not_placed(referred):
    case = referred()
    with pytest.raises(Refused, match="not open while"):
        place(
            by=reader("resilience", MONDAY.date()), case=case, seen=case.version, at=MONDAY, **SAID
        )
