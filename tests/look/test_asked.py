"""What an address asks for, read strictly."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.paginator import Paginator
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from resilience.look import asked


def ask(**query: str):
    return RequestFactory().get("/", query)


def test_what_makes_sense_is_read():
    assert asked.day(ask(as_at="2018-06-30")) == date(2018, 6, 30)
    assert asked.day(ask()) is None
    assert asked.one_of(ask(signal="red"), "signal", ("red", "green")) == "red"
    assert asked.one_of(ask(signal=""), "signal", ("red", "green")) == ""
    assert asked.page_of(ask(page="2"), Paginator(range(30), 20)).number == 2
    assert asked.page_of(ask(), Paginator([], 20)).number == 1


@pytest.mark.parametrize(
    "page", ["0", "-1", "abc", "1.5", "٣", "²", "9" * 30, "0" * 9 + "1" * 5000, "3"]
)
def test_a_page_that_is_not_there_is_told(page):
    with pytest.raises(asked.NotUnderstood, match=r"page: .* is not understood\. It takes"):
        asked.page_of(ask(page=page), Paginator(range(30), 20))


@given(st.text())
def test_what_is_repeated_can_be_written(text):
    with pytest.raises(asked.NotUnderstood) as told:
        asked.one_of(ask(signal="no" + text), "signal", ("red", "green"))
    assert told.value.given.isprintable()
    assert len(told.value.given) <= asked.LONGEST
    assert told.value.allowed == "It takes: red, green."
