"""What was agreed in the walk: a plan, a memorandum and what follows it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.agreements.models import (
    Assistance,
    Deliverable,
    EndNotice,
    Help,
    Issue,
    Lead,
    Memorandum,
    Milestone,
    Objective,
    Plan,
    ProgressReport,
    ReportRow,
    SupplierService,
)
from resilience.agreements.planning.content import content_of, hash_of
from resilience.cases.happening import happen
from resilience.cases.models import Case
from resilience.organisations.models import Organisation
from tests.site.walk.case_records import a_case


def a_service() -> SupplierService:
    """A supplier offers something in 00K."""
    return SupplierService.objects.create(
        supplier=Organisation.objects.get(code="SUPPLIER-NORTH"),
        programme="gprp-2018-19",
        category="workforce",
        area=Organisation.objects.get(code="00K"),
        about="Finds GPs.",
        starts=date(2020, 1, 1),
    )


def planned_case(by: User) -> Case:
    """A case of A81001 whose plan is written, with one thing of each kind and a version."""
    case, day, now = a_case(by, "A81001"), timezone.localdate(), timezone.now()
    happen(case, "plan_begun", by=Reader(by, day), at=now, acting_for=None, to="planning")
    plan = Plan.objects.create(
        case=case, organisation=case.organisation, tier=case.tier, number=1, begun=now
    )
    told = {"plan": plan, "number": 1}
    Lead.objects.create(plan=plan, part="practice", name="Kim")
    Objective.objects.create(**told, category="stability", what="More sessions.", due=day)
    Milestone.objects.create(**told, title="Advertised", due=day)
    Help.objects.create(**told, category="workforce")
    ReportRow.objects.create(**told, what="How it goes", due=day)
    content = content_of(plan, case.pack)
    plan.versions.create(number=1, at=now, by=by.actor, content=content, sha256=hash_of(content))
    return case


def under_a_memorandum(case: Case, by: User) -> dict[str, object]:
    """Of a case with a plan a memorandum, and under it a notice, an issue and a sum of money."""
    day, now = timezone.localdate(), timezone.now()
    files = {"docx": b"", "docx_sha256": "", "pdf": b"", "pdf_sha256": ""}
    done = {"case": case, "at": now, "by": by.actor}
    version = case.plans.get().versions.get()
    memorandum = Memorandum.objects.create(
        **done, **files, number=1, version=version, content={"blocks": []}, ends=day
    )
    told = {"side": "body", "ground": "without_reason", "given": day, "earliest": day, "ends": day}
    notice = EndNotice.objects.create(**done, **told, memorandum=memorandum)
    Issue.objects.create(case=case, number=1, raised=now, side="body", what="It waits.")
    money = Assistance.objects.create(
        organisation=case.organisation,
        tier=case.tier,
        written_by=by.actor,
        case=case,
        memorandum=memorandum,
        reference="FA-1",
        agreed=day,
        amount=1,
        purpose="It pays.",
    )
    return {"notice": notice.pk, "money": money.pk}


def followed(case: Case, by: User) -> dict[str, object]:
    """Of a case with a plan what a supplier delivers and what the practice reported; and that its
    help ended once, so that it is looked back at."""
    plan, now = case.plans.get(), timezone.now()
    plan.helps.update(supplier=Organisation.objects.get(code="SUPPLIER-NORTH"))
    told = {"plan": plan, "number": 1, "help": plan.helps.get(), "due": timezone.localdate()}
    deliverable = Deliverable.objects.create(**told, what="An advert")
    row = plan.reportrows.get()
    progress = {"objectives": {}, "milestones": {}}
    ProgressReport.objects.create(
        case=case, at=now, by=by.actor, acting_for=case.organisation, row=row, progress=progress
    )
    happen(case, "support_ended", by=Reader(by, now.date()), at=now, acting_for=None)
    return {
        "deliverable": deliverable.pk,
        "row": row.pk,
        "objective": plan.objectives.get().pk,
        "milestone": plan.milestones.get().pk,
    }
