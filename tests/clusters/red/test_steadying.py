"""A plan steadies a practice: opened, looked at every few days, ended with an outcome."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.clusters.models import Stabilisation
from resilience.clusters.red.addressed import red_of
from resilience.clusters.red.steadying import (
    Step,
    add_step,
    end_plan,
    finish_step,
    open_plan,
    review,
)
from resilience.clusters.red.work import work
from resilience.notices.models import Notice
from tests.clusters.world import NOW, PRACTICES, PROGRAMME, TODAY, reader, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("area", "today")]
CODE = PRACTICES[0]
PAGE = f"/practices/{CODE}/red/{PROGRAMME}/"
COVER = Step("Cover sessions", "Practice manager", TODAY + timedelta(days=3))


def of(name: str = "commissioner", code: str = CODE):
    return red_of(reader(name), code, PROGRAMME)


def opened(name: str = "commissioner", *steps: Step) -> Stabilisation:
    return open_plan(by=reader(name), of=of(name), aim="Stay open.", steps=steps, at=NOW)


def test_a_plan_is_opened_looked_at_and_ended_and_the_practice_is_told():
    plan = opened("commissioner", COVER)
    assert plan.next_review == TODAY + timedelta(days=7)
    finish_step(by=reader("lead1"), of=of("lead1"), step=plan.steps.get().pk, done=TODAY, note="")
    review(
        by=reader("resilience"),
        of=of(),
        seen=0,
        found="Two locums.",
        next_review=TODAY + timedelta(days=4),
        at=NOW,
    )
    end_plan(by=reader("commissioner"), of=of(), seen=1, outcome="It is steady.")
    plan.refresh_from_db()
    assert (plan.ended, plan.outcome, plan.reviews.get().found) == (
        TODAY,
        "It is steady.",
        "Two locums.",
    )
    told = Notice.objects.filter(user=user("lead1")).values_list("subject", flat=True)
    assert sorted(told) == [
        "Alder House: a plan to steady it was opened",
        "Alder House: the plan to steady it ended",
    ]
    assert "locum" not in " ".join(Notice.objects.values_list("text", flat=True))
    acts = Event.objects.filter(act__startswith="stabilisation.")
    assert list(acts.order_by("pk").values_list("act", "organisation")) == [
        (f"stabilisation.{one}", CODE) for one in ("opened", "step_done", "reviewed", "ended")
    ]
    opened()  # and another may follow


def test_one_plan_runs_at_a_time():
    opened()
    with pytest.raises(Refused, match="already"):
        opened("resilience")


@pytest.mark.parametrize("name", ["lead1", "member", "officer", "finance", "analyst", "national"])
def test_only_who_plans_help_opens_adds_reviews_and_ends(name: str):
    with pytest.raises(Refused, match="Only those who"):
        opened(name)
    opened("commissioner", COVER)
    for act in (
        lambda: add_step(by=reader(name), of=of(), step=COVER),
        lambda: review(by=reader(name), of=of(), seen=0, found="x", next_review=TODAY, at=NOW),
        lambda: end_plan(by=reader(name), of=of(), seen=0, outcome="x"),
    ):
        with pytest.raises(Refused, match="Only those who"):
            act()


def test_a_commissioner_of_elsewhere_does_nothing_here():
    with pytest.raises(Refused, match="Only those who"):
        open_plan(by=reader("other_commissioner"), of=of(), aim="x", steps=[], at=NOW)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten():
    opened()
    coming = TODAY + timedelta(days=5)
    review(by=reader("resilience"), of=of(), seen=0, found="One.", next_review=coming, at=NOW)
    with pytest.raises(Refused, match="Somebody else"):
        review(by=reader("commissioner"), of=of(), seen=0, found="2.", next_review=coming, at=NOW)


@pytest.mark.parametrize("days", [0, 15, -3])
def test_the_next_review_is_within_days(days: int):
    opened()
    with pytest.raises(Refused, match="every 7 days"):
        review(
            by=reader("commissioner"),
            of=of(),
            seen=0,
            found="x",
            next_review=TODAY + timedelta(days=days),
            at=NOW,
        )


@pytest.mark.parametrize("due", [TODAY - timedelta(days=1), date(2031, 1, 1)])
def test_a_step_is_due_on_a_day_to_come(due: date):
    opened()
    with pytest.raises(Refused, match="from today on"):
        add_step(by=reader("commissioner"), of=of(), step=Step("Cover", "Manager", due))


def test_a_step_is_done_once_and_not_ahead():
    plan = opened("commissioner", COVER)
    step = plan.steps.get().pk
    with pytest.raises(Refused, match="still to come"):
        finish_step(by=reader("lead1"), of=of(), step=step, done=TODAY + timedelta(days=1), note="")
    finish_step(by=reader("lead1"), of=of(), step=step, done=TODAY, note="Two weeks covered.")
    with pytest.raises(Refused, match="already"):
        finish_step(by=reader("lead1"), of=of(), step=step, done=TODAY, note="")


def test_reviews_and_steps_are_work_of_who_plans_help_and_late_ones_are_marked():
    opened("commissioner", COVER)
    (soon,) = work(reader("commissioner"), 5)
    assert [one.tag for one in soon.first[0].owed] == ["", ""]
    (late,) = work(reader("commissioner", TODAY + timedelta(days=9)), 5)
    assert [(one.what, one.tag) for one in late.first[0].owed] == [
        ("Cover sessions", "Late"),
        ("Look at the plan again", "Late"),
    ]
    for name in ("other_commissioner", "officer", "national", "board", "lead2"):
        assert not list(work(reader(name), 5))


def test_the_practices_people_are_reminded_of_their_steps():
    opened("commissioner", COVER)
    (mine,) = work(reader("member"), 5)
    assert [one.what for one in mine.first[0].owed] == ["Cover sessions"]


def test_the_page_shows_the_plan_to_the_practice_its_commissioners_and_its_committee(as_):
    opened("commissioner", COVER)
    for name, acts in {
        "lead1": False,
        "member": False,
        "officer": False,
        "commissioner": True,
        "finance": False,
    }.items():
        page = as_(name).get(PAGE).content.decode()
        assert "Cover sessions" in page
        assert (f"{PAGE}review/" in page) == acts
    for name in ("lead2", "other_commissioner", "board", "supplier"):
        assert as_(name).get(PAGE).status_code == 404


def test_a_plan_is_opened_by_page_with_what_was_typed_kept_where_it_lacks_something(as_):
    client = as_("commissioner")
    page = client.post(f"{PAGE}open/", {"aim": "Stay open.", "first": ["sessions"]})
    assert "Write who does these steps" in page.content.decode()
    assert "Stay open." in page.content.decode()
    done = client.post(
        f"{PAGE}open/", {"aim": "Stay open.", "first": ["sessions", "staff"], "who": "Manager"}
    )
    assert done.status_code == 302
    assert [one.due for one in Stabilisation.objects.get().steps.all()] == [
        TODAY + timedelta(days=3),
        TODAY + timedelta(days=7),
    ]


def test_a_programme_that_says_nothing_of_red_has_no_such_page(as_, monkeypatch):
    from resilience.clusters import addressed
    from resilience.programmes.packs import load

    bare = load(PROGRAMME).model_copy(update={"red": None})
    monkeypatch.setattr(addressed, "in_force", lambda programme: bare)
    assert as_("commissioner").get(PAGE).status_code == 404
