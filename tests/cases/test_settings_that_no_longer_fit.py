"""A band that a matrix set here names and the programme has no more: pages say what to mend."""

from __future__ import annotations

import pytest

from tests.cases.at_pages import text
from tests.cases.deciding_world import assessed
from tests.cases.placed import set_here
from tests.cases.world import PROGRAMME

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_nothing_is_placed_or_decided_and_the_page_says_which_setting_is_to_be_mended(
    referred, as_
):
    case = assessed(referred())
    set_here("matrix.4.5", "very_high")
    for page in ("place/", "decide/", ""):
        answer = as_("resilience").get(f"/cases/{case.reference}/{page}")
        assert answer.status_code == 503
        assert "A local setting no longer fits the programme" in text(answer)
        assert "matrix.4.5" in text(answer) and "very_high" in text(answer)
    posted = as_("resilience").post(f"/cases/{case.reference}/decide/", {"outcome": "signpost"})
    assert posted.status_code == 503
    assert as_("resilience").get(f"/programmes/{PROGRAMME}/").status_code == 200
    set_here("matrix.4.5", "")
    assert as_("resilience").get(f"/cases/{case.reference}/decide/").status_code == 200
