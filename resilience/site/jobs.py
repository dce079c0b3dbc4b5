"""Everything that is done in the background: which jobs there are, and how often each is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from resilience.accounts.held import forget_old_held_forms
from resilience.agreements.reminding import remind_of_reports
from resilience.audit.heads import heads_file
from resilience.audit.sealing import seal
from resilience.cases.letting_go import let_go
from resilience.cases.reminding import remind
from resilience.clusters.stocktake.freezing import close_rounds
from resilience.clusters.stocktake.reminding import remind_of_stocktakes
from resilience.notices.sending import NotSent, send_dailies, send_singles
from resilience.returns.collecting.reminding import remind_of_queries
from resilience.returns.filing.opening import open_returns
from resilience.returns.filing.reminding import remind_of_returns
from resilience.returns.milestones.reminding import remind_of_milestones
from resilience.returns.network.leaving import forget_those_who_left
from resilience.returns.published.freezing import publish_months
from resilience.returns.studies.reminding import remind_of_studies

Stopping = Callable[[], bool]


class NotDone(Exception):
    """A job that could not be done, with a sentence that may be told."""


@dataclass(frozen=True)
class Job:
    """`run` takes the time and whether to stop soon; a text that it returns is told. It may run
    beside itself in another process and be killed at any moment: what it does is kept in rows."""

    title: str
    every: timedelta
    run: Callable[[datetime, Stopping], Any]


def _remind(now: datetime, stopping: Stopping) -> None:
    remind(now)
    remind_of_reports(now)
    for remind_of in (
        remind_of_returns,
        remind_of_queries,
        remind_of_milestones,
        remind_of_studies,
        remind_of_stocktakes,
    ):
        remind_of(now)


def _forget_those_who_left(now: datetime, stopping: Stopping) -> None:
    forget_those_who_left(now)


def _open_returns(now: datetime, stopping: Stopping) -> None:
    open_returns(now)


def _publish_months(now: datetime, stopping: Stopping) -> None:
    publish_months(now)


def _close_rounds(now: datetime, stopping: Stopping) -> None:
    close_rounds(now)


def _singles(now: datetime, stopping: Stopping) -> str:
    return _told(send_singles, stopping)


def _dailies(now: datetime, stopping: Stopping) -> str:
    return _told(send_dailies, stopping)


def _told(send: Callable[[Stopping], str], stopping: Stopping) -> str:
    try:
        return send(stopping)
    except NotSent as problem:
        raise NotDone(str(problem)) from problem


def _seal(now: datetime, stopping: Stopping) -> None:
    try:
        seal()
    except OSError as problem:
        where = f"{heads_file()}: {problem.strerror}"
        raise NotDone(f"The head of the record was not published: {where}.") from problem


def _clear_sessions(now: datetime, stopping: Stopping) -> None:
    """Those that ended. Who is just signing in has a session that is not kept yet: the library's
    own rows are left alone for as long as a session may last."""
    SessionStore.clear_expired()
    old = now - timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS)
    kept = Session.objects.values("session_key")
    UserSession.objects.filter(created_at__lt=old).exclude(session_key__in=kept).delete()


def _let_go(now: datetime, stopping: Stopping) -> None:
    let_go(now)


def _forget_held_forms(now: datetime, stopping: Stopping) -> None:
    forget_old_held_forms(now)


JOBS = (
    Job("opening data returns", timedelta(minutes=5), _open_returns),
    Job("reminding of what is due", timedelta(minutes=5), _remind),
    Job("taking cases from who has left", timedelta(minutes=15), _let_go),
    Job("sending e-mails", timedelta(seconds=10), _singles),
    Job("sending the daily e-mail", timedelta(minutes=1), _dailies),
    Job("sealing the record", timedelta(minutes=1), _seal),
    Job("clearing old sessions", timedelta(hours=1), _clear_sessions),
    Job("taking who has left out of the network", timedelta(hours=1), _forget_those_who_left),
    Job("closing rounds of questionnaires", timedelta(minutes=15), _close_rounds),
    Job("publishing open figures", timedelta(hours=1), _publish_months),
    Job("forgetting forms kept for a day", timedelta(hours=1), _forget_held_forms),
)
