"""A footprint with many placed cases, put straight into the database: one practice in two belongs
to each of the two commissioners of the small England."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

from resilience.cases.assessing.second import in_sample
from resilience.cases.models import Case, CasePractice
from resilience.organisations.models import Ancestor, Kind, Organisation, Record
from resilience.organisations.reach import rebuild_reach
from resilience.programmes.packs import load
from tests.bench.invented_placements import place
from tests.cases.world import HOUSE, LONG_AGO, PROGRAMME

SECOND_PERCENT = load(PROGRAMME).deciding.second_percent


def crowd(count: int, at: datetime, state: str = "under_assessment") -> list[Case]:
    """So many practices more, each with a placed case that began some days before; none is of the
    sample that two people place."""
    areas = {code: Organisation.objects.get(code=code) for code in HOUSE}
    last = Case.objects.filter(reference__startswith="R-7").order_by("reference").last()
    first = int(last.reference[3:]) + 1 if last else 0
    drawn = (n for n in itertools.count(first) if not in_sample(f"R-7{n:05}", SECOND_PERCENT))
    numbers = list(itertools.islice(drawn, count))
    made = Organisation.objects.bulk_create(
        Organisation(code=f"B8{n:04}", kind=Kind.PRACTICE, name=f"Practice {n:04}") for n in numbers
    )
    Record.objects.bulk_create(
        Record(organisation=one, name=one.name, starts=LONG_AGO) for one in made
    )
    above = {one.pk: ("00K", *HOUSE["00K"][2]) for one in made[::2]}
    above |= {one.pk: ("00T", *HOUSE["00T"][2]) for one in made[1::2]}
    Ancestor.objects.bulk_create(
        Ancestor(
            descendant_id=pk,
            ancestor=areas[code],
            kind=areas[code].kind,
            direct=place == 0,
            starts=LONG_AGO,
        )
        for pk, codes in above.items()
        for place, code in enumerate(codes)
    )
    rebuild_reach()
    cases = Case.objects.bulk_create(
        Case(
            reference=f"R-7{n:05}",
            programme=PROGRAMME,
            pack_hash=load(PROGRAMME).hash,
            settings_version=0,
            organisation=practice,
            tier="commissioner",
            route=Case.Route.SELF_REFERRAL,
            state=state,
            since=at,
            begun=at - timedelta(days=n % 90),
            team=areas[above[practice.pk][1]],
            version=0,
        )
        for n, practice in zip(numbers, made, strict=True)
    )
    CasePractice.objects.bulk_create(
        CasePractice(case=one, organisation=one.organisation, name="", leads=True) for one in cases
    )
    place(cases, PROGRAMME)
    return cases
