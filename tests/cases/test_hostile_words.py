"""What is hostile in words, names and files of a case stays inert on its pages and in its files."""

from __future__ import annotations

import pytest

from tests.cases.at_pages import rows
from tests.cases.full_case import full_case
from tests.cases.world import user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


HOSTILE = "<script>alert(1)</script> =HYPERLINK(1) {{ 7*7 }} \u202etxt.exe"


def test_hostile_words_names_and_files_stay_inert(world, as_):
    case = full_case(
        HOSTILE,
        file_name='"><img src=x onerror=alert(1)>.txt',
        practice_lead_name=HOSTILE,
        issues=HOSTILE,
    )
    for one in case.practices.all():
        one.name = '=cmd|"/c calc"!A1<b>'
        one.save()
    type(case.organisation).objects.filter(pk=case.organisation_id).update(name="=1+1<script>x")
    user("resilience").__class__.objects.filter(pk=case.handler_id).update(name="@SUM(1)<i>")
    for name in ("lead", "resilience", "officer"):
        for more in ("", "print/", "support/", "hand-over/"):
            answer = as_(name).get(f"/cases/{case.reference}/{more}")
            if answer.status_code == 200:
                page = answer.content.decode()
                assert "<script>alert" not in page and "<img src=x" not in page, more
                assert "<script>x" not in page and "<i>" not in page
                if not more:
                    assert "{{ 7*7 }}" in page
        listed = as_(name).get("/cases/").content.decode()
        assert "<script>x" not in listed and "&lt;script&gt;x" in listed
    (row,) = rows(as_("resilience").get("/cases/?format=csv"))
    assert row["name"] == "'=1+1<script>x" and row["handler"] == "'@SUM(1)<i>"
    file = case.attachments.get()
    header = as_("lead").get(f"/cases/{case.reference}/files/{file.pk}/")["Content-Disposition"]
    assert "\n" not in header and header.startswith("attachment") and '"><img' not in header
