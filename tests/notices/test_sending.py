"""E-mails go to a real mail server: once, saying what one needs to know, and later if they must."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from resilience.notices.actions import tell
from resilience.notices.claiming import LEASE, claim, next_single
from resilience.notices.models import Notice
from resilience.site.jobs import JOBS
from tests.notices.post import words_of

pytestmark = pytest.mark.django_db


def pass_time(**span: float) -> None:
    """As if so much time had passed for all that waits."""
    for one in Notice.objects.all():
        Notice.objects.filter(pk=one.pk).update(due=one.due - timedelta(**span))


def test_an_e_mail_arrives_once_and_says_what_where_whom_and_why(by_post, works, ada, settings):
    settings.CONTACT = "the resilience team of the North"
    tell(
        people=[ada],
        subject="Otter Surgery: support was offered",
        text="The team has answered.\n\n“Café”: £100.",
        address="/cases/GPR-000123/",
    )
    assert works()
    assert works()
    (mail,) = by_post.taken
    assert (mail["To"], mail["Subject"]) == (
        "ada@example.org",
        "Otter Surgery: support was offered",
    )
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content_type() == "text/plain"
    words = words_of(mail)
    assert words.startswith("The team has answered.\n\n“Café”: £100.\n")
    assert "https://resilience.example.nhs.uk/cases/GPR-000123/" in words
    assert "Whom to ask: the resilience team of the North" in words
    assert "Change that here: https://resilience.example.nhs.uk/notices/preference/" in words
    assert Notice.objects.get().sent


def test_the_number_of_a_message_is_that_of_its_notice(by_post, works, ada):
    tell(people=[ada], subject="A case", text="")
    assert works()
    Notice.objects.update(sent=None, due=timezone.now())  # a worker was killed before its note
    assert works()
    first, again = (mail["Message-ID"].strip() for mail in by_post.taken)
    key = Notice.objects.get().key
    assert first == again == f"<notice-{key}@resilience.example.nhs.uk>"


def test_no_header_can_be_slipped_in(by_post, works, ada):
    tell(people=[ada], subject="Hello\r\nBcc: ben@example.org", text=".\r\nBcc: x\r\n.\r\nQUIT")
    Notice.objects.filter().update(subject="Hello\nBcc: ben@example.org")  # even past `tell`
    assert not works()
    assert not by_post.taken
    tell(people=[ada], subject="Hello\r\nBcc: ben@example.org", text=".\r\nBcc: x\r\n.\r\nQUIT")
    works()
    (mail,) = by_post.taken
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Hello Bcc: ben@example.org"
    assert words_of(mail).startswith(".\nBcc: x\n.\nQUIT\n")


def test_a_server_that_is_down_costs_nothing_but_time(by_post, works, said, ada, ben):
    by_post.close()
    tell(people=[ada, ben], subject="A case", text="")
    assert not works()
    assert said == [
        "sending e-mails: The mail server could not be used: Connection refused. E-mails wait."
    ]
    assert {(one.tries, one.problem, one.claim) for one in Notice.objects.all()} == {(0, "", None)}
    by_post.open()
    assert works()
    assert {mail["To"] for mail in by_post.taken} == {"ada@example.org", "ben@example.org"}
    assert len(by_post.taken) == 2


def test_one_that_is_refused_keeps_no_other_and_is_given_up_after_five_tries(
    by_post, works, said, ada, ben, caplog
):
    by_post.answers[ada.email] = "550 No mailbox ada@example.org here"
    tell(people=[ada, ben], subject="A case", text="")
    pauses = []
    for _ in range(8):
        works()
        kept = ada.notices.get()
        pauses.append(round((kept.due - timezone.now()) / timedelta(minutes=1)))
        works()  # not before the pause is over
        pass_time(hours=4)
    assert len(by_post.to(ben.email)) == 1
    assert not by_post.to(ada.email)
    assert (kept.tries, kept.problem) == (5, "refused with 550")
    assert kept.given_up
    assert pauses[:5] == [1, 4, 16, 64, 240]
    assert said == ["sending e-mails: 1 e-mail not taken: refused with 550 (1)."] * 5
    assert "ada@" not in caplog.text


def test_one_that_is_put_off_goes_once_it_is_taken(by_post, works, ada):
    by_post.answers[ada.email] = "450 Try again later"
    tell(people=[ada], subject="A case", text="")
    for _ in range(7):
        assert not works()
        pass_time(hours=4)
    by_post.answers.clear()
    assert works()
    assert len(by_post.to(ada.email)) == 1


def test_one_that_is_always_put_off_is_given_up_after_twenty_tries(by_post, works, ada):
    by_post.answers[ada.email] = "450 Try again later"
    tell(people=[ada], subject="A case", text="")
    for _ in range(21):
        works()
        pass_time(hours=4)
    kept = ada.notices.get()
    assert (kept.tries, bool(kept.given_up)) == (20, True)


def test_an_address_that_cannot_be_written_stops_no_other(by_post, works, ada, ben):
    type(ada).objects.filter(pk=ada.pk).update(email="ada\n@example.org")
    tell(people=[ada, ben], subject="A case", text="")
    assert not works()
    assert len(by_post.taken) == 1
    assert ada.notices.get().problem == "could not be written (ValueError)"


def test_what_one_worker_claimed_no_other_gets_until_the_claim_ends(ada):
    tell(people=[ada], subject="A case", text="")
    now = timezone.now()
    chosen = next_single(now)
    assert claim(chosen)
    assert not claim(chosen)  # two had chosen the same
    assert not next_single(now + LEASE - timedelta(seconds=1))
    assert next_single(now + LEASE + timedelta(seconds=5)) == chosen


def test_who_can_no_longer_sign_in_gets_no_e_mail(by_post, works, ada):
    tell(people=[ada], subject="A case", text="")
    type(ada).objects.update(is_active=False)
    assert works()
    assert not by_post.taken


def test_a_job_that_breaks_stops_no_other_and_shows_no_address(
    by_post, works, said, ada, monkeypatch
):
    def broken(*_: object) -> None:
        raise RuntimeError("ada@example.org")

    monkeypatch.setattr("resilience.site.jobs.send_dailies", broken)
    tell(people=[ada], subject="A case", text="")
    assert not works()
    assert len(by_post.taken) == 1
    (words,) = said
    assert words.startswith(
        "sending the daily e-mail: it stopped with RuntimeError at site/jobs.py"
    )
    assert "ada" not in words


def test_every_job_is_named_once():
    assert len({job.title for job in JOBS}) == len(JOBS)


def test_a_session_that_ended_is_cleared(works, ada, client):
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    with time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC)):
        client.force_login(ada)
        key = client.session.session_key
        UserSession.objects.create(user=ada, session_key=key, ip="127.0.0.1", user_agent="")
    assert works()
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()
