"""Pages of the response: who reads them, what each may do there, and the list of a week."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from resilience.clusters.models import AssistanceRequest, Cause, RegularContact, TeamMember
from resilience.clusters.response.work import work
from tests.clusters.offers.world import AREA, published, stands
from tests.clusters.response.world import CODE, PACK, PAGE, answered, contact, found, money
from tests.clusters.world import NOW, PROGRAMME, reader, user

pytestmark = [pytest.mark.usefixtures("area", "today"), pytest.mark.django_db]
LIST = f"{AREA}responses/"


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        *[(who, True) for who in ("lead1", "member", "officer", "commissioner", "locality")],
        *[(who, True) for who in ("resilience", "finance", "analyst", "regional", "national")],
        *[(who, False) for who in ("lead2", "board", "supplier", "administrator", "other_lead")],
        *[(who, False) for who in ("other_commissioner", "other_resilience")],
    ],
)
def test_the_practice_its_commissioners_and_its_lmc_read_the_response(as_, who, reads):
    stands(CODE, "amber")
    found()
    answer = as_(who).get(PAGE)
    assert answer.status_code == (200 if reads else 404)
    if reads:
        assert "Two of three partners are over 60." in words(answer)


@pytest.mark.parametrize(
    ("who", "lists"),
    [
        *[(who, True) for who in ("commissioner", "resilience", "finance", "analyst", "regional")],
        *[(who, False) for who in ("lead1", "board", "locality", "officer", "other_resilience")],
    ],
)
def test_the_list_of_a_week_is_for_those_who_see_every_practice_of_the_area(as_, who, lists):
    stands(CODE, "amber")
    assert as_(who).get(LIST).status_code == (200 if lists else 404)


def test_the_list_tells_what_lacks_and_is_a_file_too(as_):
    stands(CODE, "amber")
    page = words(as_("resilience").get(LIST))
    assert "1 amber, 0 red. 1 cause is not found, 1 team is incomplete, 1 contact is late" in page
    answer = as_("resilience").get(f"{LIST}?format=csv")
    assert f"{CODE},Alder House,amber,2026-05-11" in b"".join(answer.streaming_content).decode()


def test_a_locality_and_the_committee_list_their_own_practices(as_):
    stands(CODE, "amber")
    for who in ("locality", "officer"):
        page = as_(who).get(f"/local/{PROGRAMME}/15C/offers/responses/")
        assert "Alder House" in words(page)


def test_a_cause_is_found_answered_and_settled_on_pages(as_):
    stands(CODE, "amber")
    page = words(as_("commissioner").get(f"{PAGE}cause/"))
    assert "When does each partner want to stop" in page
    sent = {"seen": "0", "main": "succession", "others": ["succession"], "shown_by": "Ages."}
    answer = as_("commissioner").post(f"{PAGE}cause/", sent)
    assert "choose it once" in words(answer)
    as_("commissioner").post(f"{PAGE}cause/", sent | {"others": ["finance"]})
    cause = Cause.objects.get()
    answer = as_("resilience").post(f"{PAGE}cause/", sent | {"others": []})
    assert "Somebody wrote about the cause after you opened the page" in words(answer)
    assert "Ages." in words(answer)
    answer = as_("lead1").post(f"{PAGE}cause/answer/", {"seen": cause.pk, "agrees": "no"})
    assert "Write what the cause is as you see it" in words(answer)
    sent = {"seen": cause.pk, "agrees": "no", "says": "It is the lease."}
    as_("lead1").post(f"{PAGE}cause/answer/", sent)
    assert "It is the lease." in words(as_("officer").get(PAGE))
    stands(CODE, "green")
    assert "The practice is green again" in words(as_("commissioner").get(PAGE))
    now = Cause.objects.in_force().get()
    sent = {"seen": now.pk, "what": "The lease is renewed."}
    as_("commissioner").post(f"{PAGE}cause/settle/", sent)
    assert Cause.objects.in_force().get().settled


@pytest.mark.parametrize(
    ("part", "opens"),
    [
        ("cause/", {"commissioner", "resilience", "regional", "locality"}),
        ("cause/answer/", {"lead1"}),
        ("cause/settle/", {"commissioner", "resilience", "regional", "locality"}),
        ("team/", {"commissioner", "resilience", "regional", "locality"}),
        ("team/end/", {"commissioner", "resilience", "regional", "locality"}),
        ("contacts/", {"commissioner", "resilience", "regional", "locality"}),
        ("money/", {"commissioner", "resilience", "regional", "locality", "lead1"}),
        ("money/{money}/", {"resilience", "regional", "finance"}),
    ],
)
def test_who_may_do_what(as_, part, opens):
    stands(CODE, "amber")
    found()
    address = f"{PAGE}{part.format(money=money().pk)}"
    people = ("lead1", "member", "lead2", "officer", "commissioner", "locality", "resilience")
    for who in (*people, "finance", "analyst", "regional", "national", "board", "other_resilience"):
        assert as_(who).get(address).status_code == (200 if who in opens else 404), who


def test_a_team_is_made_up_and_its_gaps_are_named(as_):
    stands(CODE, "red")
    assert "Nobody yet for: Primary care development; Quality" in words(as_("resilience").get(PAGE))
    sent = {"role": "quality", "person": str(user("commissioner").key), "body": "The board"}
    as_("resilience").post(f"{PAGE}team/", sent)
    member = TeamMember.objects.get()
    assert (member.name, member.user) == ("Commissioner", user("commissioner"))
    answer = as_("resilience").post(f"{PAGE}team/", {"role": "area", "body": "The board"})
    assert "Choose somebody above, or write their name" in words(answer)
    as_("resilience").post(f"{PAGE}team/{member.pk}/end/")
    assert TeamMember.objects.get().ends


def test_a_contact_is_planned_recorded_and_the_next_is_told(as_):
    stands(CODE, "red")
    sent = {"due": "20 May 2026", "who": "Kim Quill", "about": "The lease"}
    as_("resilience").post(f"{PAGE}contacts/", sent)
    one = RegularContact.objects.get()
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        assert "Overdue" in words(as_("lead1").get(PAGE))
        answer = as_("resilience").post(
            f"{PAGE}contacts/{one.pk}/",
            {"happened": "30 May 2026", "what": "It is renewed."},
            follow=True,
        )
    assert "The next one is due by 13 June 2026" in words(answer)
    assert as_("resilience").get(f"{PAGE}contacts/{one.pk}/").status_code == 200
    assert as_("lead1").get(f"{PAGE}contacts/{one.pk}/").status_code == 404


def test_money_is_asked_for_and_decided_on_pages(as_):
    stands(CODE, "amber")
    criteria = [one.id for one in PACK.ending.assistance_criteria]
    sent = {"pence": "12,500", "purpose": "A locum."} | {f"met_{one}": "yes" for one in criteria}
    answer = as_("lead1").post(f"{PAGE}money/", sent)
    assert "Write why: It stops on a day" in words(answer)
    sent |= {f"why_{one}": "It is so." for one in criteria}
    as_("lead1").post(f"{PAGE}money/", sent)
    one = AssistanceRequest.objects.get()
    assert (one.pence, one.asked_for.code) == (12_500_00, CODE)
    address = f"{PAGE}money/{one.pk}/"
    as_("finance").post(address, {"seen": "0", "granted": "yes", "why": "It bridges."})
    one.refresh_from_db()
    assert one.state == "granted"
    page = words(as_("finance").get(PAGE))
    assert "There is no memorandum in force" in page
    assert as_("finance").get(f"{address}agreement/").status_code == 200
    answer = as_("lead1").post(f"{address}take-back/", {"seen": one.version})
    assert "settled meanwhile: granted" in words(answer)


def test_who_asked_is_told_that_somebody_else_decides(as_):
    stands(CODE, "amber")
    one = money(by="resilience")
    page = words(as_("resilience").get(f"{PAGE}money/{one.pk}/"))
    assert "You asked for this yourself" in page and "Keep this decision" not in page


def test_the_page_takes_few_queries_however_long_the_story(as_, django_assert_max_num_queries):
    stands(CODE, "amber")
    found()
    answered(True, "Yes.")
    published("event")
    for day in range(12):
        contact(about=f"Matter {day}")
    browser = as_("resilience")
    with django_assert_max_num_queries(60):
        assert browser.get(PAGE).status_code == 200


def test_a_red_practice_leads_on_to_how_it_is_steadied_and_an_amber_one_does_not(as_):
    address = f"/practices/{CODE}/red/{PROGRAMME}/"
    stands(CODE, "amber")
    assert address not in words(as_("lead1").get(PAGE))
    stands(CODE, "red")
    assert address in words(as_("lead1").get(PAGE))


def test_the_work_of_each_names_pages_that_open(as_):
    stands(CODE, "amber")
    found()
    contact()
    money()
    with time_machine.travel(NOW + timedelta(days=9), tick=False):
        for who in ("lead1", "commissioner", "finance", "resilience"):
            browser = as_(who)
            waiting = [
                one
                for heading in work(reader(who, NOW.date() + timedelta(days=9)), 5)
                for one in heading.first
            ]
            assert waiting
            for one in waiting:
                assert browser.get(one.address).status_code == 200
