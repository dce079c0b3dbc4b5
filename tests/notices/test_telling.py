"""People are told things once, in the transaction of the act itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.audit.models import Event
from resilience.notices.actions import choose, mark_read, tell
from resilience.notices.models import How, Notice, Preference
from resilience.notices.queries import how_of, unread

pytestmark = pytest.mark.django_db


def reader(user) -> Reader:
    return Reader(user, date(2026, 3, 2))


def test_everybody_named_is_told(ada, ben):
    assert tell(people=[ada, ben, ada], subject="A case moved on", text="It is with you.") == 2
    assert {one.user for one in Notice.objects.all()} == {ada, ben}


def test_who_was_told_is_not_told_the_same_again(ada, ben):
    words = {"subject": "Due tomorrow", "text": "A response is due.", "once": "due GPR-000123 1"}
    assert tell(people=[ada], **words) == 1
    assert tell(people=[ada, ben], **words) == 1
    assert tell(people=[ada, ben], **words) == 0
    assert Notice.objects.count() == 2


def test_what_has_no_name_is_told_each_time(ada):
    for _ in range(2):
        assert tell(people=[ada], subject="A note", text="") == 1


def test_nobody_is_told_of_an_act_that_did_not_happen(ada):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(people=[ada], subject="A case moved on", text="", once="case 1")
        raise ZeroDivisionError
    assert not Notice.objects.exists()
    assert tell(people=[ada], subject="A case moved on", text="", once="case 1") == 1


def test_who_may_not_sign_in_any_more_is_not_told(ada):
    ada.is_active = False
    assert tell(people=[ada], subject="A case moved on", text="") == 0


def test_a_subject_is_one_line_without_hidden_characters(ada):
    tell(
        people=[ada],
        subject="Hello\r\nBcc: all@example.org\u2028\u202e\x00 you",
        text="a\x00b\r\nc",
    )
    (told,) = Notice.objects.all()
    assert told.subject == "Hello Bcc: all@example.org you"
    assert told.text == "a b\nc"


def test_a_long_subject_is_cut(ada):
    tell(people=[ada], subject="long " * 100, text="")
    assert len(Notice.objects.get().subject) == 150


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "cases/", "/a\nb", "/\\evil", "/a b"]
)
def test_a_link_leads_nowhere_but_into_the_site(ada, address):
    with pytest.raises(ValueError, match="no path"):
        tell(people=[ada], subject="A case", text="", address=address)


def test_a_person_reads_one_or_all_and_never_anothers(ada, ben):
    tell(people=[ada, ben], subject="One", text="")
    tell(people=[ada], subject="Two", text="")
    theirs = Notice.objects.get(user=ben)
    assert mark_read(by=reader(ada), notice=theirs) == 0
    assert mark_read(by=reader(ada), notice=ada.notices.first()) == 1
    assert (unread(reader(ada)), unread(reader(ben))) == (1, 1)
    assert mark_read(by=reader(ada)) == 1
    assert (unread(reader(ada)), unread(reader(ben))) == (0, 1)


def test_reading_is_no_act_for_the_record(ada):
    tell(people=[ada], subject="One", text="")
    mark_read(by=reader(ada))
    assert not Event.objects.exists()


def test_a_choice_is_recorded_once_and_holds_for_what_waits(ada):
    tell(people=[ada], subject="Waits", text="")
    tell(people=[ada], subject="Went out", text="")
    ada.notices.filter(subject="Went out").update(sent=timezone.now())
    for _ in range(2):
        choose(by=reader(ada), how=How.DAILY)
    assert how_of(reader(ada)) == How.DAILY
    assert ada.notices.get(subject="Waits").how == How.DAILY
    assert ada.notices.get(subject="Went out").how == How.AT_ONCE
    (event,) = Event.objects.all()
    assert (event.act, event.actor) == ("notices.chosen", ada.actor)
    assert (event.before, event.after) == ({"how": "at_once"}, {"how": "daily"})


def test_what_was_told_in_the_product_only_is_not_sent_after_a_change(ada):
    choose(by=reader(ada), how=How.PRODUCT)
    tell(people=[ada], subject="Quietly", text="")
    choose(by=reader(ada), how=How.AT_ONCE)
    assert ada.notices.get().how == How.PRODUCT
    assert not ada.notices.get().waits
    assert Preference.objects.count() == 1
