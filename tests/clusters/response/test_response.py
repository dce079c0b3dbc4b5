"""The response to a status: the true cause, the team, contacts, and money of section 96."""

from __future__ import annotations

from datetime import timedelta

import pytest

from resilience.accounts.rules import Refused
from resilience.accounts.visible import StatementsAreKept
from resilience.audit.models import Event
from resilience.clusters.addressed import At
from resilience.clusters.models import AssistanceRequest, Cause, RegularContact, TeamMember
from resilience.clusters.response.causes import cause_in_force, settle_cause
from resilience.clusters.response.contacts import record_contact
from resilience.clusters.response.listing import lines, rows
from resilience.clusters.response.money import Said, decide, name_agreement, take_back
from resilience.clusters.response.story import story_of
from resilience.clusters.response.team import gaps, leave, stand_down, team_of
from resilience.clusters.response.work import work
from resilience.notices.models import Notice
from tests.clusters.offers.world import asked, more_practices, published, stands
from tests.clusters.response.world import (
    CODE,
    MET,
    PACK,
    answered,
    complete_team,
    contact,
    found,
    joined,
    money,
    seen,
)
from tests.clusters.world import NOW, PRACTICES, PROGRAMME, TODAY, organisation, reader, user

pytestmark = [pytest.mark.usefixtures("area"), pytest.mark.django_db]


@pytest.fixture
def amber(area) -> None:
    stands(CODE, "amber")


def settled(by: str = "commissioner", **other):
    said = {"practice": organisation(CODE), "programme": PROGRAMME, "seen": seen(), "at": NOW}
    return settle_cause(by=reader(by), what="A partner joined.", **(said | other))


def recorded(one: RegularContact, by: str = "resilience", at=NOW, **other):
    said = {"happened": at.date(), "what": "Both posts are advertised."} | other
    return record_contact(by=reader(by, at.date()), contact=one, pack=PACK, at=at, **said)


def decided(one: AssistanceRequest, by: str = "finance", granted: bool = True, **other):
    said = {"seen": one.version, "why": "It bridges to spring.", "at": NOW} | other
    return decide(by=reader(by), request=one, pack=PACK, granted=granted, **said)


# --- the cause


def test_a_cause_is_found_the_practice_agrees_and_it_is_settled(amber):
    assert found().practice_agrees is None
    assert answered(True).practice_agrees is True
    after = settled()
    assert (after.settled, after.main, after.practice_agrees) == (True, "succession", True)
    assert Cause.objects.count() == 3
    assert Cause.objects.in_force().get() == after
    acts = Event.objects.filter(act__startswith="response").values_list("act", flat=True)
    assert list(acts) == [f"response.cause_{one}" for one in ("found", "answered", "settled")]
    assert "over 60" not in str(list(Event.objects.values_list("after", flat=True)))


def test_another_cause_takes_the_place_of_the_first_and_the_practice_is_asked_anew(amber):
    first = found()
    answered(False, "It is the lease.")
    second = found(main="property", others=[])
    assert second.practice_agrees is None
    assert list(Cause.objects.values_list("main", flat=True)) == [
        *("property", "succession", "succession")
    ]
    with pytest.raises(StatementsAreKept):
        first.save()


def test_the_practice_is_told_that_it_is_asked_and_no_notice_says_what(amber):
    found()
    told = list(Notice.objects.filter(subject__contains="asked something"))
    assert {one.user.email for one in told} == {"lead1@example.nhs.uk", "member@example.nhs.uk"}
    answered(False, "It is the lease.")
    words = " ".join(f"{one.subject} {one.text}" for one in Notice.objects.all())
    assert not {"amber", "cause", "lease", "partner", "agree"} & set(words.lower().split())
    assert Notice.objects.filter(
        user=user("commissioner"), subject__contains="it answered"
    ).exists()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"main": "weather"}, "that the programme names"),
        ({"others": ["succession"]}, "not one of the others"),
        ({"seen": 99}, "after you opened"),
        ({"shown_by": "Patient 943 476 5919 said so"}, "NHS number"),
    ],
)
def test_a_cause_that_makes_no_sense_is_not_kept(amber, wrong, why):
    with pytest.raises(Refused, match=why):
        found(**wrong)
    assert not Cause.objects.exists()


@pytest.mark.parametrize("status", ["green", ""])
def test_a_cause_is_found_for_amber_and_red_only(area, status):
    if status:
        stands(CODE, status)
    with pytest.raises(Refused, match="amber or red"):
        found()


def test_who_disagrees_says_what_it_is_and_only_the_practice_lead_answers(amber):
    found()
    with pytest.raises(Refused, match="as you see it"):
        answered(False)
    for who in ("member", "lead2", "commissioner", "officer"):
        with pytest.raises(Refused, match="You do not answer"):
            answered(True, by=who)
    settled()
    with pytest.raises(Refused, match="no cause to answer"):
        answered(True)


