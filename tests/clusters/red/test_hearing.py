"""How patients and others are told and heard before something is settled (Q18)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from resilience.accounts.rules import Refused
from resilience.clusters.models import Engagement
from resilience.clusters.red import engaging
from resilience.clusters.red.addressed import red_of
from resilience.clusters.red.engaging import Meant
from resilience.clusters.red.work import work
from resilience.notices.models import Notice
from tests.clusters.world import NOW, PRACTICES, PROGRAMME, TODAY, reader, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("area", "today")]
CODE = PRACTICES[0]
RED = f"/practices/{CODE}/red/{PROGRAMME}/"
DECIDED = TODAY + timedelta(days=60)
LETTER = Meant("patients", "A letter to each household", "Engagement lead", TODAY)


def of():
    return red_of(reader("commissioner"), CODE, PROGRAMME)


def begun(about: str = "merger", **told) -> Engagement:
    asked = {"by": reader("commissioner"), "aim": "What matters to you?", "decision_by": DECIDED}
    return engaging.begin(of=of(), about=about, at=NOW, **asked | told)


def test_a_plan_names_whom_nothing_is_planned_for_until_somebody_is(as_):
    made = begun()
    assert len(engaging.gaps(of(), made)) == len(of().red.audiences)
    engaging.add_step(by=reader("commissioner"), of=of(), engagement=made.pk, meant=LETTER)
    assert "patients" not in [one.id for one in engaging.gaps(of(), made)]
    page = as_("lead1").get(f"{RED}engagement/{made.pk}/").content.decode()
    assert "A letter to each household" in page
    assert "Healthwatch" in page.split('id="gaps"')[1]
    assert Notice.objects.filter(user=user("lead1")).exists()


@pytest.mark.parametrize("days", [60, 61, 400])
def test_people_are_heard_before_the_day_of_the_decision(days: int):
    made = begun()
    late = Meant("patients", "A letter", "Lead", TODAY + timedelta(days=days))
    with pytest.raises(Refused, match="people are heard before"):
        engaging.add_step(by=reader("commissioner"), of=of(), engagement=made.pk, meant=late)


def test_only_what_touches_patients_is_engaged_about():
    with pytest.raises(Refused, match="Choose an option"):
        begun("package")
    with pytest.raises(Refused, match="already"):
        begun()
        begun()


def test_what_was_heard_is_kept_and_summed_up(as_):
    made = begun()
    step = engaging.add_step(by=reader("commissioner"), of=of(), engagement=made.pk, meant=LETTER)
    client = as_("commissioner")
    here = f"{RED}engagement/{made.pk}/"
    done = {"done": "11 May 2026", "heard": "People ask about the bus."}
    assert client.post(f"{here}step/{step.pk}/done/", done).status_code == 302
    assert client.post(f"{here}end/", {"outcome": "A bus is asked for.", "seen": "0"}).status_code
    made.refresh_from_db()
    assert (made.ended, made.outcome) == (TODAY, "A bus is asked for.")
    assert "People ask about the bus." in as_("officer").get(here).content.decode()
    with pytest.raises(Refused, match="ended"):
        engaging.add_step(by=reader("commissioner"), of=of(), engagement=made.pk, meant=LETTER)


@pytest.mark.parametrize("name", ["lead1", "member", "officer", "finance", "other_commissioner"])
def test_only_who_plans_help_plans_it(name: str):
    with pytest.raises(Refused, match="Only those who"):
        begun(by=reader(name))


def test_those_to_be_heard_are_work_and_late_ones_are_marked():
    made = begun()
    engaging.add_step(by=reader("commissioner"), of=of(), engagement=made.pk, meant=LETTER)
    (heading,) = work(reader("commissioner", TODAY + timedelta(days=1)), 5)
    assert heading.first[0].owed[0].tag == "Late"
    assert not list(work(reader("officer"), 5))


def test_a_step_by_page_begins_with_the_audience_that_lacks_one(as_):
    made = begun()
    page = as_("commissioner").get(f"{RED}engagement/{made.pk}/step/?audience=lmc")
    assert '<option value="lmc" selected' in page.content.decode()
    bad = (
        as_("commissioner")
        .post(f"{RED}engagement/{made.pk}/step/", {"audience": "x", "how": "Call 07700 900123"})
        .content.decode()
    )
    assert "Leave out the telephone number" in bad
