"""What looks odd in what areas sent, and mending a value: with a reason, beside what was sent."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.notices.models import Notice
from resilience.programmes.packs import load
from resilience.returns.collecting.checked import found_in
from resilience.returns.collecting.mending import change
from resilience.returns.collecting.reading import filed
from resilience.returns.figures.sent import rows_sent
from resilience.returns.figures.sums import Figure, figure
from resilience.returns.models import Change, Return
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, reader
from tests.returns.collecting.sending import COLLECTION, NEXT, NOW, helped, of_area, sent

PACK = load(PROGRAMME)
DAY = NOW.date()


def odd(collection: str = COLLECTION, only: str = "") -> dict[str, list[str]]:
    """What is found, by rule."""
    of = PACK.returns.collection(collection)
    those = filed(PACK, of, DAY)
    told: dict[str, list[str]] = {}
    for one in found_in(PACK, PACK.returns, of, those, DAY, only=only):
        told.setdefault(one.check.rule, []).append(one.check.text)
    return told


def mended(of: Return, field: str, value: object, practice: str = "A81001", **more) -> Change:
    said = {"why": "The memorandum says so.", "at": NOW, "by": reader("national", DAY)} | more
    seen = Return.objects.get(pk=of.pk).version
    place = {"team": "Q74", "practice": practice, "field": field, "value": value}
    return change(of=of, seen=seen, **place, **said)


def test_what_was_sent_in_order_is_not_odd(world):
    sent("Y54", of_area("Y54", helped("A81001", "Q74")))
    assert odd() == {}


def test_what_looks_odd_is_told_in_a_sentence(world):
    first = helped("A81001", "Q74", agreed=date(2018, 5, 20), paid=200_000)
    second = helped("A81002", "Q74", confirmed=None, helped=date(2018, 12, 1))
    sent("Y54", of_area("Y54", first, second, available=150_000))
    sent("Q83", of_area("Q83", helped("A81001", "Q83"), available=None))
    found = odd()
    assert found["committed_too_much"] == [
        "Cumbria and North East has committed £2,000, £500 more than the £1,500 that it has."
    ]
    assert len(found["reported_twice"]) == 2
    assert "before “help confirmed” on 1 June 2018" in " ".join(found["out_of_turn"])
    assert found["without"] == [
        "Practice A81002 (A81002): “memorandum agreed”, without “help confirmed”."
    ]
    assert "after the last day that counts" in found["ahead"][0]
    assert found["more_than"] == [
        "Practice A81001 (A81001): “spent” is £2,000, “committed” only £1,000."
    ]
    assert found["available_not_known"] == ["Greater Manchester does not say what funding it has."]


def test_what_changed_much_since_the_last_return_is_asked_about(world):
    sent("Y54", of_area("Y54", helped("A81001", "Q74", 2_000)))
    sent("Y54", of_area("Y54", helped("A81001", "Q74", 1_000)), collection=NEXT)
    found = odd(NEXT, only="Y54")
    assert any(text.startswith("Funding committed: £1,000, 50% less") for text in found["differs"])
    assert found["spent_falls"] == [
        "Cumbria and North East has spent £500, less than the £1,000 of the return before."
    ]
    assert found["studies"] == ["Case studies submitted: 0. By this return 4 are due."]


def test_a_change_goes_over_what_was_sent_and_later_ones_over_earlier(world):
    of = sent("Y54", of_area("Y54", helped("A81001", "Q74")))
    mended(of, "committed", 250_000)
    made = mended(of, "committed", 240_000)
    mended(of, "agreed", None)
    assert (made.before, made.after) == (250_000, 240_000)
    rows = rows_sent(of.submissions.all())
    assert figure(rows, "committed") == Figure(240_000)
    assert figure(rows, "agreed") == Figure(0)
    assert of.submissions.get().rows.get(practice="A81001").row["committed"] == 100_000
    assert Event.objects.filter(act="returns.changed").count() == 3
    assert Notice.objects.filter(user__email="regional@example.nhs.uk").count() == 3


def test_a_change_has_a_reason_a_fitting_value_and_a_row(world):
    of = sent("Y54", of_area("Y54", helped("A81001", "Q74")))
    for told, words in (
        ({"why": " "}, "Write something"),
        ({"value": -1}, "not below zero"),
        ({"value": 100_000}, "nothing changes"),
        ({"field": "agreed", "value": date(2018, 10, 6)}, "as at 5 October 2018"),
        ({"field": "name", "value": "X"}, "no value that is changed"),
        ({"field": "business_case", "value": "lost"}, "how far"),
        ({"practice": "P81001"}, "no such row"),
        ({"by": reader("regional", DAY)}, "national team"),
    ):
        with pytest.raises(Refused, match=words):
            mended(of, **{"field": "committed", "value": 1} | told)
    assert not Change.objects.exists()


def test_a_return_that_is_sent_anew_has_no_change_yet(world):
    of = sent("Y54", of_area("Y54", helped("A81001", "Q74")))
    mended(of, "committed", 250_000)
    sent("Y54", of_area("Y54", helped("A81001", "Q74", 3_000)), when=at(2018, 10, 9, 9))
    last = of.submissions.order_by("-number").first()
    assert figure(rows_sent([last]), "committed") == Figure(300_000)
