"""What is known of a practice is frozen with its assessment, and stays as it stood."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.cases.actions import place, review_support
from resilience.cases.assessing.changed import Changed, changes
from resilience.cases.assessing.evidence import evidence_of
from resilience.cases.assessing.freezing import stamp
from resilience.cases.beginning import begin
from resilience.cases.happening import happen
from resilience.cases.models import Assessment, Case
from resilience.evidence.store import Store
from resilience.profiles.models import Context
from resilience.programmes.local import in_force
from resilience.programmes.packs import load
from resilience.screening.actions import take_snapshot
from resilience.screening.intelligence import Intelligence
from resilience.screening.intelligence_actions import enter_intelligence, withdraw_intelligence
from resilience.screening.models import Snapshot
from tests.cases.assessed import JUSTIFICATION
from tests.cases.placed import set_deciding, set_here
from tests.cases.practice_pages import words
from tests.cases.test_finding import NOW, PROGRAMME, practice
from tests.screening.conftest import england_to_show, snapshot  # noqa: F401

pytestmark = pytest.mark.django_db
DAY = NOW.date()


@pytest.fixture(autouse=True)
def in_2018():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(snapshot, signed_in) -> Reader:  # noqa: F811
    return Reader(signed_in(resilience_lead="Q74"), DAY)


@pytest.fixture
def case(lead) -> Case:
    return being_assessed(lead)


def being_assessed(lead: Reader, code: str = "A81001") -> Case:
    case = begin(
        programme=PROGRAMME,
        practices=[practice(code)],
        route=Case.Route.SELF_REFERRAL,
        state="under_assessment",
        tier="commissioner",
        at=NOW,
    )
    happen(case, "received", by=lead, at=NOW, acting_for=case.team)
    return case


def placed(case: Case, lead: Reader) -> Assessment:
    case.refresh_from_db()
    told = {"scope": 4, "impact": 3, "criteria": ["GC1"], "justification": JUSTIFICATION}
    return place(by=lead, case=case, seen=case.version, at=NOW, **told).assessment


def entered(lead: Reader, criterion: str, says: str = "met", **told: object) -> Intelligence:
    given_ = {"note": "We saw it ourselves.", "tier": "deliberation", **told}
    return enter_intelligence(
        by=lead,
        practice=practice(),
        pack=in_force(PROGRAMME),
        criterion=criterion,
        about=DAY,
        source="a visit",
        says=says,
        **given_,
    )


def by_id(assessment: Assessment) -> dict[str, dict[str, object]]:
    return {one["id"]: one for one in assessment.evidence}


def test_what_is_measured_comes_with_value_comparison_period_source_and_line(case, lead):
    assessment = placed(case, lead)
    told = by_id(assessment)["GC11"]
    assert (told["result"], told["value"], told["words"]) == ("met", 60.0, "60.0%")
    assert told["period"] == "2017-18"
    assert told["comparison"]["threshold"] == 80
    assert told["compared"][-1] == "80.0% threshold"
    assert told["release"] and len(told["hash"]) == 64 and told["line"] > 1
    assert assessment.snapshot == Snapshot.objects.first().key
    assert [one["id"] for one in assessment.evidence] == [
        one.id for one in load(PROGRAMME).criteria
    ]


def test_what_people_entered_after_the_screen_counts_in_the_assessment(case, lead):
    entered(lead, "GC8")
    told = by_id(placed(case, lead))["GC8"]
    assert told["result"] == "met"
    assert told["said"][0]["note"] == "We saw it ourselves."
    assert told["source"].startswith("entered locally by")


def test_of_a_restricted_criterion_only_the_numbers_of_what_was_entered_are_kept(case, lead):
    entry = entered(lead, "GC3", "", tier="", note="", reports={"concern": "yes"})
    entered(lead, "GC5", "", reports={"vacancies": "2", "long_term_illness": "yes"})
    ill = Intelligence.objects.get(criterion="GC5", tier="restricted")
    assessment = placed(case, lead)
    assert by_id(assessment)["GC3"] == {"id": "GC3", "restricted": True, "entries": [entry.pk]}
    vacancies = by_id(assessment)["GC5"]
    assert vacancies["entries"] == [ill.pk]
    assert "illness" not in str(vacancies["said"]) and "illness" not in vacancies["reason"]


def test_that_something_restricted_was_entered_does_not_show_in_what_one_looked_at(case, lead):
    pack = in_force(PROGRAMME)
    before = stamp(evidence_of(case, lead), pack)
    entered(lead, "GC3", "", tier="", note="", reports={"concern": "yes"})
    assert stamp(evidence_of(case, lead), pack) == before
    entered(lead, "GC8")
    assert stamp(evidence_of(case, lead), pack) != before


def test_what_the_practice_says_of_its_figure_is_frozen_beside_it(case, lead):
    Context.objects.create(
        organisation=practice(),
        tier="commissioner",
        indicator="qof_points_percent",
        text="We moved house that year.",
        written_by="person of the practice",
    )
    assessment = placed(case, lead)
    said = next(one for one in assessment.context if one["criterion"] == "GC11")
    assert said["text"] == "We moved house that year."


ACTS = ("enter", "withdraw", "restricted", "screen", "setting", "context", "review", "place")


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(st.lists(st.sampled_from(ACTS), min_size=1, max_size=5))
def test_a_frozen_assessment_never_changes(case, lead, client, acts):
    """Whatever is loaded, entered, withdrawn or set afterwards."""
    with transaction.atomic():
        entered(lead, "GC8")
        assessment = placed(case, lead)
        address = f"/cases/{case.reference}/assessments/1/"
        before = _kept(assessment)
        known = _known(client, address)
        for number, act in enumerate(acts):
            _do(act, number, case, lead)
        assert _kept(assessment) == before
        assert _known(client, address) == known
        transaction.set_rollback(True)


def _kept(assessment: Assessment) -> list[dict[str, object]]:
    """The rows of an assessment and of its placement."""
    rows = [Assessment.objects.get(pk=assessment.pk), *assessment.placements.all()]
    return [{k: v for k, v in vars(one).items() if k != "_state"} for one in rows]


def _known(client, address: str) -> str:
    """What a page says was known; where it was placed may be hidden or joined by others."""
    page = words(client.get(address))
    return page[page.index("What was known") : page.index("Programme ")]


def _do(act: str, number: int, case: Case, lead: Reader) -> None:
    case.refresh_from_db()
    match act:
        case "enter":
            entered(lead, "GC9", "not_met" if number % 2 else "met")
        case "withdraw":
            withdraw_intelligence(
                by=lead,
                intelligence=Intelligence.objects.in_force().first() or entered(lead, "GC6"),
            )
        case "restricted":
            entered(lead, "GC3", "", tier="", note="", reports={"concern": "yes"})
        case "screen":
            take_snapshot(
                by="a test",
                pack=load(PROGRAMME).model_copy(update={"max_age_months": number + 1}),
                as_at=DAY,
                store=Store(django_settings.RESILIENCE_HOME),
            )
        case "setting":
            set_deciding(similar_cases=number + 1)
            set_here("matrix.4.3", ("low", "high")[number % 2])
        case "context":
            Context.objects.create(
                organisation=practice(),
                tier="commissioner",
                indicator="qof_points_percent",
                period=f"20{10 + number}-{11 + number}",
                text="We moved house.",
                written_by="person of the practice",
            )
        case "review":
            review_support(
                by=lead, case=case, seen=case.version, at=NOW, answers={"delivered": "yes"}
            )
        case "place":
            placed(case, lead)


def test_what_changed_since_an_earlier_case_is_told_in_words(case, lead, client):
    placed(case, lead)
    case.refresh_from_db()
    happen(case, "closed", by=lead, at=NOW, acting_for=case.team, to="closed")
    newer = being_assessed(lead)
    entered(lead, "GC8")
    page = words(client.get(f"/cases/{newer.reference}/place/"))
    assert f"the assessment of 2 July 2018 ( {case.reference} )" in page or case.reference in page
    assert "It was not known, now it is met." in page


def told(result: str, value: str = "", period: str = "", **other: object) -> dict[str, object]:
    return {"id": "GC11", "result": result, "words": value, "period": period, **other}


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ([told("met", "60%")], [told("met", "60%")], []),
        (
            [told("not_known")],
            [told("met", reason="Why.")],
            ["It was not known, now it is met. Why."],
        ),
        (
            [told("met", "60%", "2016-17")],
            [told("met", "59%", "2017-18")],
            ["It is met as before; the figure is now 59% (2017-18), before 60% (2016-17)."],
        ),
        ([], [told("not_met")], ["It was not asked before; now it is not met."]),
        ([told("met")], [], ["It is not asked any more."]),
        (
            [{"id": "GC3", "restricted": True, "entries": [1]}],
            [{"id": "GC3", "restricted": True}],
            [],
        ),
    ],
)
def test_changes_are_worded(before, now, expected):
    assert [one.words for one in changes(before, now)] == expected
    assert all(isinstance(one, Changed) for one in changes(before, now))


def test_the_page_asks_no_more_of_the_database_the_more_is_known(case, lead, client):
    def taken() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/cases/{case.reference}/place/").status_code == 200
        return len(queries)

    entered(lead, "GC8")
    placed(case, lead)
    taken()
    few = taken()
    for criterion in ("GC5", "GC6", "GC9", "GC10", "GC13"):
        entered(lead, criterion)
    for _ in range(3):
        placed(case, lead)
    assert taken() <= few


def test_a_screen_of_a_later_day_is_not_yet_known(case, lead):
    earlier = Reader(User.objects.get(pk=lead.user.pk), date(2018, 3, 1))
    evidence = evidence_of(case, earlier)
    assert evidence.snapshot == Snapshot.objects.get(as_at=date(2018, 2, 28)).key
