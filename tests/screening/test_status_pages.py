"""The pages on which a status stands, is confirmed, filtered and due for another look."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.reports.work import headings
from resilience.screening.status import PracticeStatus
from tests.screening.confirming import PAGE, WHY, WORK, confirms, said
from tests.screening.test_pages import HERE, table, text

pytestmark = pytest.mark.django_db


def test_pages_say_signal_and_status_side_by_side(somebody, client):
    confirms(somebody("commissioner", "00K"), "green")
    client.force_login(somebody("practice_lead", "A81001").user)
    for page in (PAGE, f"{HERE}/practices/A81001/"):
        shown = text(client, page)
        assert "Signal of the screen" in shown and "Status, confirmed by people" in shown
        assert WHY in shown
        assert "Confirm it again" not in shown


def test_a_late_review_is_told(somebody, client):
    by = somebody("commissioner", "00K")
    earlier = Reader(by.user, by.day - timedelta(days=60))
    confirms(earlier, review_by=by.day - timedelta(days=1), at=timezone.now() - timedelta(days=60))
    client.force_login(by.user)
    for page in (PAGE, f"{HERE}/practices/A81001/"):
        assert "Review is late" in text(client, page)
    assert "The review is late for 1." in text(client, f"{HERE}/areas/00K/")


def test_what_is_to_be_reviewed_is_work_of_who_may_confirm(somebody):
    by, lead = somebody("commissioner", "00K"), somebody("practice_lead", "A81001")
    confirms(by, review_by=by.day + timedelta(days=28))
    confirms(by, code="A81002", review_by=by.day + timedelta(days=29))

    def work(reader: Reader) -> list[str]:
        return [w.title for one in headings(reader) if one.id == "statuses" for w in one.first]

    (title,) = work(by)
    assert title.startswith("Status of ")
    assert len(work(somebody("resilience_lead", "Q74"))) == 1
    assert work(lead) == work(somebody("resilience_lead", "Q83")) == []


def test_the_page_takes_a_status_and_keeps_what_was_typed_when_refused(somebody, client):
    by = somebody("commissioner", "00K")
    client.force_login(by.user)
    sent = {"status": "amber", "reason": WHY, "review_by": "1 January 2018", "seen": 0}
    refused = said(client.post(f"{PAGE}confirm/", sent))
    assert "one to come" in refused and WHY in refused
    day = by.day + timedelta(days=100)
    answer = client.post(f"{PAGE}confirm/", sent | {"review_by": day.isoformat()}, follow=True)
    assert answer.redirect_chain[-1][0] == PAGE
    assert WHY in said(answer)
    again = client.post(f"{PAGE}confirm/", sent | {"review_by": day.isoformat()})
    assert "Somebody else confirmed" in said(again)
    one = PracticeStatus.objects.get()
    assert f'name="seen" value="{one.pk}"' in again.content.decode()
    back = {"status": "none", "reason": "A slip.", "review_by": "", "seen": one.pk}
    assert "Taken back" in said(client.post(f"{PAGE}confirm/", back, follow=True))


def test_lists_are_narrowed_by_status_and_files_have_it(somebody, client):
    by = somebody("commissioner", "00K")
    confirms(by, "amber")
    confirms(by, "green", code="A81002")
    client.force_login(by.user)
    area = f"{HERE}/areas/00K/"
    shown = text(client, area)
    assert "People confirmed a status for 2 of them: 0 red, 1 amber, 1 green." in shown
    assert "Status: Amber" in shown

    def codes(status: str) -> set[str]:
        found = table(client, f"{area}?format=csv&table=practices&status={status}")
        return {row["practice"] for row in found}

    every = codes("")
    assert codes("amber") == {"A81001"} and codes("green") == {"A81002"} and codes("red") == set()
    assert codes("none") == every - {"A81001", "A81002"}
    rows = {row["practice"]: row for row in table(client, f"{area}?format=csv&table=practices")}
    row = rows["A81001"]
    assert (row["status"], row["status_confirmed_for"]) == (
        "amber",
        by.memberships[0].organisation.name,
    )
    assert datetime.fromisoformat(row["status_review_by"]).date() == by.day + timedelta(days=90)
    listed = table(client, f"{HERE}/review/?format=csv")
    assert {r["status"] for r in listed if r["practice"] == "A81001"} == {"amber"}
    assert "Status, confirmed by people" in text(client, f"{HERE}/review/")
    assert client.get(f"{area}?status=nonsense").status_code == 400


def test_who_reads_counts_only_is_told_of_no_status(somebody, client):
    confirms(somebody("commissioner", "00K"))
    client.force_login(somebody("board_reader", "00K").user)
    assert "People confirmed" not in text(client, f"{HERE}/areas/00K/")


def test_a_page_of_practices_asks_as_often_however_many_have_a_status(somebody, client):
    by = somebody("regional_lead", "Y54")
    client.force_login(by.user)

    def queries(page: str) -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    pages = (f"{HERE}/areas/Y54/", f"{HERE}/review/", WORK)
    confirms(by)
    one = [queries(page) for page in pages]
    for code in ("A81002", "P81001"):
        confirms(by, code=code)
    assert [queries(page) for page in pages] == one
