"""A practice works through a tool for its own eyes; it shares that, asks for help, and closes it
again, and nobody else knows of it until then."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resilience.accounts.record import seen_by
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.audit.models import Event
from resilience.clusters.addressed import At, practice_at
from resilience.clusters.models import ToolkitWork
from resilience.clusters.toolkit.acts import (
    arrange_help,
    ask_for_help,
    keep_to_ourselves,
    no_help_needed,
    share,
    work_on,
)
from resilience.clusters.toolkit.addressed import work_of
from resilience.clusters.work import work
from resilience.notices.models import Notice
from resilience.programmes.schema.toolkit import Tool
from tests.clusters.world import PEOPLE, PRACTICES, PROGRAMME, organisation, reader

pytestmark = pytest.mark.usefixtures("area", "today")
PRACTICE = PRACTICES[0]
OWN = f"/practices/{PRACTICE}/toolkit/{PROGRAMME}/"
TOOL = f"{OWN}missed_appointments/"
AREA = f"/local/{PROGRAMME}/QUY/toolkit/"
ONCE = re.compile(r'name="(csrfmiddlewaretoken|typed_by)" value="[^"]*"')
"""What differs from one showing of a page to the next."""
SECRET = "The telephone rings all morning."
OUTSIDE_THE_PRACTICE = [one for one in PEOPLE if one not in ("lead1", "member")]
SEE_WHAT_IS_SHARED = [
    *("lead1", "member", "commissioner", "locality", "resilience", "regional", "finance"),
    *("analyst", "national", "officer"),
]


def at() -> tuple[At, Tool]:
    of = practice_at(reader("lead1"), PROGRAMME, PRACTICE, Tier.PRACTICE)
    tool = of.pack.toolkit.tool("missed_appointments") if of.pack.toolkit else None
    assert tool is not None
    return of, tool


def worked(by: str = "member", **more: Any) -> ToolkitWork:
    """Somebody of the practice ticks a step and writes what they found."""
    of, tool = at()
    before = work_of(of, tool)
    told = {
        "state": "working",
        "done": ["count"],
        "note": SECRET,
        "helped_by": "",
        "measured": {"missed": {"before": "9", "after": ""}},
        "seen": before.version if before else 0,
    } | more
    return work_on(by=reader(by), of=of, tool=tool, at=timezone.now(), **told)


def done(act: Any, by: str = "lead1", **more: Any) -> ToolkitWork:
    """An act on the work as it is now."""
    of, tool = at()
    before = work_of(of, tool)
    told = {"seen": before.version if before else 0} | more
    made: ToolkitWork = act(by=reader(by), of=of, tool=tool, at=timezone.now(), **told)
    return made


def test_a_member_ticks_steps_and_counts_and_it_stays_with_the_practice():
    made = worked(done=["remind", "count", "no such step"])
    assert made.tier == Tier.PRACTICE
    assert made.done == ["count", "remind"], "in the order of the steps, and none that is not there"
    assert made.measured == {"missed": {"before": "9", "after": ""}}
    assert worked(state="done", measured={}).measured == {}


def test_nobody_else_learns_that_a_practice_works_with_a_tool(as_):
    """What is there answers as what is not: pages, lists, work and notices."""

    def seen(name: str) -> list[tuple[int, str]]:
        answers = [as_(name).get(page) for page in (TOOL, OWN, AREA)]
        return [(one.status_code, ONCE.sub("", one.content.decode())) for one in answers]

    before = {name: seen(name) for name in OUTSIDE_THE_PRACTICE}
    worked()
    for name in OUTSIDE_THE_PRACTICE:
        assert seen(name) == before[name], name
        assert [status for status, _ in before[name]][:2] == [404, 404]
        assert not ToolkitWork.objects.visible_to(reader(name)).exists()
        assert not [one.id for one in work(reader(name), 5) if one.id == "toolkit_help"]
    assert not Notice.objects.exists()


def test_the_record_tells_the_practice_alone_that_something_was_kept_and_nothing_of_it():
    worked()
    event = Event.objects.get(act="toolkit.worked")
    assert event.organisation == PRACTICE, "read by who keeps the practice's own record"
    assert SECRET not in str([event.before, event.after, event.details])
    assert event not in seen_by(reader("administrator")), "who administers the area reads it not"


def test_what_is_shared_is_read_by_the_practice_its_commissioners_and_its_committee(as_):
    worked()
    done(share)
    for name in PEOPLE:
        answer = as_(name).get(TOOL)
        assert answer.status_code == (200 if name in SEE_WHAT_IS_SHARED else 404), name
        assert name not in SEE_WHAT_IS_SHARED or SECRET in answer.content.decode()


def test_shared_work_stands_on_the_page_of_the_area_until_it_is_closed_again(as_):
    worked()
    done(share)
    assert "Alder House" in as_("commissioner").get(AREA).content.decode()
    assert "Alder House" not in as_("lead2").get(AREA).content.decode()
    assert "Alder House" not in as_("board").get(AREA).content.decode()
    done(keep_to_ourselves)
    assert "Alder House" not in as_("commissioner").get(AREA).content.decode()
    assert as_("commissioner").get(TOOL).status_code == 404


def test_asking_for_help_shares_the_work_and_puts_it_before_those_who_plan_help():
    made = done(ask_for_help)
    assert (made.tier, made.wants_help) == (Tier.COMMISSIONER, True)
    assert list(Notice.objects.values_list("user__name", flat=True)) == ["Locality"], (
        "the nearest who plan help are told"
    )
    for name in ("commissioner", "locality", "resilience", "regional"):
        (found,) = [one for one in work(reader(name), 5) if one.id == "toolkit_help"]
        assert found.first[0].title == "Alder House: Fewer missed appointments"
    for name in ("other_commissioner", "officer", "finance", "lead1"):
        assert not list(work(reader(name), 5))


def test_help_that_is_arranged_ends_the_asking_and_the_practice_is_told():
    done(ask_for_help)
    made = done(arrange_help, by="commissioner", who="A change manager, from 1 June")
    assert (made.wants_help, made.helped_by) == (False, "A change manager, from 1 June")
    told = Notice.objects.filter(subject__contains="somebody will help")
    assert {one.user.name for one in told} == {"Lead1", "Member"}
    with pytest.raises(Refused, match="any more"):
        done(arrange_help, by="commissioner", who="Another")


def test_closing_the_work_also_takes_the_wish_for_help_back():
    done(ask_for_help)
    made = done(keep_to_ourselves)
    assert (made.tier, made.wants_help) == (Tier.PRACTICE, False)
    with pytest.raises(Refused, match="does not share"):
        done(arrange_help, by="commissioner", who="A change manager")


def test_taking_the_wish_back_leaves_the_work_shared():
    done(ask_for_help)
    assert done(no_help_needed).tier == Tier.COMMISSIONER
    with pytest.raises(Refused, match="do not ask"):
        done(no_help_needed)


def test_only_who_answers_for_the_practice_shares_it_or_asks():
    worked()
    for name in ("member", "lead2", "commissioner", "officer"):
        for act in (share, ask_for_help):
            with pytest.raises(Refused, match="answers for"):
                done(act, by=name)
    assert ToolkitWork.objects.get().tier == Tier.PRACTICE


def test_only_the_practice_works_through_it(as_):
    worked()
    done(share)
    for name in ("lead2", "commissioner", "resilience", "national"):
        with pytest.raises(Refused, match="people of Alder House"):
            worked(name)
        assert as_(name).post(TOOL, {"seen": 2, "state": "done"}).status_code == 404


def test_nobodys_change_is_overwritten():
    worked()
    with pytest.raises(Refused, match="since you opened"):
        worked(seen=0)
    with pytest.raises(Refused, match="since you opened"):
        done(share, seen=0)


def test_what_names_a_patient_is_not_taken(as_):
    answer = as_("member").post(
        TOOL, {"seen": 0, "state": "working", "note": "She is 943 476 5919.", "missed_before": "9"}
    )
    assert "looks like an NHS number" in answer.content.decode()
    assert 'value="9"' in answer.content.decode(), "what was typed is kept"
    assert not ToolkitWork.objects.exists()


def test_a_form_in_the_browser_keeps_what_was_typed_when_somebody_was_faster(as_):
    worked()
    sent = {"seen": 0, "state": "done", "note": "Mine."}
    answer = as_("member").post(TOOL, sent)
    assert "Mine." in answer.content.decode()
    assert ToolkitWork.objects.get().note == SECRET
    assert as_("member").post(TOOL, sent | {"seen": 1}).status_code == 302
    assert ToolkitWork.objects.get().note == "Mine."


def test_the_page_on_sharing_says_before_who_will_read_it(as_):
    page = as_("lead1").get(f"{TOOL}sharing/").content.decode()
    assert "Severn Shore ICB: analyst (1), CCG or ICB primary-care manager (1)" in page
    assert as_("lead1").post(f"{TOOL}sharing/", {"do": "ask", "seen": 0}).status_code == 302
    again = as_("lead1").post(f"{TOOL}sharing/", {"do": "ask", "seen": 1}).content.decode()
    assert "asked for help with this already" in again
    assert "Choose what" in as_("lead1").post(f"{TOOL}sharing/", {}).content.decode()


def test_who_sees_the_area_reads_every_tool_and_elsewhere_there_is_no_such_page(as_):
    for name in ("lead1", "member", "commissioner", "officer", "board", "national"):
        assert "Fewer missed appointments" in as_(name).get(AREA).content.decode()
        sheet = as_(name).get(f"{AREA}missed_appointments/")
        assert "Try to cancel an appointment yourself" in sheet.content.decode()
        assert as_(name).get(f"{AREA}no_such_tool/").status_code == 404
    for name in ("other_lead", "other_commissioner", "supplier", "administrator"):
        assert as_(name).get(AREA).status_code == 404


def test_pages_take_the_same_queries_however_much_is_shared(as_, django_assert_num_queries):
    worked()
    done(share)
    client = as_("commissioner")
    client.get(AREA)

    with CaptureQueriesContext(connection) as few:
        client.get(AREA)
    for code in PRACTICES[1:8]:
        ToolkitWork.objects.create(
            organisation=organisation(code),
            tier=Tier.COMMISSIONER,
            programme=PROGRAMME,
            tool="money_page",
            state="working",
            began=timezone.now(),
            changed=timezone.now(),
        )
    with django_assert_num_queries(len(few)):
        client.get(AREA)
