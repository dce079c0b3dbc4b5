"""Case studies of the small England, taken as far as a test needs by the acts themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from resilience.cases.models import Case, CaseEvent, CasePractice
from resilience.organisations.models import Ancestor, Kind, Organisation, Record, Succession
from resilience.organisations.reach import rebuild_reach
from resilience.programmes.packs import load
from resilience.programmes.schema.returns import CaseStudies
from resilience.returns.models import CaseStudy
from resilience.returns.studies.acts import agreeing, planning, sending
from resilience.returns.studies.acts.planning import Meant
from resilience.returns.studies.acts.writing import write
from tests.cases.conftest import at
from tests.cases.world import LONG_AGO, PROGRAMME, reader

NOW = at(2019, 2, 4, 10)
WORDS = {
    "title": "Two new doctors after a year of gaps",
    "summary": "A practice that had lost two partners found salaried doctors with paid help.",
    "situation": "Two partners retired, and nobody answered the advertisements.",
    "done": "A recruiter wrote to doctors who had left the area, over four months.",
    "worked": "Doctors came back when the hours were theirs to choose.",
    "did_not_work": "The first advertisement was too long, and nobody read it.",
    "changed": "Twenty sessions a week rather than twelve.",
}
TOWN, POSTCODE, OLD_NAME, PREDECESSOR = "Seaton Carew", "TS25 1AB", "Harbour Medical", "Old Quay"


def pack() -> Any:
    return load(PROGRAMME)


def asks() -> CaseStudies:
    found = pack().returns.case_studies
    assert found
    return found


def by(name: str, when: datetime = NOW) -> Any:
    return reader(name, when.date())


def planned(case: Case, when: datetime = NOW, **other: Any) -> CaseStudy:
    """Somebody of the team planned it."""
    meant = Meant(
        **{"category": "workforce", "problems": ["GC4"], "collection": "april-2019"} | other
    )
    return planning.plan(by=by("resilience", when), case=case, pack=pack(), at=when, meant=meant)


def asked(case: Case, when: datetime = NOW, **other: Any) -> CaseStudy:
    """The practice was asked for it."""
    study = planned(case, when, **other)
    planning.ask(
        by=by("resilience", when),
        study=study,
        seen=study.version,
        at=when,
        due=when.date() + timedelta(days=14),
    )
    return fresh(study)


def put(
    study: CaseStudy, part: str, text: str, name: str = "lead", seen: int | None = None
) -> None:
    """Somebody wrote a part of it, having looked at it as it is unless said otherwise."""
    seen = fresh(study).version if seen is None else seen
    write(by=by(name), study=study, asks=asks(), seen=seen, at=NOW, part=part, text=text)


def offered(case: Case, when: datetime = NOW, **words: str) -> CaseStudy:
    """All of it is written and with the practice to agree."""
    study = asked(case, when)
    for part, text in (WORDS | words).items():
        put(study, part, text)
    study = fresh(study)
    agreeing.offer(by=by("resilience", when), study=study, asks=asks(), seen=study.version, at=when)
    return fresh(study)


def agreed(case: Case, when: datetime = NOW, *, named: bool = False, **words: str) -> CaseStudy:
    """The practice agreed it, and said whether it may be named."""
    study = offered(case, when, **words)
    agreeing.agree(by=by("lead", when), study=study, seen=study.version, at=when, named=named)
    return fresh(study)


def submitted(case: Case, when: datetime = NOW, *, named: bool = False, **words: str) -> CaseStudy:
    """The region submitted it."""
    study = agreed(case, min(when, NOW), named=named, **words)
    send(study, when)
    return fresh(study)


def send(study: CaseStudy, when: datetime = NOW) -> None:
    sending.submit(by=by("regional", when), study=study, asks=asks(), seen=study.version, at=when)


def published(case: Case, when: datetime = NOW, *, named: bool = False, **words: str) -> CaseStudy:
    """The national team published it."""
    study = submitted(case, when, named=named, **words)
    sending.publish(by=by("national", when), study=study, asks=asks(), seen=study.version, at=when)
    return fresh(study)


def say_named(study: CaseStudy, named: bool, when: datetime = NOW) -> bool:
    return agreeing.say_named(
        by=by("lead", when), study=study, seen=fresh(study).version, at=when, named=named
    )


def fresh(study: CaseStudy) -> CaseStudy:
    return CaseStudy.objects.get(pk=study.pk)


def known_by_much() -> None:
    """A81001 has an address, an older name, and a practice that it took over."""
    practice = Organisation.objects.get(code="A81001")
    practice.postcode = POSTCODE
    practice.save()
    record = practice.records.get()
    record.address, record.postcode = f"14 Mill Bank, {TOWN}", POSTCODE
    record.save()
    Record.objects.create(
        organisation=practice, name=OLD_NAME, starts=date(2000, 1, 1), ends=LONG_AGO
    )
    old = Organisation.objects.create(code="A81999", kind=Kind.PRACTICE, name=PREDECESSOR)
    Succession.objects.create(predecessor=old, successor=practice, day=LONG_AGO)


def company(number: int, parent: str = "Q74", size: int = 5000) -> None:
    """So many other practices of a team had help under a memorandum."""
    chain = {"Q74": ("Q74", "Y54", "ENG"), "Q83": ("Q83", "Y54", "ENG")}[parent]
    for place in range(number):
        code = f"{parent}-{place}"
        one = Organisation.objects.create(code=code, kind=Kind.PRACTICE, name=f"Number {code}")
        for above in chain:
            other = Organisation.objects.get(code=above)
            Ancestor.objects.create(
                descendant=one, ancestor=other, kind=other.kind, starts=LONG_AGO
            )
        case = Case.objects.create(
            reference=f"C-{code}",
            organisation=one,
            tier="commissioner",
            programme=PROGRAMME,
            pack_hash="",
            settings_version=0,
            route="self_referral",
            state="supported",
            since=NOW,
            begun=NOW,
        )
        CasePractice.objects.create(
            case=case, organisation=one, name=one.name, list_size=size, leads=True
        )
        CaseEvent.objects.create(case=case, number=1, at=NOW, kind="in_force_by_body", by="person")
    rebuild_reach()
