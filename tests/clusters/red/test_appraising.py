"""Options are weighed by those who deliberate; somebody decides, and then the practice reads it."""

from __future__ import annotations

import pytest

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.clusters.models import Appraisal
from resilience.clusters.red import appraising
from resilience.clusters.red.addressed import red_of
from resilience.clusters.red.sums import most, weighed
from resilience.notices.models import Notice
from tests.clusters.red.asks import appraisal_with_scores, opened
from tests.clusters.world import NOW, PRACTICES, PROGRAMME, reader, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("area", "today")]
CODE = PRACTICES[0]
RED = f"/practices/{CODE}/red/{PROGRAMME}/"
PAGE = f"{RED}options/1/"
TOLD = {"preferred": "merger", "reason": "A partner nearby has room.", "at": NOW}


def of(name: str = "commissioner"):
    return red_of(reader(name), CODE, PROGRAMME)


def decided(name: str = "resilience", **told):
    made = appraisal_with_scores(of())
    return appraising.decide(
        by=reader(name), of=of(), appraisal=made.pk, seen=made.version, **TOLD | told
    )


def test_an_appraisal_is_weighed_decided_and_read_by_the_practice(as_):
    decided()
    page = as_("lead1").get(PAGE).content.decode()
    assert "Merger or collaboration" in page
    assert "A partner nearby has room." in page
    assert "Because of continuity" in page
    (notice,) = Notice.objects.filter(user=user("lead1"))
    assert notice.subject == "Alder House: something was decided about what comes next"
    assert "merger" not in notice.text.lower()


@pytest.mark.parametrize("name", ["lead1", "member", "officer", "finance", "analyst", "national"])
def test_an_open_appraisal_is_not_there_for_who_does_not_deliberate(as_, name):
    opened(of())
    client = as_(name)
    assert client.get(PAGE).status_code == 404
    page = client.get(RED).content.decode()
    assert "options" not in page.lower().split("<main")[1]
    assert not Notice.objects.exists()


@pytest.mark.parametrize("name", ["commissioner", "locality", "resilience", "regional"])
def test_who_deliberates_sees_it_open(as_, name):
    opened(of())
    assert "open, and seen by those who deliberate only" in as_(name).get(RED).content.decode()
    assert as_(name).get(PAGE).status_code == 200


def test_before_it_is_decided_the_record_names_no_practice():
    opened(of())
    assert set(Event.objects.values_list("organisation", flat=True)) == {"QUY"}
    made = Appraisal.objects.get()
    appraisal_with_scores(of(), made)
    appraising.decide(by=reader("resilience"), of=of(), appraisal=made.pk, seen=4, **TOLD)
    after = Event.objects.filter(act="appraisal.decided").values_list("organisation", flat=True)
    assert list(after) == [CODE]
    kept = " ".join(str(one.after) + str(one.details) for one in Event.objects.all())
    assert "partner" not in kept and "Because" not in kept


def test_who_may_not_decide_does_not():
    made = appraisal_with_scores(of())
    for name in ("commissioner", "lead1", "other_resilience", "finance"):
        with pytest.raises(Refused, match="Only those who"):
            appraising.decide(
                by=reader(name), of=of(), appraisal=made.pk, seen=made.version, **TOLD
            )


def test_every_option_is_weighed_before_one_is_preferred():
    made = opened(of())
    with pytest.raises(Refused, match="Weigh every option first: A short intensive package"):
        appraising.decide(by=reader("resilience"), of=of(), appraisal=made.pk, seen=0, **TOLD)


def test_what_was_decided_is_frozen_and_another_may_be_opened():
    made = decided()
    with pytest.raises(Refused, match="was decided"):
        appraising.score(
            by=reader("resilience"),
            of=of(),
            appraisal=made.pk,
            seen=made.version,
            option="merger",
            scores={"time": (1, "No.")},
        )
    with pytest.raises(Refused, match="was decided"):
        decided_again = appraising.decide
        decided_again(
            by=reader("resilience"), of=of(), appraisal=made.pk, seen=made.version, **TOLD
        )
    assert opened(of()).number == 2


def test_scores_given_meanwhile_are_not_overwritten(as_):
    made = opened(of())
    appraising.score(
        by=reader("resilience"),
        of=of(),
        appraisal=made.pk,
        seen=0,
        option="merger",
        scores={"time": (1, "No.")},
    )
    typed = {f"score_{one.id}": "3" for one in of().red.criteria}
    typed |= {f"why_{one.id}": "As said." for one in of().red.criteria} | {"seen": "0"}
    page = as_("commissioner").post(f"{PAGE}score/merger/", typed).content.decode()
    assert "Somebody else changed this" in page and "As said." in page
    made.refresh_from_db()
    assert made.scores == {"merger": {"time": {"score": 1, "why": "No."}}}


@pytest.mark.parametrize("value", [0, 6, -1])
def test_a_score_is_from_1_to_5(value: int):
    made = opened(of())
    with pytest.raises(Refused, match="1 to 5"):
        appraising.score(
            by=reader("resilience"),
            of=of(),
            appraisal=made.pk,
            seen=0,
            option="merger",
            scores={"time": (value, "No.")},
        )


def test_the_sum_weighs_and_is_told_only_where_it_is_whole():
    made = opened(of())
    red = of().red
    assert [one.total for one in weighed(red, made)] == [None] * 4
    made = appraisal_with_scores(of(), made)
    # eight criteria, the first of which counts twice; every score is 3
    assert [one.total for one in weighed(red, made)] == [27] * 4
    assert most(red) == 45
