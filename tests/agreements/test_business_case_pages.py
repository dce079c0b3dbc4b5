"""The pages of business cases: what is typed is kept, nothing hostile runs, and who opens them."""

from __future__ import annotations

import pytest

from resilience.agreements.models import BusinessCase
from tests.agreements.spending import TEXTS, drafted, put_forward, written
from tests.cases.at_pages import read, signed_in, text
from tests.cases.test_hostile_words import HOSTILE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def pages(case) -> str:
    return f"/cases/{case.reference}/agreement/business-cases/"


def test_a_lead_writes_it_from_the_sample_and_puts_it_forward(case, client):
    client = signed_in(client, "resilience")
    answer = client.post(pages(case) + "new/", {"category": "workforce"})
    page = answer.headers["Location"]
    assert page == pages(case) + "1/change/"
    assert "Keep sessions going while posts are empty" in text(client.get(page))
    sent = TEXTS | {"cost": "much", "buying": "quotes", "supplier": "SUP-1", "seen": "0"}
    refused = text(client.post(page, sent))
    assert "Enter a sum in pounds" in refused and "Two posts are empty." in refused
    client.post(page, sent | {"cost": "£8,000.50"})
    one = BusinessCase.objects.get()
    assert (one.cost, one.supplier.code, one.state) == (8_000_50, "SUP-1", "draft")
    asked = text(client.get(pages(case) + "1/submit/"))
    assert "These are told: finance, regional." in asked
    barred = {"it_purchase": "yes", "salaries": "no", "seen": "1"}
    assert "Advice on using IT better" in text(client.post(pages(case) + "1/submit/", barred))
    client.post(pages(case) + "1/submit/", barred | {"it_purchase": "no"})
    assert "It waits for finance or regional." in read(client, pages(case) + "1/")
    assert "Answer it" not in read(client, pages(case) + "1/")


def test_of_two_windows_the_second_is_told_and_keeps_its_words(case, client):
    one = drafted(case)
    page = f"{pages(case)}{one.number}/change/"
    client = signed_in(client, "resilience")
    client.post(page, TEXTS | {"seen": "0"})
    late = text(client.post(page, TEXTS | {"seen": "0", "need": "Three posts are empty."}))
    assert "Somebody changed this business case" in late and "Three posts are empty." in late
    one.refresh_from_db()
    assert one.need == "Two posts are empty."


def test_who_may_not_approve_it_is_told_who_may_and_keeps_their_words(case, client):
    put_forward(case, by="commissioner", cost=12_000_00)
    page = pages(case) + "1/answer/"
    told = {"answer": "approved", "said": "Worth it.", "seen": "2"}
    refused = text(signed_in(client, "resilience").post(page, told))
    assert "approved by a finance lead or a regional lead" in refused and "Worth it." in refused
    signed_in(client, "finance").post(page, told)
    assert BusinessCase.objects.get().state == "approved"


def test_it_is_not_there_for_the_practice_its_committee_and_other_areas(case, client):
    put_forward(case)
    for name in ("lead", "officer", "supplier", "other_resilience", "national", "analyst"):
        for more in ("", "new/", "1/", "1/change/", "1/submit/", "1/answer/"):
            assert signed_in(client, name).get(pages(case) + more).status_code == 404, (name, more)
    hub = f"/cases/{case.reference}/agreement/"
    assert "Business cases" not in read(signed_in(client, "lead"), hub)
    assert "Find two salaried GPs" in read(signed_in(client, "finance"), hub)


def test_hostile_words_stay_inert(case, client):
    written(case, texts=dict.fromkeys(TEXTS, HOSTILE))
    client = signed_in(client, "resilience")
    for more in ("", "1/", "1/change/", "1/submit/"):
        page = client.get(pages(case) + more).content.decode()
        assert "<script>alert" not in page, more
        if more != "1/submit/":
            assert "&lt;script&gt;alert(1)" in page and "{{ 7*7 }}" in page, more
