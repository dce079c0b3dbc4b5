"""What a dossier says from the decision on: plans, memoranda, help and its end."""

from __future__ import annotations

import pytest

from resilience.agreements.models import Extension, PlanVersion, ProgressReport, Visit, plan_of
from resilience.agreements.planning.content import content_of, hash_of
from resilience.programmes.packs import load
from resilience.reports.dossier.actions import Version
from tests.agreements.conftest import case, referred, world  # noqa: F401
from tests.agreements.world import SIGNED, in_force
from tests.cases.world import PROGRAMME, reader, user
from tests.reports.parcels import everything, made, named, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def helped(case):  # noqa: F811
    """Under a memorandum that was extended, after a visit and a report."""
    memorandum = in_force(case)
    plan = plan_of(case)
    content = content_of(plan, load(PROGRAMME))
    told = {"at": SIGNED, "by": user("resilience").actor}
    PlanVersion.objects.create(
        plan=plan, number=2, content=content, sha256=hash_of(content), **told
    )
    Extension.objects.create(
        case=case,
        memorandum=memorandum,
        until="2019-12-31",
        reason="The second post is not filled yet.",
        **told,
    )
    Visit.objects.create(
        case=case,
        plan=plan,
        on=SIGNED.date(),
        kind="visit",
        side="body",
        about="First talk.",
        **told,
    )
    ProgressReport.objects.create(
        case=case, row=plan.reportrows.first(), answers={"words": "Between us only."}, **told
    )
    case.refresh_from_db()
    return case


def read(files: dict[str, bytes]) -> str:
    """All but the memoranda, which are no real files here."""
    return everything({name: it for name, it in files.items() if "memoranda/" not in name})


def test_plans_memoranda_and_help_are_in_and_progress_reports_are_not(helped):
    paper = text_of(named(made(helped), ".pdf"))
    for said in (
        "Two salaried GPs work at the practice.",
        "From October the partners pay the salaried doctor themselves.",
        "Memorandum 1",
        "signed here on 21 January 2019",
        "Until 31 December 2019",
        "First talk.",
    ):
        assert said in " ".join(paper.split()), said
    assert "Between us only." not in read(made(helped))


def test_who_leads_and_signed_is_taken_out_of_what_others_get(helped):
    told_out = read(made(helped, Version.REDACTED))
    assert "Two salaried GPs" in told_out and "Memorandum 1" in told_out
    for personal in ("1 Dene Road", "01429 000000", "lead@example.nhs.uk"):
        assert personal not in told_out, personal


def test_the_files_of_the_memorandum_are_in_the_whole_one(helped):
    names = set(made(helped))
    assert {"memoranda/memorandum-1.pdf", "memoranda/memorandum-1.docx"} <= names
    assert not any("memoranda" in name for name in made(helped, Version.REDACTED))


def test_the_practice_has_its_own(helped):
    own = read(made(helped, by="lead"))
    assert "Two salaried GPs" in own and reader("lead", SIGNED.date()).signed_in
