"""What addresses name in the walk: organisations, cases, and all that is kept of them."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from resilience.accounts.models import Invitation, NamedReader, User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.accounts.tiers import Tier
from resilience.agreements.models import (
    Assistance,
    BusinessCase,
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
from resilience.cases.beginning import begin
from resilience.cases.happening import happen
from resilience.cases.models import Case, Draft, Proposal
from resilience.cases.prioritising.footprint import Footprint, placing_pack
from resilience.cases.prioritising.proposing import looked_at, worked_out
from resilience.clusters.models import (
    Answered,
    AssistanceRequest,
    Cause,
    Offer,
    OfferPlace,
    RegularContact,
    SharedAnswers,
    Stocktake,
    StocktakeResult,
    TeamMember,
)
from resilience.clusters.stocktake.cells import Limits
from resilience.clusters.stocktake.content import content_of as stocktake_content
from resilience.clusters.stocktake.gathering import Gathered
from resilience.funding.books.posting import Line, posted
from resilience.funding.models import Commitment, Entry, Extract, Pot
from resilience.funding.years import Year
from resilience.organisations.models import Coverage, Kind, Organisation
from resilience.organisations.reach import rebuild_reach
from resilience.profiles.models import Context
from resilience.programmes.local import in_force
from resilience.returns.collecting.freezing import content_now
from resilience.returns.models import (
    Asked,
    CaseStudy,
    Consolidation,
    Contact,
    DeliveryPlan,
    Escalation,
    Meeting,
    Query,
    Return,
    SentRow,
    Submission,
    Upload,
)
from resilience.screening.models import Intelligence, Snapshot
from resilience.screening.status import PracticeStatus
from tests.cases.placed import placed
from tests.screening.conftest import england_to_show  # noqa: F401
from tests.site.walk.clusters_records import clusters_records
from tests.site.walk.payments_records import payments_records
from tests.site.walk.questionnaire_records import questionnaire_records
from tests.site.walk.red_records import red_records
from tests.site.walk.register_records import register_records

INSIDE = {
    Role.PRACTICE_LEAD: "A81001",
    Role.PRACTICE_MEMBER: "A81001",
    Role.GROUP_LEAD: "GROUP-NORTH",
    Role.LMC_OFFICER: "LMC-NORTH",
    Role.COMMISSIONER: "00K",
    Role.RESILIENCE_LEAD: "Q74",
    Role.FINANCE_LEAD: "Q74",
    Role.REGIONAL_LEAD: "Y54",
    Role.NATIONAL_TEAM: "ENG",
    Role.SUPPLIER: "SUPPLIER-NORTH",
    Role.ANALYST: "Y54",
    Role.BOARD_READER: "00K",
    Role.ADMINISTRATOR: "00K",
}
OUTSIDE = {
    Role.PRACTICE_LEAD: "P81001",
    Role.PRACTICE_MEMBER: "P81001",
    Role.GROUP_LEAD: "GROUP-WEST",
    Role.LMC_OFFICER: "LMC-WEST",
    Role.COMMISSIONER: "00T",
    Role.RESILIENCE_LEAD: "Q83",
    Role.FINANCE_LEAD: "Q83",
    Role.REGIONAL_LEAD: "Y99",
    Role.SUPPLIER: "SUPPLIER-WEST",
    Role.ANALYST: "00T",
    Role.BOARD_READER: "00T",
    Role.ADMINISTRATOR: "00T",
}
LOCAL = [
    ("GROUP-NORTH", Kind.GROUP, "A81001"),
    ("GROUP-WEST", Kind.GROUP, "P81001"),
    ("LMC-NORTH", Kind.LMC, "00K"),
    ("LMC-WEST", Kind.LMC, "00T"),
    ("SUPPLIER-NORTH", Kind.SUPPLIER, ""),
    ("SUPPLIER-WEST", Kind.SUPPLIER, ""),
    ("Y99", Kind.REGION, ""),
]


def records_of(snapshot: Snapshot) -> dict[str, object]:
    """Organisations and records that addresses name."""
    for code, kind, covered in LOCAL:
        made = Organisation.objects.create(code=code, kind=kind, name=code.title())
        if covered:
            area = Organisation.objects.get(code=covered)
            Coverage.objects.create(organisation=made, area=area, starts=date.min)
    rebuild_reach()
    commissioner = Organisation.objects.get(code="00K")
    somebody = User.objects.create_user("colleague@example.nhs.uk", name="A Colleague")
    membership = somebody.memberships.create(
        organisation=commissioner, role=Role.FINANCE_LEAD, starts=date(2020, 1, 1)
    )
    invitation = Invitation.objects.create(
        email="guest@example.nhs.uk",
        organisation=commissioner,
        role=Role.ANALYST,
        digest="d",
        expires=timezone.now() + timedelta(days=1),
    )
    known = Intelligence.objects.create(
        organisation=Organisation.objects.get(code="A81001"),
        tier="commissioner",
        programme="gprp-2018-19",
        criterion="GC1",
        says="met",
        note="Known from a visit.",
        about=date(2018, 6, 1),
        source="a visit",
        entered_for=commissioner,
        written_by=somebody.actor,
    )
    reading = NamedReader.objects.create(
        user=somebody, organisation=commissioner, subject="performance", starts=date(2020, 1, 1)
    )
    context = Context.objects.create(
        organisation=Organisation.objects.get(code="A81001"),
        tier=Tier.COMMISSIONER,
        indicator="qof_points_percent",
        text="We moved house.",
        written_by=somebody.actor,
    )
    case = _case(somebody, "A81001")
    placement = placed(case, by=Reader(somebody, timezone.localdate()), at=timezone.now())
    told = {"by": somebody.actor, "outcome": "signpost", "reasons": "So.", "letter": "So."}
    placement.decisions.create(case=case, number=1, at=timezone.now(), **told)
    _business_case(case)
    _escalated(somebody)
    proposal = _proposal(somebody)
    _drafts(somebody)
    planned = _planned(somebody)
    return {
        "case": case.reference,
        "proposal": proposal.pk,
        "group_case": _case(somebody, "P81001", "A81001").reference,
        "attached": case.attachments.get().pk,
        "context": context.pk,
        "membership": membership.pk,
        "invitation": invitation.pk,
        "reading": reading.pk,
        "coverage": Coverage.objects.get(organisation__code="LMC-NORTH").pk,
        "intelligence": known.pk,
        "release": next(iter(snapshot.releases)),
        "service": _service().pk,
        "planned": planned.reference,
        **_under_a_memorandum(planned, somebody),
        **_followed(planned, somebody),
        **_ledger(somebody),
        **_committed(planned, somebody),
        **payments_records(somebody, Commitment.objects.get(case=planned).pot),
        **_returned(somebody),
        **_collected(somebody),
        **_delivered(somebody),
        **_network(somebody),
        **_studies(planned),
        **questionnaire_records(somebody),
        **clusters_records(somebody),
        **red_records(somebody),
        **register_records(somebody),
        **_responded(somebody),
        **_stocktaken(somebody),
    }


def _stocktaken(by: User) -> dict[str, object]:
    """A round of 00K that came to a result, and answers of A81001 that are shared with somebody."""
    practice, area = (Organisation.objects.get(code=code) for code in ("A81001", "00K"))
    day, now, pack = timezone.localdate(), timezone.now(), in_force("gprp-2018-19")
    asked = pack.questionnaire
    assert asked
    of = {"programme": pack.id, "questionnaire": asked.id}
    days = {"opens": day - timedelta(days=9), "closes": day - timedelta(days=2)}
    round_ = Stocktake.objects.create(**of, **days, area=area, title="So.", at=now, by=by.actor)
    content = stocktake_content(Gathered(round_, pack), asked, {}, Limits(5, 1))
    content["cells"] = [{"id": "others", "title": "Others", "practices": 5, "points": {}}]
    StocktakeResult.objects.create(stocktake=round_, at=now, content=content, hash="")
    its = {"organisation": practice, "tier": Tier.PRACTICE, "written_by": by.actor}
    answered = Answered.objects.create(
        **its, **of, asked=asked.model_dump(mode="json"), answers={}, scores={}, day=day
    )
    shared = SharedAnswers.objects.create(
        **its,
        answered=answered,
        reader=by,
        what="result",
        why="So.",
        starts=day,
        ends=day + timedelta(days=9),
    )
    return {"stocktake": round_.pk, "stocktake_answered": answered.pk, "shared": shared.pk}


def _responded(by: User) -> dict[str, object]:
    """A81001 is amber: its cause is found, and it has a team, a contact to come, a request for
    money, and a place in what 00K offers."""
    practice, area = (Organisation.objects.get(code=code) for code in ("A81001", "00K"))
    day, now, programme = timezone.localdate(), timezone.now(), "gprp-2018-19"
    of = {"organisation": practice, "tier": Tier.COMMISSIONER}
    wrote = {"written_by": by.actor, "programme": programme}
    if not PracticeStatus.objects.in_force().filter(organisation=practice).exists():
        why = {"status": "amber", "reason": "So.", "review_by": day, "confirmed_for": area}
        PracticeStatus.objects.create(**of, **wrote, **why)
    Cause.objects.create(**of, **wrote, main="finance", shown_by="So.", found_for=area)
    does = {"programme": programme, "by": by.actor}
    member = TeamMember.objects.create(**of, **does, role="lmc", name="Kim", body="B", starts=day)
    contact = RegularContact.objects.create(**of, **does, due=day, who="Kim", about="Money", at=now)
    asked = {"asked": now, "asked_by": "x", "asked_for": area, "state": "asked"}
    request = AssistanceRequest.objects.create(
        **of, programme=programme, pence=1, purpose="So.", criteria={}, **asked
    )
    days = {"opens": day, "closes": day, "starts": day, "ends": day}
    offer = Offer.objects.create(
        **does, **days, area=area, number=1, kind="event", title="A day", about="So.", at=now
    )
    place = OfferPlace.objects.create(
        **of, offer=offer, state="placed", asked=now, asked_by="x", changed=now
    )
    return {
        "team_member": member.pk,
        "regular_contact": contact.pk,
        "money_request": request.pk,
        "offer_place": place.pk,
    }


def _case(by: User, *codes: str) -> Case:
    """Practices asked for help, the first of them leading, with a file."""
    practices, now = [Organisation.objects.get(code=code) for code in codes], timezone.now()
    case = begin(
        programme="gprp-2018-19",
        practices=practices,
        route=Case.Route.SELF_REFERRAL,
        state="received",
        tier=Tier.COMMISSIONER,
        at=now,
    )
    asker = Reader(by, timezone.localdate(now))
    happen(case, "received", by=asker, at=now, acting_for=practices[0], to="received")
    case.attachments.create(
        name="plan.txt", kind="txt", size=4, sha256="", content=b"Plan", added=now, added_by="x"
    )
    return case


def _business_case(case: Case) -> None:
    """Somebody began to say why a third party is to be paid."""
    about = {"organisation": case.organisation, "tier": Tier.DELIBERATION, "category": "workforce"}
    BusinessCase.objects.create(case=case, number=1, since=timezone.now(), **about)


def _escalated(by: User) -> None:
    """Somebody wrote to those who answer for Y54 about what was late there."""
    Escalation.objects.create(
        programme="gprp-2018-19",
        milestone="committed",
        area=Organisation.objects.get(code="Y54"),
        number=1,
        at=timezone.now(),
        by=by.actor,
        to=[{"post": "Regional Director", "name": "A. Director"}],
        words="So.",
        answer_by=timezone.localdate(),
        facts={"milestone": "All funding committed", "state": "late", "units": []},
        pdf=b"%PDF-",
        pdf_sha256="",
    )


def _service() -> SupplierService:
    """A supplier offers something in 00K."""
    return SupplierService.objects.create(
        supplier=Organisation.objects.get(code="SUPPLIER-NORTH"),
        programme="gprp-2018-19",
        category="workforce",
        area=Organisation.objects.get(code="00K"),
        about="Finds GPs.",
        starts=date(2020, 1, 1),
    )


def _planned(by: User) -> Case:
    """A case of A81001 whose plan is written, with one thing of each kind and a version."""
    case, day, now = _case(by, "A81001"), timezone.localdate(), timezone.now()
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


def _under_a_memorandum(case: Case, by: User) -> dict[str, object]:
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


def _ledger(by: User) -> dict[str, object]:
    """Of the money of Q74 an extract of the ledger, of which a line waits."""
    holder, now = Organisation.objects.get(code="Q74"), timezone.now()
    pot, _ = Pot.objects.get_or_create(programme="gprp-2018-19", year="2018-19", holder=holder)
    extract = Extract.objects.create(pot=pot, name="x.csv", at=now, by=by.actor, columns={})
    line = extract.lines.create(
        pot=pot, row=2, cells={}, state="queued", day=timezone.localdate(), pence=1
    )
    said = {"at": now, "by": by.actor, "day": timezone.localdate(), "why": "So."}
    entry = pot.entries.create(number=1, kind=Entry.Kind.ALLOCATION, pence=1, **said)
    return {"extract": extract.pk, "ledger_line": line.pk, "pot_entry": entry.number}


def _committed(case: Case, by: User) -> dict[str, object]:
    """A pound for the help of a case with a memorandum, of which an invoice is approved."""
    day, now = timezone.localdate(), timezone.now()
    holder = Organisation.objects.get(code="Q74")
    year = Year.of(day).label
    pot, _ = Pot.objects.get_or_create(programme="gprp-2018-19", year=year, holder=holder)
    one = Commitment.objects.create(
        organisation=case.organisation,
        tier=case.tier,
        pot=pot,
        case=case,
        number=1,
        memorandum=case.memorandums.get(),
        intended="new",
        category="workforce",
        route="supplier",
        payee=Organisation.objects.get(code="SUPPLIER-NORTH"),
        purpose="A recruiter",
        code="RES-SUPPLIER",
        at=now,
        by=by.actor,
    )
    stage = one.stages.create(number=1, title="When it is done", expected=day, pence=0)
    of, reader = {"commitment": one, "stage": stage}, Reader(by, day)
    said = {"pence": 100, "day": day, "why": "So."}
    kinds = Entry.Kind.ALLOCATION, Entry.Kind.COMMITMENT, Entry.Kind.INVOICE
    *_, invoice = [
        posted(
            pot,
            Line(kind=kind, **said, **(of if kind != Entry.Kind.ALLOCATION else {})),
            by=reader,
            at=now,
            acting_for=None,
        )
        for kind in kinds
    ]
    return {"invoice": invoice.pk}


def _followed(case: Case, by: User) -> dict[str, object]:
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


def _returned(by: User) -> dict[str, object]:
    """The North's return of October 2018, sent once."""
    area, now = Organisation.objects.get(code="Y54"), timezone.now()
    told = {"programme": "gprp-2018-19", "collection": "october-2018", "area": area}
    one = Return.objects.create(**told, since=now)
    sent = {"number": 1, "source": "records", "as_at": now.date(), "late": False, "signed": "Kim"}
    made = Submission.objects.create(of=one, at=now, by=by.actor, **sent)
    team = {"team": "Q74", "name": "A team", "area": "Y54"}
    SentRow.objects.create(submission=made, team="Q74", row=team)
    return {"returned": "gprp-2018-19/october-2018/Y54", "upload": _uploaded(one, by)}


