"""What a dossier says of the money of a case, and what of that is withheld from others."""

from __future__ import annotations

import json

import pytest

from resilience.accounts.models import User
from resilience.funding.actions.correcting import reverse
from resilience.reports.dossier.actions import Version
from tests.agreements.conftest import referred, world  # noqa: F401
from tests.agreements.world import promised
from tests.cases.world import practice, reader
from tests.funding.world import DAY, NOW, assisted, committed, helped, invoiced, paid, pot
from tests.reports.parcels import made, named, text_of

pytestmark = pytest.mark.django_db
COMMERCIAL = "commercial interests"


@pytest.fixture
def funded(referred):  # noqa: F811
    """Money for a recruiter, of which a part was paid and taken back; and some for the practice."""
    User.objects.filter(email="lead@example.nhs.uk").update(name="Dr Ada Marsh")
    case = helped(promised(referred()))
    of = pot()
    payment = paid(invoiced(committed(case, of, 4_000), 1_234), 1_234)
    case.refresh_from_db()
    told = {"why": "Of another practice. Ask Dr Marsh.", "at": NOW}
    reverse(by=reader("finance", DAY), entry=payment, seen=case.version, **told)
    own = {"payee": practice(), "code": "RES-PRACTICE", "assistance": assisted(case, 5_000)}
    committed(case, of, 777, purpose="Locum cover.", **own)
    case.refresh_from_db()
    return case


def money(files: dict[str, bytes]) -> str:
    """The section in the data, as one text with its marks."""
    sections = json.loads(named(files, ".json"))["sections"]
    (found,) = (one for one in sections if one["id"] == "money")
    runs = (
        f"{run['text']}<{run['foi']}>" if run["foi"] else run["text"]
        for row in found["rows"]
        for line in ([{"text": row["label"], "foi": ""}], *row["lines"])
        for run in [*line, {"text": "\n", "foi": ""}]
    )
    return "".join(runs)


def test_commitments_parts_and_entries_are_in_with_what_they_rest_on(funded):
    told = money(made(funded))
    ref = funded.reference
    for said in (
        f"Commitment {ref}/1, 4 February 2019",
        "A recruiter finds two salaried GPs.",
        "It passed the gates of the programme under memorandum 1",
        f"Invoiced: £1,234<{COMMERCIAL}>\nPaid: £0<{COMMERCIAL}>",
        f"Part 1 of {ref}/1: When it is done",
        f"Payment of {ref}/1, 4 February 2019\n−£1,234<{COMMERCIAL}>",
        "Both GPs have begun.",
        "Document GL-1",
        "It takes back entry 4 of 4 February 2019",
        "Covered by the agreement on financial assistance S96-1 of 28 January 2019",
        "Committed: £777\n",
    ):
        assert said in told, said
    assert told.count("Written on 4 February 2019 at 10:00, for Cumbria and North East") >= 4
    assert "£1,234" in text_of(named(made(funded), ".pdf"))


def test_what_suppliers_are_paid_is_taken_out_of_what_others_get(funded):
    files = made(funded, Version.REDACTED)
    told = money(files) + text_of(named(files, ".pdf"))
    assert "1,234" not in told and "4,000" not in told and "Marsh" not in told
    assert f"[Redacted: {COMMERCIAL}]" in told and "£777" in told


def test_the_practice_reads_its_own_and_the_same_case_gives_the_same_bytes(funded):
    told = money(made(funded, by="lead"))
    assert "Document GL-1" in told
    # As on the page of the case: why stands in the books for finance and for audit.
    assert "Both GPs have begun." not in told and "Of another practice" not in told
    assert made(funded) == made(funded)


def test_without_money_there_is_no_such_section(referred):  # noqa: F811
    case = helped(promised(referred()))
    assert '"money"' not in named(made(case), ".json").decode()
