"""The pages of a proposal: who reads it, and what people do on them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.cases.models import Case, Proposal
from resilience.cases.prioritising.chosen import chosen
from tests.cases.crowd import crowd
from tests.cases.placed import set_deciding
from tests.cases.proposing import proposed
from tests.cases.test_prioritising_board import BOARD, NOW, listed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


def test_the_proposal_of_a_region_is_not_for_the_teams_below(world, as_):
    crowd(5, NOW)
    address = f"{BOARD}proposals/{proposed().pk}/"
    assert as_("regional").get(address).status_code == 200
    for name in ("resilience", "commissioner", "national", "lead", "officer"):
        assert as_(name).get(address).status_code == 404


def test_a_region_reads_the_proposal_of_a_team_within_it(world, as_):
    crowd(5, NOW)
    proposal = proposed(code="Q74", by="resilience")
    assert as_("regional").get(f"{BOARD}proposals/{proposal.pk}/").status_code == 200
    assert as_("other_resilience").get(f"{BOARD}proposals/{proposal.pk}/").status_code == 404


def test_a_lead_proposes_changes_and_accepts_on_pages(world, as_):
    crowd(30, NOW)
    client = as_("regional")
    refused = client.post(BOARD + "proposals/new/", {"budget": "much", "assumed": ""})
    assert "Enter a sum in pounds" in refused.content.decode()
    answer = client.post(
        BOARD + "proposals/new/",
        {"budget": "£200,000", "assumed": "15,000.50", "for_new": "50000"},
    )
    proposal = Proposal.objects.get()
    sums = (proposal.budget, proposal.assumed, proposal.for_new)
    assert sums == (200_000_00, 15_000_50, 50_000_00)
    assert answer.headers["Location"] == f"{BOARD}proposals/{proposal.pk}/"
    held = chosen(proposal)
    out = next(case for case, included in held.items() if included)
    reference = Case.objects.get(pk=out).reference
    page = f"{BOARD}proposals/{proposal.pk}/cases/{reference}/"
    assert "Take out of the proposal" in client.get(page).content.decode()
    client.post(page, {"text": "Another fund pays for it.", "included": "no"})
    assert not chosen(proposal)[out]
    told = client.get(f"{BOARD}proposals/{proposal.pk}/?show=changed").content.decode()
    assert "Another fund pays for it." in told
    client.post(f"{BOARD}proposals/{proposal.pk}/accept/", {"text": "It fits.", "seen": "1"})
    told = client.get(f"{BOARD}proposals/{proposal.pk}/").content.decode()
    assert "Accepted on 9 January 2019 by regional." in told
    assert "Take out" not in told


def test_a_page_opened_twice_does_not_turn_a_change_round(world, as_):
    """Who takes a case out twice, from two windows, takes it out."""
    crowd(10, NOW)
    proposal, client = proposed(), as_("regional")
    out = next(case for case, included in chosen(proposal).items() if included)
    page = f"{BOARD}proposals/{proposal.pk}/cases/{Case.objects.get(pk=out).reference}/"
    for _ in range(2):
        client.post(page, {"text": "Another fund pays for it.", "included": "no"})
    assert not chosen(proposal)[out]


def test_the_queries_of_a_proposal_do_not_grow_with_its_cases(world, as_):
    client, counted = as_("regional"), []
    client.get(BOARD)
    for many in (20, 60):
        crowd(many, NOW)
        with CaptureQueriesContext(connection) as working:
            proposal = proposed()
        with CaptureQueriesContext(connection) as reading:
            assert client.get(f"{BOARD}proposals/{proposal.pk}/?show=every").status_code == 200
        counted.append((len(working), len(reading)))
    assert counted[0] == counted[1]


def test_the_file_of_a_proposal_has_all_its_cases(world, as_):
    set_deciding(second_percent=0)
    crowd(30, NOW)
    proposal = proposed()
    answer = as_("regional").get(f"{BOARD}proposals/{proposal.pk}/?format=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 31
    assert len(listed(as_("regional"))) == 30