def _uploaded(of: Return, by: User) -> int:
    """A workbook that nothing stops, with one cell to look at."""
    look = {
        "rule": "words",
        "stops": False,
        "sheet": "Words",
        "cell": "B4",
        "found": "",
        "mend": "",
    }
    book = {"name": "north.xlsx", "sha256": "", "content": b"PK", "found": [look], "stops": False}
    return Upload.objects.create(of=of, at=of.since, by=by.actor, **book).pk


def _collected(by: User) -> dict[str, object]:
    """Of the North's return a question about Q74; and that nothing of October was frozen."""
    now, pack = timezone.now(), in_force("gprp-2018-19")
    of = Return.objects.get(collection="october-2018")
    about = {"about": "All of it", "team": "Q74", "due": now.date()}
    query = Query.objects.create(of=of, number=1, **about)
    query.sayings.create(at=now, by=by.actor, kind="asked", text="Is it so?", due=now.date())
    content = content_now(pack, pack.returns.collection("october-2018"), now)
    frozen = {"at": now, "by": by.actor, "as_at": now.date(), "content": content, "sha256": ""}
    of_it = {"programme": "gprp-2018-19", "collection": "october-2018", "number": 1}
    Consolidation.objects.create(**of_it, **frozen)
    return {"national": "gprp-2018-19/national/october-2018"}


