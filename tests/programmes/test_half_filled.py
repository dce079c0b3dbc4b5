"""A part that is half filled in is kept as it is."""

from __future__ import annotations

from resilience.programmes.answering import form_for
from tests.programmes.sending import GROUP, PACK, REFERRAL, errors, sent


def test_a_half_filled_part_is_kept_and_nothing_is_called_missing():
    form = sent("contact", {"practice_lead_name": "Jo"}, finished=False)
    assert form.is_valid()
    assert form.answers == {"practice_lead_name": "Jo"}


def test_too_many_words_are_kept_whole_and_told():
    text = "word " * 250
    form = sent("case", {"issues": text}, finished=False)
    assert form.is_valid()
    assert form.answers == {"issues": text.strip()}
    assert form.told == {"issues": "There are 250 words and there may be 200: take away 50"}


def test_what_is_malformed_is_kept_and_reported():
    form = sent("contact", {"practice_lead_email": "jo@"}, finished=False)
    assert list(errors(form)) == ["practice_lead_email"]
    assert form.answers == {"practice_lead_email": "jo@"}
    rows = sent("practice", GROUP | {"practices-1-list_size": "lots"}, finished=False)
    assert rows.answers["practices"][1]["list_size"] == "lots"
    assert "lots" in str(form_for(REFERRAL.part("practice"), rows.answers, menu=PACK.menu))


def test_nothing_posted_is_cut():
    words = " ".join(f"w{number}" for number in range(2000))
    assert sent("case", {"issues": words}, finished=False).answers["issues"] == words
