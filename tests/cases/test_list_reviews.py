"""The list is looked at again every few months, by who decides."""

from __future__ import annotations

import pytest

from resilience.accounts.rules import Refused
from resilience.cases.actions.proposing import (
    review_list,
)
from resilience.cases.models import Case, ListReview
from resilience.cases.prioritising.reviewing import next_review
from tests.cases.conftest import at
from tests.cases.crowd import crowd
from tests.cases.proposing import footprint
from tests.cases.test_prioritising_board import BOARD, NOW
from tests.cases.world import PROGRAMME, practice, reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


def test_the_list_is_reviewed_every_six_months(world, as_):
    crowd(4, NOW)
    (kept,) = crowd(1, NOW, state="not_prioritised")
    Case.objects.filter(pk=kept.pk).update(state="not_prioritised")
    own = practice("Y54")
    assert next_review(own, PROGRAMME, NOW.date()) == at(2018, 10, 1).date()
    client = as_("regional")
    page = client.get(BOARD + "review/").content.decode()
    assert "due since 1 October 2018" in page
    assert kept.reference in page
    client.post(BOARD + "review/", {"text": "We looked at each again."})
    review = ListReview.objects.get()
    assert review.counts == {"not_prioritised": 1, "under_assessment": 4, "not_placed": 0}
    assert next_review(own, PROGRAMME, NOW.date()) == at(2019, 7, 9).date()
    assert next_review(own, PROGRAMME, at(2019, 1, 8).date()) == at(2018, 10, 1).date()
    page = client.get(BOARD).content.decode()
    assert "Last reviewed on 9 January 2019; next by 9 July 2019" in page
    assert "We looked at each again." in page


def test_only_who_decides_reviews_the_list(world):
    of = footprint("Y54", "regional")
    with pytest.raises(Refused, match="You do not decide"):
        review_list(by=reader("resilience", NOW.date()), footprint=of, note="Looked.", at=NOW)
    with pytest.raises(Refused):
        review_list(by=of.reader, footprint=of, note="", at=NOW)