def _delivered(by: User) -> dict[str, object]:
    """The delivery plan of a team, with something to be done."""
    now = timezone.now()
    plan = DeliveryPlan.objects.create(
        programme="gprp-2018-19",
        year="2018-19",
        team=Organisation.objects.get(code="Q74"),
        number=1,
        at=now,
        by=by.actor,
        agreed=date(2018, 7, 2),
        summary="So.",
        shares="So.",
        deadlines=[{"what": "Sign", "by": "2018-09-03"}],
    )
    told = {"at": now, "what": "Name who leads", "who": "resilience lead"}
    return {"plan_action": plan.actions.create(**told, due=timezone.localdate(now)).pk}


def _network(by: User) -> dict[str, object]:
    """Somebody in the directory, a question, and an event to come."""
    now = timezone.now()
    of = {"programme": "gprp-2018-19"}
    entry = Contact.objects.create(
        **of,
        organisation=Organisation.objects.get(code="Q74"),
        name="A Lead",
        post="Lead",
        email="lead@example.org",
        consented=now,
        checked=timezone.localdate(now),
    )
    starts = {"starts": now + timedelta(days=2), "ends": now + timedelta(days=3)}
    return {
        "network_entry": entry.pk,
        "network_question": Asked.objects.create(**of, at=now, by=by.actor, subject="S").pk,
        "network_meeting": Meeting.objects.create(**of, title="T", place="P", **starts).pk,
    }


