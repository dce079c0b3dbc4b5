"""Progress reports: sent by the practice, read by it and by those who plan its help, and by nothing
and nobody else (D8.2)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

import resilience
from resilience.accounts.rules import Refused
from resilience.agreements.actions.reporting import send_report
from resilience.agreements.models import ProgressReport, ReportRow
from resilience.agreements.reminding import remind_of_reports
from resilience.audit.models import EventsAreKept
from tests.agreements.world import in_force, promised
from tests.cases.conftest import RECEIVED, at
from tests.cases.stepping import told
from tests.cases.world import PEOPLE, reader

pytestmark = pytest.mark.django_db
NOW = at(2019, 3, 20, 10)
DAY = NOW.date()


@pytest.fixture
def helped(case):
    in_force(case)
    case.refresh_from_db()
    return case


def sent(case, by="member", row=None, **other) -> ProgressReport:
    row = row or ReportRow.objects.earliest("due")
    objective = row.plan.objectives.get()
    told_ = {
        "objectives": {objective.pk: {"standing": "slower", "words": "One candidate withdrew."}},
        "milestones": {row.plan.milestones.get().pk: date(2019, 2, 20)},
        "answers": {"help_fits": "mostly"},
        "rating": 4,
    }
    return send_report(by=reader(by, DAY), case=case, row=row, at=NOW, **told_ | other)


def test_the_practice_reports_once_and_the_team_is_told_that_it_did(helped):
    made = sent(helped)
    assert made.acting_for == helped.organisation and made.purpose == "improvement"
    assert any("sent a progress report" in subject for subject in told("resilience"))
    event = helped.events.last()
    assert (event.kind, event.text) == ("report_sent", "Due on 29 March 2019")
    with pytest.raises(Refused, match="was sent already"):
        sent(helped, by="lead")
    with pytest.raises(EventsAreKept):
        made.delete()


def test_who_reads_what_a_practice_reports(helped):
    made = sent(helped)
    reads = {
        name for name in PEOPLE if made in ProgressReport.objects.visible_to(reader(name, DAY))
    }
    assert reads == {"lead", "member", "resilience", "regional", "commissioner"}


def test_nobody_else_reports_for_a_practice(helped):
    for name in sorted({*PEOPLE} - {"lead", "member"}):
        with pytest.raises(Refused, match="Only the people of the practice"):
            sent(helped, by=name)


def test_any_practice_of_a_group_reports_and_reads(referred):
    case = promised(referred("A81001", RECEIVED, "lead", "A81002"))
    in_force(case)
    made = sent(case, by="second_lead")
    assert made.acting_for.code == "A81002"
    assert made in ProgressReport.objects.visible_to(reader("lead", DAY))


def test_a_report_has_one_purpose_in_the_database_too(helped):
    made = sent(helped)
    rows = ReportRow.objects.exclude(pk=made.row_id)
    other = {"case": helped, "at": NOW, "by": "x", "row": rows.get()}
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.create(**other, purpose="contract")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressReport.objects.create(**other, rating=6)


def test_a_report_is_late_and_taken_all_the_same(helped):
    assert send_report(
        by=reader("lead", date(2019, 5, 1)),
        case=helped,
        row=ReportRow.objects.earliest("due"),
        at=at(2019, 5, 1, 9),
        objectives={},
        milestones={},
        answers={},
        rating=None,
    )


def test_reports_end_with_the_help(helped):
    type(helped).objects.filter(pk=helped.pk).update(state="closed")
    with pytest.raises(Refused, match="the case is “Closed”"):
        sent(helped)


def test_a_practice_is_reminded_once_before_the_day_and_never_after_it(helped):
    def of_the_report(name: str) -> list[str]:
        return [one for one in told(name) if "progress report" in one]

    assert remind_of_reports(at(2019, 3, 14, 9)) == 0
    assert remind_of_reports(at(2019, 3, 15, 9)) == 1
    assert remind_of_reports(at(2019, 3, 29, 9)) == 0
    expected = f"{helped.reference}, The Dene Surgery: a progress report by 29 March 2019"
    assert of_the_report("lead") == of_the_report("member") == [expected]
    assert not of_the_report("resilience")
    sent(helped, row=ReportRow.objects.latest("due"))
    assert remind_of_reports(at(2019, 6, 20, 9)) == 0


def test_nothing_outside_the_room_reads_reports():
    """By its source: no page, file, count or list of another room can come to have them."""
    package = Path(resilience.__file__).parent
    reading = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"ProgressReport|progressreports", path.read_text("utf-8"))
    }
    assert {one for one in reading if not one.startswith("agreements/")} == set()
    inside = {one for one in reading if "/migrations/" not in one and "/models/" not in one}
    assert inside <= {
        "agreements/actions/reporting.py",
        "agreements/following/report_form.py",
        "agreements/following/report_told.py",
        "agreements/following/report_views.py",
        "agreements/following/shown.py",
        "agreements/work.py",
    }
