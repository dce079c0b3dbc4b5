"""Whatever people enter, every reader's lists, counts and files are what a naive oracle makes."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.organisations.models import Coverage, Kind, Organisation
from resilience.organisations.reach import rebuild_reach
from resilience.programmes.packs import load
from resilience.screening import exports, queries
from resilience.screening.intelligence_actions import enter_intelligence, withdraw_intelligence
from resilience.screening.laying import lay_over
from resilience.screening.models import OverlaidPractice, Snapshot
from resilience.screening.sight import Sight
from resilience.screening.snapshots import areas_seen
from tests.screening.naive_local import Said, come_out, in_order
from tests.screening.pages import PROGRAMME

pytestmark = pytest.mark.django_db
PACK = load(PROGRAMME)
ANSWERS = {
    "GC5": st.sampled_from([{"vacancies": n} for n in ("0", "0.5", "1", "3")] + [{}]),
    "GC6": st.sampled_from([{}, *({"concerned": n} for n in (["lmc"], ["lmc", "cqc"], ["other"]))]),
    "GC13": st.sampled_from([{}, {"cause": "both"}]
                            + [{"list_status": n} for n in ("open", "closed", "refused")]),
    "GC10": st.sampled_from([{}, {"risk": "high"}]),
}  # fmt: skip
WRITERS = {  # who enters something for which organisation, about whom, for whose eyes
    "00K": ("commissioner", ["A81001", "A81002", "A81003"], ["commissioner", "deliberation"]),
    "Q74": ("resilience_lead", ["A81001", "A81002", "A81003"], ["commissioner", "deliberation"]),
    "LMC-NORTH": ("lmc_officer", ["A81001", "A81002"], ["commissioner"]),
    "A81001": ("practice_lead", ["A81001"], ["commissioner"]),
    "00T": ("commissioner", ["P81001", "P81002"], ["commissioner", "deliberation"]),
}
READERS = {
    "nation": [("national_team", "ENG")],
    "commissioner": [("commissioner", "00K")],
    "team": [("resilience_lead", "Q74")],
    "both": [("analyst", "ENG"), ("commissioner", "00T")],
    "practice": [("practice_lead", "A81001")],
    "counts": [("board_reader", "00K")],
    "committee": [("lmc_officer", "LMC-NORTH")],
}
NORTH = {f"A81{n:03}" for n in range(1, 21)}
SEES = {
    "nation": lambda code: True,
    "commissioner": lambda code: code in NORTH,
    "team": lambda code: code in NORTH,
    "both": lambda code: True,
    "practice": lambda code: code == "A81001",
    "counts": lambda code: False,
    "committee": lambda code: code in NORTH,
}
DECIDES = {
    "commissioner": lambda code: code in NORTH,
    "team": lambda code: code in NORTH,
    "both": lambda code: code not in NORTH,
}
DAYS = [date(2016, 6, 29), date(2016, 6, 30), date(2017, 6, 30), date(2017, 12, 29)]
DAYS += [date(2017, 12, 30), date(2018, 2, 28), date(2018, 3, 1), date(2018, 6, 30)]
DAYS += [date(2018, 7, 1)]


@st.composite
def entries(draw):
    body = draw(st.sampled_from(sorted(WRITERS)))
    _, practices, tiers = WRITERS[body]
    criterion = draw(st.sampled_from(["GC1", "GC5", "GC6", "GC9", "GC10", "GC13", "GC14"]))
    tier = draw(st.sampled_from([*tiers, *(["restricted"] if criterion == "GC5" else [])]))
    return {
        "body": body,
        "practice": draw(st.sampled_from(practices)),
        "criterion": criterion,
        "tier": tier,
        "about": draw(st.sampled_from(DAYS)),
        "says": draw(st.sampled_from(["met", "met", "not_met", "not_known"])),
        "answers": draw(ANSWERS.get(criterion, st.just({}))),
        "withdrawn": draw(st.integers(0, 5)) == 0,
    }


@pytest.fixture
def people(snapshot):
    """Readers by name, and those who write by the code of their organisation."""
    committee = Organisation.objects.create(code="LMC-NORTH", kind=Kind.LMC, name="North LMC")
    area = Organisation.objects.get(code="00K")
    Coverage.objects.create(organisation=committee, area=area, starts=date.min)
    rebuild_reach()
    wanted = READERS | {body: [(role, body)] for body, (role, _, _) in WRITERS.items()}
    return {name: person(name, roles) for name, roles in wanted.items()}


def person(name: str, roles) -> Reader:
    user = User.objects.create_user(f"{name}@example.nhs.uk".lower(), name=name)
    for role, code in roles:
        organisation = Organisation.objects.get(code=code)
        user.memberships.create(organisation=organisation, role=role, starts=date.min)
    return Reader(user, timezone.localdate())


def enter(people, wanted) -> list[Said]:
    made = []
    for turn, one in enumerate(wanted):
        writer = people[one["body"]]
        practice = Organisation.objects.get(code=one["practice"])
        entered = enter_intelligence(
            by=writer,
            practice=practice,
            pack=PACK,
            criterion=one["criterion"],
            about=one["about"],
            source="a visit",
            says=one["says"],
            note="Known.",
            tier=one["tier"],
            reports=one["answers"],
        )
        if one["withdrawn"]:
            withdraw_intelligence(by=writer, intelligence=entered)
        kind = entered.entered_for.kind
        made.append(Said(turn=turn, kind=kind, **one))
    return made


def expected(snapshot, said, reader: str) -> dict[str, dict]:
    decides = DECIDES.get(reader, lambda code: False)
    return {
        base.code: come_out(snapshot.pack, snapshot.as_at, base, said, decides(base.code))
        for base in snapshot.practices.all()
    }


def compare(snapshot: Snapshot, name: str, reader: Reader | None, said) -> None:
    rows = expected(snapshot, said, name)
    sight = Sight(snapshot, reader)
    seen = [row for row in in_order(list(rows.values())) if SEES[name](row["code"])]
    told = [
        (p.code, p.results, p.signal, p.met, p.not_met, p.not_known, p.for_review)
        for p in sight.practices
    ]
    counts = ("met", "not_met", "not_known", "listed")
    assert told == [
        (r["code"], r["letters"], r["signal"], *(r[each] for each in counts)) for r in seen
    ]
    listed = [row["code"] for row in seen if row["listed"]]
    found = queries.for_review(sight)
    assert [code for code, *_ in found.codes()] == listed
    assert queries.for_review_count(sight) in (None, len(listed))
    assert found.count() == len(listed)
    for signal in ("red", "amber"):
        of_it = [r["code"] for r in seen if r["listed"] and r["signal"] == signal]
        assert queries.for_review_count(sight, "", signal) in (None, len(of_it))
    paged = []
    for number in range(1, len(listed) // 7 + 2 if listed else 1):
        request = RequestFactory().get("/", {"page": number})
        paged += [row["code"] for row in queries.page_of(found, request)]
    assert paged == listed


def compare_counts(snapshot: Snapshot, name: str, reader: Reader, said) -> None:
    rows = expected(snapshot, said, name).values()
    areas = Sight(snapshot, reader).areas
    assert {a.code for a in areas} == {a.code for a in areas_seen(snapshot, reader)}
    for area in areas:
        inside = [row for row in rows if area.code in row["areas"]]
        signals = Counter(row["signal"] for row in inside)
        for signal in ("red", "amber", "green", "not_enough_evidence"):
            assert getattr(area, signal) == signals[signal], (area.code, signal)
        for place, criterion in enumerate(snapshot.pack["criteria"]):
            letters = Counter(row["letters"][place] for row in inside)
            tally = area.criteria[criterion["id"]]
            assert [tally[k] for k in ("met", "not_met", "not_known")] == [
                letters[k] for k in "mnu"
            ]


def compare_files(snapshot: Snapshot, practices, rows) -> None:
    for row in exports.results(snapshot, practices):
        mine = rows[row["practice"]]
        place = [one["id"] for one in snapshot.pack["criteria"]].index(row["criterion"])
        assert row["result"][0] == {"m": "m", "n": "n", "u": "n"}[mine["letters"][place]]
        assert (row["result"] == "not_known") == (mine["letters"][place] == "u")
        by_people = row["criterion"] in mine["by_people"]
        assert row["source"].startswith("entered locally by ") == by_people
        assert bool(row["also_known"]) == (row["criterion"] in mine["both"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(entries(), max_size=7), st.sampled_from(sorted(READERS)))
def test_what_each_reader_sees_is_what_a_naive_oracle_makes(
    snapshot, people, monkeypatch, wanted, name
):
    monkeypatch.setattr(queries, "PAGE", 7)
    with transaction.atomic():
        said = enter(people, wanted)
        reader = Reader(people[name].user, people[name].day)
        for screen in Snapshot.objects.filter(programme=PROGRAMME):
            compare(screen, name, reader, said)
            if reader.sees(Tier.COUNTS):
                compare_counts(screen, name, reader, said)
            compare_files(screen, Sight(screen, reader).practices, expected(screen, said, name))
            for_all = exports.chosen(screen)  # a command is nobody in particular
            compare_files(screen, for_all, expected(screen, said, "nation"))
            laid = rows_of(screen)
            lay_over(screen)
            assert rows_of(screen) == laid, "made again it is the same"
        transaction.set_rollback(True)


def rows_of(screen: Snapshot) -> list[tuple]:
    fields = ("code", "eyes", "results", "signal", "rank", "met", "for_review", "own")
    found = OverlaidPractice.objects.filter(snapshot=screen)
    return sorted((row for row in found.values_list(*fields)), key=lambda row: row[:2])
