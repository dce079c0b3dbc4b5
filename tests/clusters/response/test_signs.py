"""What usually shows a cause stands beside it, as the last screen and the figures have it."""

from __future__ import annotations

import pytest

from resilience.accounts.reader import Reader
from resilience.clusters.addressed import At
from resilience.clusters.response.shown import possible_causes
from resilience.organisations.models import Organisation
from resilience.programmes.packs import load
from tests.screening.conftest import england_to_show, snapshot  # noqa: F401
from tests.screening.pages import DAY, PROGRAMME


@pytest.mark.usefixtures("snapshot")
def test_causes_with_strained_domains_lead_and_what_is_not_known_is_not_made_up(national):
    of = At(load(PROGRAMME), Organisation.objects.get(code="A81001"))
    found = possible_causes(of, Reader(national, DAY))
    counts = [one.signalled for one in found]
    assert counts == sorted(counts, reverse=True) and counts[0] > 0
    by_id = {one.cause.id: one for one in found}
    signs = {one.title: one for one in by_id["quality"].signs}
    assert signs["Safety"].signal == "red"  # rated Inadequate
    assert signs["Quality"].signal in ("red", "amber", "green", "not_enough_evidence")
    assert signs["CQC overall rating"].figure.startswith("Inadequate (")
    signs = {one.title: one for one in by_id["succession"].signs}
    assert signs["GPs working at the practice"].figure.startswith("4 (")
    assert signs["GPs aged 55 and over"].figure == ""
    assert by_id["finance"].kinds[0] == "Advice on strategy and business"
