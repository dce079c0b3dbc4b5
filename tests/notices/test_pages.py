"""One's own notices on a page: newest first, marked until read, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from resilience.notices.actions import tell
from resilience.notices.models import How, Notice

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>\"'{{ 7*7 }}<img src=x onerror=alert(1)>"


@pytest.fixture
def at_home(client, ada):
    client.force_login(ada)
    return client


def page(client, address: str = "/notices/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_sees_what_one_was_told_the_newest_first(at_home, ada, ben):
    tell(people=[ada], subject="The first", text="About it.")
    tell(people=[ada], subject="The second", text="")
    tell(people=[ben], subject="Not hers", text="")
    words = page(at_home)
    assert words.index("The second") < words.index("The first")
    assert "About it." in words
    assert "Not hers" not in words


def test_the_header_counts_what_is_not_read_and_a_visitor_has_none(at_home, ada, client):
    tell(people=[ada], subject="One", text="")
    assert 'Notices (1)<span class="nhsuk-u-visually-hidden"> not read</span>' in page(client, "/")
    client.post("/notices/read/")
    assert ">Notices</a>" in page(client, "/")
    client.logout()
    assert "/notices/" not in page(client, "/")


def test_the_count_costs_one_query_and_a_visitor_none(ada, django_assert_num_queries):
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from resilience.accounts.reader import Reader
    from resilience.notices.queries import unread

    with django_assert_num_queries(1):
        unread(Reader(ada, date(2026, 3, 2)))
    with django_assert_num_queries(0):
        assert unread(Reader(AnonymousUser(), date(2026, 3, 2))) == 0


def test_to_follow_a_notice_is_to_have_read_it(at_home, ada):
    tell(people=[ada], subject="A case", text="", address="/account/")
    notice = ada.notices.get()
    assert f"/notices/{notice.pk}/" in page(at_home)
    answer = at_home.get(f"/notices/{notice.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert "Not read" not in page(at_home)


def test_anothers_notice_is_as_if_it_were_not_there(at_home, ada, ben):
    tell(people=[ben], subject="His", text="", address="/account/")
    theirs = ben.notices.get()
    assert at_home.get(f"/notices/{theirs.pk}/").status_code == 404
    assert at_home.get("/notices/999999/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.read is None


def test_a_notice_is_read_by_following_it_and_all_by_a_form_only(at_home):
    assert at_home.get("/notices/read/").status_code == 405


def test_hostile_words_stay_words(at_home, ada):
    tell(people=[ada], subject=HOSTILE, text=HOSTILE)
    words = page(at_home)
    assert "<script>alert" not in words
    assert "<img src=x" not in words
    assert words.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2
    assert "{{ 7*7 }}" in words


def test_there_are_twenty_five_on_a_page(at_home, ada):
    for number in range(30):
        tell(people=[ada], subject=f"Notice number {number}.", text="")
    assert page(at_home).count("Notice number") == 25
    assert page(at_home, "/notices/?page=2").count("Notice number") == 5
    assert at_home.get("/notices/?page=3").status_code == 400


def test_an_e_mail_that_was_given_up_is_told(at_home, ada, settings):
    settings.CONTACT = "the team of the North"
    tell(people=[ada], subject="One", text="")
    Notice.objects.update(given_up=timezone.now(), tries=5, problem="refused with 550")
    words = page(at_home)
    assert "e-mail not delivered: refused with 550" in words
    assert "Ask the team of the North to check your address" in words
    tell(people=[ada], subject="Two", text="")
    Notice.objects.filter(subject="Two").update(sent=timezone.now())
    assert "Ask the team of the North" not in page(at_home)  # a later one went


def test_an_e_mail_that_is_tried_again_is_told(at_home, ada):
    tell(people=[ada], subject="One", text="")
    later = timezone.now() + timedelta(hours=4)
    Notice.objects.update(due=later, tries=4, problem="put off with 450")
    assert "e-mail not delivered yet: put off with 450, tried again" in page(at_home)


def test_one_chooses_how_one_is_told(at_home, ada):
    assert "An e-mail for each, at once" in page(at_home, "/notices/preference/")
    answer = at_home.post("/notices/preference/", {"how": "daily"})
    assert answer["Location"] == "/notices/"
    assert [str(one) for one in get_messages(answer.wsgi_request)] == ["Your choice is kept."]
    assert ada.notice_preference.how == How.DAILY
    assert "one e-mail a day with all that is new" in page(at_home)


@pytest.mark.parametrize("given", [{}, {"how": "never"}])
def test_what_is_no_choice_is_asked_again(at_home, ada, given):
    answer = at_home.post("/notices/preference/", given)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not hasattr(ada, "notice_preference")
