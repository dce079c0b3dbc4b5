"""Forms that draw themselves as NHS components."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from resilience.look.forms import DayField
from tests.look.reading import Reader
from tests.look.sample import SampleForm

VALID = {"as_at": "30 June 2018", "signals": ["red", "amber"], "order": "name", "area": "N"}


def test_a_form_with_mistakes_lists_them_with_a_link_to_each_field():
    form = SampleForm({"as_at": "31 June 2018"})
    page = Reader(str(form))
    ids = {attrs.get("id") for _, attrs in page.elements}
    links = [a["href"] for a in page.all("a")]
    assert "There is a problem" in page.text
    assert links == ["#id_as_at", "#id_signals_0", "#id_order_0"]
    assert {link[1:] for link in links} <= ids
    assert page.text.count("Enter a day, for example 30 June 2018") == 2


def test_a_form_without_mistakes_has_no_summary_and_keeps_what_was_entered():
    form = SampleForm(VALID)
    page = Reader(str(form))
    assert form.is_valid(), form.errors
    assert "There is a problem" not in page.text
    checked = [a["value"] for a in page.all("input") if "checked" in a]
    assert checked == ["red", "amber", "name"]
    assert [a["value"] for a in page.all("option") if "selected" in a] == ["N"]
    entered = {a["name"]: a.get("value") for a in page.all("input")}
    assert entered["as_at"] == "30 June 2018"


def test_a_ticked_box_stays_ticked():
    page = Reader(str(SampleForm({**VALID, "listed": "on"})))
    [box] = [a for a in page.all("input") if a["name"] == "listed"]
    assert "checked" in box


def test_a_hint_and_an_error_are_read_with_their_field():
    page = Reader(str(SampleForm({})))
    [field] = [a for a in page.all("input") if a["name"] == "as_at"]
    assert field["aria-describedby"] == "id_as_at-hint id_as_at-error"


@pytest.mark.parametrize("typed", ["30 June 2018", "30 Jun 2018", "30/6/2018", "2018-06-30"])
def test_a_day_is_read_as_people_write_it(typed):
    assert DayField().clean(typed) == date(2018, 6, 30)


@pytest.mark.parametrize("typed", ["0001-01-01", "1 January 9998", "30/6/1818"])
def test_a_day_far_from_our_time_is_a_slip_of_the_hand(typed):
    with pytest.raises(ValidationError, match="a year from 1948 to 2100"):
        DayField().clean(typed)


def test_a_hidden_field_is_sent_but_not_shown():
    page = Reader(str(SampleForm({**VALID, "page": "3"})))
    [field] = [a for a in page.all("input") if a["name"] == "page"]
    assert (field["type"], field["value"]) == ("hidden", "3")
