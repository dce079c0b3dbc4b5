"""The dashboard puts risks forward, a person takes them in or sets them aside, once; a risk is
looked at again, changed and closed, and its history says how."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import Error
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.clusters.models import Risk, RiskEntry, RiskSetAside
from resilience.clusters.register import acts
from resilience.clusters.register.acts import content_of
from resilience.clusters.register.history import history
from resilience.clusters.register.reading import heat, open_risks
from resilience.clusters.work import work
from tests.clusters.register.registering import (
    SAID,
    SOON,
    added,
    confirmed,
    forward,
    keys,
    now,
    of,
    screened,
    taken,
)
from tests.clusters.world import PEOPLE, PRACTICES, PROGRAMME, TODAY, reader
from tests.thorough import examples

pytestmark = pytest.mark.usefixtures("area", "today")
ONE, TWO = PRACTICES[:2]
RISKS = f"/local/{PROGRAMME}/QUY/risks/"
DECIDE = ["commissioner", "resilience", "regional"]
FIELDS = {
    "seen": "0",
    "title": "Two partners retire",
    "cause": "Nobody has come forward.",
    "effect": "Patients may need another practice.",
    "likelihood": "4",
    "impact": "5",
    "owner": "Head of primary care",
    "review_by": "11 June 2026",
    "why": "It is so.",
}


def aside(key: str, by: str = "commissioner") -> RiskSetAside:
    return acts.set_aside(
        by=reader(by), of=of(by), key=key, at=timezone.now(), why="We spoke with them."
    )


def changed(risk: Risk, **more: Any) -> Risk:
    told = {"seen": risk.version, "said": SAID, "why": "Looked at again.", "by": "commissioner"}
    told |= more
    told["by"] = reader(str(told["by"]))
    return acts.change(risk=risk.pk, at=timezone.now(), **told)


def closed(risk: Risk, by: str = "commissioner", seen: int | None = None) -> Risk:
    version = risk.version if seen is None else seen
    return acts.close(
        by=reader(by), risk=risk.pk, seen=version, at=timezone.now(), outcome="They merged."
    )


# --- what is put forward


def test_practices_confirmed_red_or_amber_are_put_forward_with_the_facts():
    confirmed(ONE, "red")
    confirmed(TWO, "amber")
    confirmed(PRACTICES[2], "green")
    assert keys() == [f"status_red:{ONE}", f"status_amber:{TWO}"]
    first = forward()[0]
    assert first.title == "Alder House is red and may not be able to go on as it is"
    assert first.facts == (
        "Confirmed as red on 11 May 2026.",
        "Severn Shore ICB wrote: Two partners are leaving.",
    )
    assert first.source == f"/screening/{PROGRAMME}/practices/{ONE}/status/"
    assert not Risk.objects.exists(), "nothing is kept until a person takes it in"


def test_a_review_of_a_status_that_is_late_is_put_forward():
    confirmed(ONE, "green", review_by=TODAY - timedelta(days=1))
    confirmed(TWO, "green", review_by=TODAY)
    assert keys() == [f"late_review:{ONE}"]


def test_a_practice_in_a_band_of_more_need_than_in_the_screen_before_is_put_forward():
    screened(TODAY - timedelta(days=40), {ONE: "green", TWO: "red"})
    assert keys() == [], "one screen says nothing of a move"
    screened(TODAY, {ONE: "amber", TWO: "amber", PRACTICES[2]: "not_enough_evidence"})
    assert keys() == [f"moved:{ONE}"], "neither less need nor too little evidence is a move"
    assert "from green to amber between the screens" in forward()[0].facts[0]


@pytest.mark.parametrize(("met", "found"), [(0, []), (5, []), (6, ["domain:workforce"])])
def test_a_domain_is_put_forward_where_many_practices_are_flagged(met: int, found: list[str]):
    """40 in a hundred of fourteen practices are 5.6."""
    screened(TODAY, {}, met=met)
    assert keys() == found


def test_a_domain_of_a_small_area_needs_five_practices():
    screened(TODAY, {}, met=4)
    assert keys(name="locality", area="15C") == [], "half of eight, but four"
    screened(TODAY + timedelta(days=1), {}, met=5)
    assert keys(name="locality", area="15C") == ["domain:workforce"]


def test_another_area_is_told_nothing_of_it():
    confirmed(ONE, "red")
    assert keys(name="other_commissioner", area="QOP") == []
    assert keys(area="11X") == []


# --- taken in and set aside


def test_what_is_taken_in_is_in_the_register_and_put_forward_no_more():
    confirmed(ONE, "red")
    made = taken(forward()[0].key)
    assert (made.number, made.practice.code, made.score) == (1, ONE, 16)
    assert keys() == []
    entry = RiskEntry.objects.get()
    assert entry.content["facts"][0] == "Confirmed as red on 11 May 2026."
    event = Event.objects.get(act="risk.added")
    assert event.organisation == "QUY" and "partners" not in str(event.after)


def test_a_practice_with_an_open_risk_is_not_put_forward_for_its_status():
    added(practice=ONE)
    confirmed(ONE, "amber")
    assert keys() == []
    confirmed(ONE, "amber", review_by=TODAY - timedelta(days=1))
    assert keys() == [f"late_review:{ONE}"], "that nobody looked again is another matter"


def test_the_same_fact_comes_no_more_once_its_risk_is_closed_and_another_one_does():
    confirmed(ONE, "red")
    closed(taken(forward()[0].key))
    assert keys() == []
    confirmed(ONE, "red")
    assert keys() == [f"status_red:{ONE}"], "somebody confirmed it anew"


def test_what_is_set_aside_comes_again_only_as_another_fact():
    screened(TODAY, {}, met=6)
    aside(forward()[0].key)
    assert keys() == []
    screened(TODAY + timedelta(days=1), {}, met=6)
    assert keys() == [], "another screen, the same fact"
    screened(TODAY + timedelta(days=2), {}, met=7)
    assert keys() == ["domain:workforce"]


def test_what_somebody_dealt_with_is_dealt_with_once():
    confirmed(ONE, "red")
    key = forward()[0].key
    aside(key)
    for again in (taken, aside):
        with pytest.raises(Refused, match="no longer put forward"):
            again(key)
    with pytest.raises(Refused, match="no longer put forward"):
        taken("status_red:made-up:1")


def test_only_who_runs_the_area_writes_in_its_register(as_):
    risk = added()
    told = {"of": of(), "at": timezone.now(), "practice": "", "said": SAID, "why": "So."}
    for name in ("locality", "finance", "national", "board", "lead1", "analyst"):
        with pytest.raises(Refused):
            acts.add(by=reader(name), **told)
        with pytest.raises(Refused):
            changed(risk, by=name)
        with pytest.raises(Refused):
            closed(risk, by=name)
        for page in ("add/", "1/change/", "1/close/"):
            assert as_(name).post(f"{RISKS}{page}", FIELDS).status_code == 404
    assert now(risk).version == 1


# --- changing and closing


def test_a_change_keeps_why_and_what_was_different():
    risk = added()
    changed(risk, said=replace(SAID, likelihood=2, mitigation="A partner is found."))
    step, first = history(now(risk), reader("commissioner"))
    assert [(one.what, one.before, one.after) for one in step.changes] == [
        ("Likelihood", "4", "2"),
        ("What is done", "", "A partner is found."),
    ]
    assert (step.entry.why, first.changes) == ("Looked at again.", ())


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"likelihood": 6}, "from 1 to 5"),
        ({"impact": 0}, "from 1 to 5"),
        ({"review_by": TODAY}, "one to come"),
        ({"review_by": TODAY + timedelta(days=400)}, "12 months"),
        ({"title": " "}, "Write something"),
        ({"cause": "Ring 020 7946 0018 97."}, "number"),
    ],
)
def test_what_makes_no_risk_is_refused(said: dict[str, Any], why: str):
    with pytest.raises(Refused, match=why):
        added(said=replace(SAID, **said))


def test_nobodys_change_is_overwritten():
    risk = added()
    changed(risk)
    with pytest.raises(Refused, match="since you opened"):
        changed(risk, seen=1)


def test_what_is_closed_stays_as_it_is():
    risk = closed(added())
    assert (risk.closed, risk.outcome) == (TODAY, "They merged.")
    for act in (changed, closed):
        with pytest.raises(Refused, match="was closed on 11 May 2026"):
            act(risk)


@pytest.mark.parametrize("model", [RiskEntry, RiskSetAside])
def test_the_database_itself_keeps_entries_and_what_was_set_aside(model: Any):
    confirmed(ONE, "red")
    added()
    aside(forward()[0].key)
    with pytest.raises(Error, match="frozen"), transaction.atomic(), connection.cursor() as sql:
        sql.execute(f"UPDATE {model._meta.db_table} SET why = 'x'")


# --- any sequence

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["confirm", "take", "aside", "change", "close"]),
        st.integers(0, 2),
        st.integers(1, 5),
    ),
    min_size=4,
    max_size=12,
)


@given(steps=ACTS)
@examples(10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_fact_is_put_forward_twice_and_history_rebuilds_the_register(
    steps: list[tuple[str, int, int]],
):
    """Whatever people do, in any order: the oracle is a set of facts dealt with, and the last entry
    of each risk."""
    with transaction.atomic():
        dealt_with: set[str] = set()
        for act, which, score in steps:
            code, offered = PRACTICES[which], forward()
            risks = list(Risk.objects.filter(closed=None))
            if act == "confirm":
                confirmed(code, ("red", "amber", "green")[score % 3])
            elif act in ("take", "aside") and offered:
                key = offered[which % len(offered)].key
                assert key not in dealt_with
                taken(key) if act == "take" else aside(key)
                dealt_with.add(key)
            elif act == "change" and risks:
                changed(risks[which % len(risks)], said=replace(SAID, likelihood=score))
            elif act == "close" and risks:
                closed(risks[which % len(risks)])
            assert not {one.key for one in forward()} & dealt_with
        for risk in Risk.objects.all():
            entries = list(risk.entries.order_by("pk"))
            last = {k: v for k, v in entries[-1].content.items() if k != "facts"}
            assert last == content_of(risk)
            assert len(entries) == risk.version
        assert [one.number for one in Risk.objects.order_by("number")] == list(
            range(1, Risk.objects.count() + 1)
        )
        transaction.set_rollback(True)


# --- pages


def test_those_who_decide_in_the_area_read_its_register_and_nobody_else(as_):
    confirmed(ONE, "red")
    added()
    for name in PEOPLE:
        for page in ("", "committee/", "1/", "?format=csv", "?format=xlsx"):
            answer = as_(name).get(f"{RISKS}{page}")
            assert answer.status_code == (200 if name in DECIDE else 404), (name, page)
        own = as_(name).get(f"/local/{PROGRAMME}/15C/risks/")
        assert own.status_code == (200 if name in (*DECIDE, "locality") else 404), name
        assert as_(name).get(f"{RISKS}2/").status_code == 404


def test_a_manager_takes_a_risk_in_by_the_pages(as_):
    confirmed(ONE, "red")
    browser, key = as_("commissioner"), forward()[0].key
    page = browser.get(RISKS).content.decode()
    assert "0 open risks; 1 put forward" in page.replace("\n", "")
    begun = browser.get(f"{RISKS}put-forward/{key}/").content.decode()
    assert "Its status was confirmed as red. Confirmed as red on 11 May 2026." in begun
    assert "11 June 2026" in begun, "a very high score is looked at again in a month"
    missing = browser.post(f"{RISKS}put-forward/{key}/", FIELDS | {"owner": ""})
    assert "Write whose it is" in missing.content.decode()
    assert browser.post(f"{RISKS}put-forward/{key}/", FIELDS).status_code == 302
    assert Risk.objects.get().score == 20
    gone = browser.get(f"{RISKS}put-forward/{key}/").content.decode()
    assert "no longer put forward" in gone
    assert browser.post(f"{RISKS}1/close/", {"seen": 1, "outcome": "Solved."}).status_code == 302
    assert "Closed on 11 May 2026" in browser.get(f"{RISKS}1/").content.decode()


def test_what_was_typed_stays_where_somebody_was_faster(as_):
    risk = added()
    changed(risk)
    answer = as_("commissioner").post(f"{RISKS}1/change/", FIELDS | {"seen": 1}).content.decode()
    assert "since you opened the page" in answer and "Two partners retire" in answer
    assert as_("commissioner").post(f"{RISKS}1/change/", FIELDS | {"seen": 2}).status_code == 302


def test_the_map_has_each_open_risk_in_its_cell():
    added(said=replace(SAID, likelihood=5, impact=1))
    added(said=replace(SAID, likelihood=2, impact=3))
    closed(added())
    lines = open_risks(of(), reader("commissioner"))
    rows = heat(of().register, lines)
    assert [degree.value for degree, _ in rows] == [5, 4, 3, 2, 1]
    found = {
        (degree.value, place): [line.risk.number for line in cell.lines]
        for degree, cells in rows
        for place, cell in enumerate(cells, 1)
        if cell.lines
    }
    assert found == {(5, 1): [1], (2, 3): [2]}
    assert [one.band.title for one in lines] == ["Moderate", "Moderate"]


def test_the_workbook_holds_numbers_days_and_no_formula(as_):
    added(said=replace(SAID, title="=1+1"), practice=ONE)
    content = as_("commissioner").get(f"{RISKS}?format=xlsx").content
    sheet = load_workbook(io.BytesIO(content))["Risks"]
    head, line = [[cell.value for cell in row] for row in list(sheet.rows)[2:4]]
    told = dict(zip(head, line, strict=True))
    assert (told["Title"], told["Score"], told["Practice code"]) == ("=1+1", 16, ONE)
    assert told["Review by"].date() == SOON and told["Closed"] is None
    text = b"".join(as_("commissioner").get(f"{RISKS}?format=csv").streaming_content).decode()
    assert "'=1+1" in text


def test_a_risk_that_is_due_waits_for_those_who_run_the_area():
    added(said=replace(SAID, review_by=TODAY + timedelta(days=29)))
    assert not [one for one in work(reader("commissioner"), 5) if one.id == "risks"]
    added(said=replace(SAID, review_by=TODAY + timedelta(days=28)))
    (found,) = [one for one in work(reader("commissioner"), 5) if one.id == "risks"]
    assert found.total == 1 and found.first[0].owed[0].tag == ""
    (late,) = [one for one in work(reader("commissioner", SOON), 5) if one.id == "risks"]
    assert late.total == 2 and late.first[0].owed[0].tag == "Late"
    for name in ("locality", "finance", "lead1", "board", "other_resilience"):
        assert not list(work(reader(name), 5))


def test_the_register_takes_the_same_queries_however_many_risks_there_are(
    as_, django_assert_num_queries
):
    screened(TODAY - timedelta(days=9), {})
    screened(TODAY, {ONE: "amber"}, met=6)
    added(practice=ONE)
    browser = as_("commissioner")
    browser.get(RISKS)
    with CaptureQueriesContext(connection) as few:
        browser.get(RISKS)
    for code in PRACTICES[2:9]:
        added(practice=code)
        confirmed(code, "red")
    with django_assert_num_queries(len(few)):
        browser.get(RISKS)
    assert len(few) < 40
