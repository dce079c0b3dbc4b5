"""Sending the e-mails that wait. Each goes out at least once and, unless a worker is killed between
a server's yes and our note of it, exactly once; then it goes a second time as the same message.

What a server does not take is kept and tried again after 1, 4, 16 and 64 minutes and every four
hours after that. What is refused for good is given up after 5 tries, what is put off after 20 (two
and a half days), and its person sees that on their page. A server that cannot be reached costs no
try: everything waits until it can.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused
from typing import Any

from django.core.mail import get_connection
from django.db.models import QuerySet
from django.utils import timezone

from resilience.look.words import plural
from resilience.notices.claiming import claim, next_daily, next_single
from resilience.notices.letters import letter
from resilience.notices.models import Notice

REFUSED_AT_MOST, PUT_OFF_AT_MOST = 5, 20
LONGEST_PAUSE = timedelta(hours=4)
Stopping = Callable[[], bool]


class NotSent(Exception):
    """The mail server could not be used: a sentence that names no address."""


def send_singles(stopping: Stopping = lambda: False) -> str:
    """Send each e-mail that is to go at once; a sentence about those not taken, or nothing.

    Raises NotSent where the server cannot be used.
    """
    return _send_all(next_single, stopping)


def send_dailies(stopping: Stopping = lambda: False) -> str:
    """Send the daily e-mail to everybody who waits for one and had none since its hour came.

    The same otherwise.
    """
    return _send_all(next_daily, stopping)


def _send_all(choose: Callable[[datetime], list[int]], stopping: Stopping) -> str:
    problems: Counter[str] = Counter()
    if choose(timezone.now()):
        with _server() as server:
            while not stopping() and (chosen := choose(timezone.now())):
                notices = claim(chosen)
                if notices and (problem := _send(notices, server)):
                    problems[problem] += 1
    if not problems:
        return ""
    told = ", ".join(f"{words} ({number})" for words, number in problems.items())
    return f"{plural(problems.total(), 'e-mail')} not taken: {told}."


@contextmanager
def _server() -> Iterator[Any]:
    """The mail server, opened before anything is claimed, for as many e-mails as there are."""
    server = get_connection()
    try:
        server.open()
    except OSError as problem:
        raise NotSent(_unusable(problem)) from None
    try:
        yield server
    finally:
        with suppress(OSError):
            server.close()


def _send(notices: Sequence[Notice], server: Any) -> str:
    """Send one letter and note it; what was wrong with it, or nothing."""
    try:
        letter(notices, server).send()
    except Exception as problem:  # whatever it is: one letter never keeps the others
        words, at_most = _meaning(problem)
        for notice in notices:
            _put_off(notice, words, at_most)
        if at_most is None:
            raise NotSent(_unusable(problem)) from None
        return words
    _held(notices).update(sent=timezone.now(), claim=None, problem="")
    return ""


def _meaning(problem: Exception) -> tuple[str, int | None]:
    """What happened, without an address, and how many such tries are enough; None where it is the
    server that cannot be used."""
    codes: list[int] = []
    if isinstance(problem, SMTPRecipientsRefused):
        codes = [code for code, _ in problem.recipients.values()]
    elif isinstance(problem, SMTPDataError):
        codes = [problem.smtp_code]
    elif isinstance(problem, OSError) and not isinstance(problem, SMTPNotSupportedError):
        return "the server failed", None
    if codes and min(codes) < 500:
        return f"put off with {min(codes)}", PUT_OFF_AT_MOST
    if codes:
        return f"refused with {min(codes)}", REFUSED_AT_MOST
    return f"could not be written ({type(problem).__name__})", PUT_OFF_AT_MOST


def _put_off(notice: Notice, words: str, at_most: int | None) -> None:
    now, tries = timezone.now(), notice.tries + 1
    _held([notice]).update(
        due=now + min(timedelta(minutes=4 ** min(notice.tries, 9)), LONGEST_PAUSE),
        tries=tries,
        problem=words,
        claim=None,
        given_up=now if at_most and tries >= at_most else None,
    )


def _held(notices: Sequence[Notice]) -> QuerySet[Notice]:
    """These, as far as this worker's claim still holds."""
    keys = [notice.pk for notice in notices]
    return Notice.objects.filter(pk__in=keys, claim=notices[0].claim)


def _unusable(problem: Exception) -> str:
    why = type(problem).__name__
    if code := getattr(problem, "smtp_code", None):
        why = f"it answered {code}"
    elif isinstance(problem, OSError) and not isinstance(problem, SMTPException):
        why = problem.strerror or why
    return f"The mail server could not be used: {why}. E-mails wait."
