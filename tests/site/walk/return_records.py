"""What was reported in the walk: a return and its workbook, plans, case studies, a network."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from resilience.accounts.models import User
from resilience.cases.models import Case
from resilience.organisations.models import Organisation
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


def escalated(by: User) -> None:
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


def returned(by: User) -> dict[str, object]:
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


def collected(by: User) -> dict[str, object]:
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


def delivered(by: User) -> dict[str, object]:
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


def a_network(by: User) -> dict[str, object]:
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


def case_studies(case: Case) -> dict[str, object]:
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