def _studies(case: Case) -> dict[str, object]:
    """A case study that is being written, and one that is published."""
    now, words = timezone.now(), {"summary": "So.", "worked": "So.", "did_not_work": "So."}
    told = {"organisation": case.organisation, "tier": case.tier, "programme": case.programme}
    told |= {"case": case, "category": "workforce", "collection": "april-2019", "since": now}
    team, area = (Organisation.objects.get(code=one) for one in ("Q74", "Y54"))
    made = [
        CaseStudy.objects.create(
            **told, team=team, area=area, number=number, state=state, title="So", words=words
        )
        for number, state in enumerate(("draft", "published"), start=1)
    ]
    CaseStudy.objects.filter(state="published").update(published=now, submitted=now)
    for one in made:
        one.events.create(version=0, at=now, by="person", kind="planned")
    return {"study": made[0].number, "told": f"{made[1].number}-so"}


def _proposal(by: User) -> Proposal:
    """Whom a team would help with a budget."""
    team, now = Organisation.objects.get(code="Q74"), timezone.now()
    reader = Reader(by, timezone.localdate(now))
    cases = looked_at(Footprint(team, reader, placing_pack("gprp-2018-19")), 500_000)
    return Proposal.objects.create(
        organisation=team,
        tier=Tier.DELIBERATION,
        programme="gprp-2018-19",
        at=now,
        by=by.actor,
        budget=1_000_000,
        assumed=500_000,
        pack_hash="",
        settings_version=0,
        inputs={"cases": cases},
        found=worked_out(cases, budget=1_000_000, for_new=0),
    )


def _drafts(by: User) -> None:
    """A81001 has begun both of its forms."""
    practice, now = Organisation.objects.get(code="A81001"), timezone.now()
    for form in ("referral", "one_sheet"):
        Draft.objects.create(
            organisation=practice,
            tier=Tier.PRACTICE,
            programme="gprp-2018-19",
            form=form,
            begun=now,
            changed=now,
            begun_by=by.actor,
        )
