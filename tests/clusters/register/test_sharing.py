"""What a working group settled to share with whom is a record that practices read; it opens nothing
that the product keeps closed."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import Error
from django.utils import timezone

from resilience.accounts.rules import Refused
from resilience.clusters.models import Sharing
from resilience.clusters.register.sharing import last_of, settle, table
from resilience.clusters.work import work
from resilience.notices.models import Notice
from tests.clusters.register.registering import SOON, of
from tests.clusters.world import PEOPLE, PROGRAMME, TODAY, reader

pytestmark = pytest.mark.usefixtures("area", "today")
PAGE = f"/local/{PROGRAMME}/QUY/sharing/"
READ = [one for one in PEOPLE if not one.startswith("other_")]
READ = [one for one in READ if one not in ("supplier", "administrator")]


def settled(by: str = "commissioner", **more: Any) -> Sharing:
    told = {
        "what": "stocktake_clusters",
        "audience": "cluster_practices",
        "shared": True,
        "how_often": "yearly",
        "form": "At the meeting of the cluster",
        "agreed": TODAY,
        "agreed_by": "Quality and resilience working group",
        "review_by": SOON,
        "why": "Practices plan by it.",
        "seen": last_of(of()),
    } | more
    return settle(by=reader(by), of=of(), at=timezone.now(), **told)


def cell(what: str, audience: str) -> Any:
    rows = {one.id: cells for one, cells in table(of(), reader("commissioner"))}
    return next(one for one in rows[what] if one.audience.id == audience)


def test_what_was_agreed_last_counts_and_all_of_it_stays():
    settled()
    settled(how_often="quarterly")
    assert cell("stocktake_clusters", "cluster_practices").now.how_often == "quarterly"
    settled(shared=False)
    now = cell("stocktake_clusters", "cluster_practices").now
    assert (now.shared, now.how_often, now.review_by) == (False, "", None)
    assert Sharing.objects.count() == 3


def test_it_is_told_to_those_who_answer_for_a_practice_of_the_area():
    settled()
    told = {one.user.name for one in Notice.objects.select_related("user")}
    assert told == {f"Lead{number}" for number in range(1, 15)}


CLOSED = [
    ("stocktake_answers", "cluster_practices"),
    ("stocktake_answers", "committee"),
    ("stocktake_answers", "public"),
    ("risk_register", "public"),
    ("risk_register", "practice"),
    ("confirmed_status", "board"),
    ("practice_pack", "providers"),
    ("stocktake_clusters", "public"),
]


def test_what_the_product_keeps_closed_is_not_settled_open():
    for what, audience in CLOSED:
        with pytest.raises(Refused):
            settled(what=what, audience=audience)
        assert cell(what, audience).never
        settled(what=what, audience=audience, shared=False)
    with pytest.raises(Refused, match="Choose what"):
        settled(what="no_such_thing")


def test_practices_and_everybody_of_the_area_read_it(as_):
    settled()
    for name, page in itertools.product(PEOPLE, ("", "history/")):
        answer = as_(name).get(f"{PAGE}{page}")
        assert answer.status_code == (200 if name in READ else 404), name
        assert name not in READ or "Practices plan by it." in answer.content.decode()


def test_only_who_runs_the_area_settles_it(as_):
    for name in ("lead1", "finance", "board", "national", "locality", "officer"):
        assert as_(name).get(f"{PAGE}settle/").status_code == 404
        with pytest.raises(Refused, match="do not run"):
            settled(by=name)


UNFIT: list[tuple[dict[str, Any], str]] = [
    ({"agreed": TODAY + timedelta(days=1)}, "still to come"),
    ({"review_by": TODAY}, "by which day"),
    ({"review_by": None}, "by which day"),
    ({"how_often": "hourly"}, "how often"),
    ({"audience": "everybody"}, "with whom"),
    ({"why": ""}, "Write something"),
    ({"seen": 7}, "since you opened"),
]


def test_what_makes_no_agreement_is_refused():
    for more, why in UNFIT:
        with pytest.raises(Refused, match=why):
            settled(**more)
    assert not Sharing.objects.exists()


def test_it_is_settled_by_the_page_which_keeps_what_was_typed(as_):
    sent = {
        "seen": 0,
        "what": "risk_register",
        "audience": "public",
        "shared": "yes",
        "how_often": "monthly",
        "form": "",
        "agreed": "11 May 2026",
        "agreed_by": "Working group",
        "review_by": "1 June 2026",
        "why": "We want to.",
    }
    browser = as_("commissioner")
    refused = browser.post(f"{PAGE}settle/", sent).content.decode()
    assert "for those who decide in the area" in refused and "We want to." in refused
    assert browser.post(f"{PAGE}settle/", sent | {"audience": "committee"}).status_code == 302
    assert "Every month" in browser.get(PAGE).content.decode()


def test_the_database_itself_keeps_what_was_settled():
    settled()
    with pytest.raises(Error, match="frozen"), transaction.atomic(), connection.cursor() as sql:
        sql.execute("UPDATE clusters_sharing SET why = 'x'")


def test_a_review_that_is_due_waits_until_something_newer_was_settled():
    settled(review_by=TODAY + timedelta(days=20))
    assert [one.id for one in work(reader("resilience"), 5)] == ["sharing"]
    settled(review_by=TODAY + timedelta(days=200))
    assert not list(work(reader("resilience"), 5))
    settled(review_by=TODAY + timedelta(days=20))
    settled(shared=False)
    assert not list(work(reader("resilience"), 5))