@pytest.mark.parametrize(
    "who", ["lead1", "officer", "finance", "analyst", "board", "national", "other_commissioner"]
)
def test_only_those_who_confirm_statuses_find_and_settle_and_run_the_team(amber, who):
    one, member = contact(), joined()
    for act in (
        lambda: found(by=who),
        lambda: settled(by=who),
        lambda: joined(by=who, name="Other"),
        lambda: leave(by=reader(who), member=member),
        lambda: contact(by=who),
        lambda: recorded(one, by=who),
        lambda: stand_down(by=reader(who), practice=organisation(CODE), programme=PROGRAMME),
    ):
        with pytest.raises(Refused, match="Only those who"):
            act()


# --- team and contacts


def test_a_team_names_the_roles_that_nobody_has(amber):
    joined()
    with pytest.raises(Refused, match="already"):
        joined()
    roles = team_of(organisation(CODE), PROGRAMME).values_list("role", flat=True)
    assert [one.title for one in gaps(roles, PACK)] == [
        *("Quality", "Contracting", "Area", "Locality leadership")
    ]
    leave(by=reader("resilience"), member=TeamMember.objects.get())
    assert len(gaps(team_of(organisation(CODE), PROGRAMME).values_list("role"), PACK)) == 5


@pytest.mark.parametrize("who", ["lead1", "board", "supplier", "other_commissioner", "national"])
def test_only_who_sees_the_practice_from_outside_joins_as_a_person(amber, who):
    with pytest.raises(Refused, match="does not see"):
        joined(user=user(who))


@pytest.mark.parametrize(("status", "days"), [("amber", 28), ("red", 14)])
def test_a_contact_recorded_opens_the_next_after_the_days_of_the_pack(area, status, days):
    stands(CODE, status)
    one = contact(days=days)
    at = NOW + timedelta(days=days - 2)
    following = recorded(one, at=at)
    assert following.due == at.date() + timedelta(days=days)
    assert (following.who, following.about) == (one.who, one.about)
    with pytest.raises(Refused, match="Somebody recorded this"):
        recorded(one)
    with pytest.raises(Refused, match=f"at least every {days} days"):
        contact(days=days + 1)


def test_no_contact_opens_by_itself_once_green_or_where_another_is_planned(amber):
    first, second = contact(), contact(about="The lease")
    assert recorded(first) is None
    stands(CODE, "green")
    assert recorded(second) is None
    with pytest.raises(Refused, match="amber or red"):
        contact()


def test_what_came_of_a_contact_long_ago_leaves_the_next_due_today(amber):
    at = NOW + timedelta(days=90)
    following = recorded(contact(), at=at, happened=TODAY)
    assert following.due == at.date()
    with pytest.raises(Refused, match="still to come"):
        recorded(following, at=at, happened=at.date() + timedelta(days=1))


def test_somebody_of_the_team_who_signs_in_records_contacts_and_finds_them_in_their_work(amber):
    joined("lmc", user=user("officer"), body="LMC")
    one = contact()
    (heading,) = [h for h in work(reader("officer"), 5) if h.total]
    assert (heading.id, heading.total) == ("contacts", 1)
    assert recorded(one, by="officer").due == TODAY + timedelta(days=28)


def test_the_team_of_a_green_practice_ends_on_request_and_what_was_said_stays(amber):
    complete_team()
    recorded(contact())
    with pytest.raises(Refused, match="the team stays"):
        stand_down(by=reader("resilience"), practice=organisation(CODE), programme=PROGRAMME)
    stands(CODE, "green", NOW + timedelta(hours=1))
    stand_down(by=reader("resilience"), practice=organisation(CODE), programme=PROGRAMME)
    assert not TeamMember.objects.filter(ends=None).exists()
    assert RegularContact.objects.get().what == "Both posts are advertised."
    with pytest.raises(Refused, match="There is no team"):
        stand_down(by=reader("resilience"), practice=organisation(CODE), programme=PROGRAMME)


# --- money


@pytest.mark.parametrize("who", ["commissioner", "lead1"])
def test_money_is_asked_for_by_the_area_or_the_practice_and_decided_by_somebody_else(amber, who):
    one = decided(money(by=who))
    assert (one.state, one.decided_for.code, one.case) == ("granted", "QUY", None)
    told = Notice.objects.filter(subject__contains="was settled")
    assert "lead1@example.nhs.uk" in {notice.user.email for notice in told}
    acts = Event.objects.filter(act__contains="money").values_list("act", flat=True)
    assert list(acts) == ["response.money_asked", "response.money_granted"]


def test_who_asked_never_decides(amber):
    one = money(by="resilience")
    with pytest.raises(Refused, match="somebody else decides"):
        decided(one, by="resilience")
    for who in ("lead1", "commissioner", "officer", "analyst", "national", "other_resilience"):
        with pytest.raises(Refused, match="Only those who"):
            decided(one, by=who)
    assert decided(one, by="finance").state == "granted"


def test_money_is_granted_only_where_every_condition_is_met(amber):
    one = money(criteria=MET | {"exit": Said(False, "No day is agreed.")})
    with pytest.raises(Refused, match="It stops on a day"):
        decided(one)
    assert decided(one, granted=False).state == "refused"


def test_money_is_for_practices_that_the_programme_offers_it_to(area):
    stands(CODE, "green")
    with pytest.raises(Refused, match="whose status is amber or red"):
        money()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"pence": 0}, "more than £0"),
        ({"criteria": {}}, "each condition"),
        ({"criteria": MET | {"in_plan": Said(True, "")}}, "Write something"),
        ({"purpose": "kim@example.org"}, "e-mail"),
        ({"by": "officer"}, "Only the practice itself"),
        ({"by": "member"}, "Only the practice itself"),
    ],
)
def test_a_request_that_makes_no_sense_is_not_kept(amber, wrong, why):
    with pytest.raises(Refused, match=why):
        money(**wrong)
    assert not AssistanceRequest.objects.exists()


def test_one_request_waits_at_a_time_and_may_be_taken_back(amber):
    one = money()
    with pytest.raises(Refused, match="waits for a decision"):
        money(by="lead1")
    with pytest.raises(Refused, match="Severn Shore ICB asked for this"):
        take_back(by=reader("lead1"), request=one, seen=0, at=NOW)
    take_back(by=reader("resilience"), request=one, seen=0, at=NOW)
    with pytest.raises(Refused, match="Somebody changed this request"):
        decided(one)
    with pytest.raises(Refused, match="settled meanwhile: withdrawn"):
        decided(one, seen=1)
    assert decided(money(), granted=False).state == "refused"


def test_an_agreement_is_named_for_what_was_granted_only(amber):
    one = money()
    with pytest.raises(Refused, match="named once, for a request that was granted"):
        name_agreement(by=reader("finance"), request=one, seen=0, assistance=None)


# --- the list of a week, and the story


def test_the_list_of_a_week_has_every_amber_and_red_practice_what_is_late_leading(area):
    for code, status in zip(PRACTICES[:4], ["amber", "red", "green", "amber"], strict=True):
        stands(code, status)
    found()
    answered(False, "It is the lease.")
    complete_team()
    contact()
    contact(code=PRACTICES[3], days=1)
    later = TODAY + timedelta(days=3)
    of = At(PACK, organisation("QUY"))
    listed = lines(of, reader("resilience", later))
    assert [one.code for one in listed] == [PRACTICES[1], PRACTICES[3], CODE]
    assert [one.contact_late for one in listed] == [True, True, False]
    assert (listed[2].cause, listed[2].agrees, listed[2].gaps) == (
        "Partners near retirement, and nobody to follow them",
        False,
        [],
    )
    assert len(listed[0].gaps) == 5
    row = list(rows(listed))[2]
    assert (row["next_contact"], row["contact_late"], row["practice_agrees"]) == (
        *("2026-05-18", "no", "no"),
    )


def test_the_list_takes_as_many_queries_for_a_hundred_practices_as_for_one(
    area, django_assert_num_queries
):
    of = At(PACK, organisation("QUY"))
    stands(CODE, "amber")
    with django_assert_num_queries(8):
        assert len(lines(of, reader("resilience"))) == 1
    for one in more_practices(100):
        stands(one.code, "red")
    with django_assert_num_queries(8):
        assert len(lines(of, reader("resilience"))) == 101


def test_the_story_from_amber_to_green_reads_in_the_order_of_days(amber):
    found()
    answered(True, "Yes, sadly.")
    complete_team()
    recorded(contact())
    asked(published("peer_support"), CODE)
    decided(money())
    at = NOW + timedelta(days=100)
    stands(CODE, "green", at)
    settled(at=at)
    told = [one.what for one in story_of(organisation(CODE), PACK, reader("lead1"))]
    assert told[0] == "Confirmed amber"
    assert told[1].startswith("Cause found")
    assert told[2] == "The practice agrees"
    assert "Spoke with the practice: Two empty posts" in told
    assert "£12,500: granted" in told
    assert "Asked for a place: Support by another practice" in told
    assert told[-2] == "Confirmed green"
    assert told[-1].startswith("Settled")
    assert not story_of(organisation(CODE), PACK, reader("lead2"))


def test_work_says_what_waits_for_whom(amber):
    def kinds(who: str, day=TODAY) -> dict[str, int]:
        return {one.id: one.total for one in work(reader(who, day), 5) if one.total}

    assert kinds("commissioner") == {"causes_to_find": 1}
    found()
    contact()
    money()
    assert kinds("lead1") == {"causes_to_answer": 1}
    assert kinds("commissioner", TODAY + timedelta(days=9)) == {"contacts": 1}
    assert kinds("finance") == {"money_to_decide": 1}
    stands(CODE, "green")
    assert kinds("locality") == {"causes_to_settle": 1}
    assert not kinds("board") and not kinds("member") and not kinds("other_resilience")


def test_a_cause_in_force_is_one_of_the_programme(amber):
    found()
    assert cause_in_force(organisation(CODE), "gprp-2018-19") is None
