"""Two people who find the same practice at once open one case."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection

from resilience.accounts.rules import Refused
from resilience.cases.actions import flag
from resilience.cases.models import Case
from tests.cases.conftest import RECEIVED
from tests.cases.world import PROGRAMME, build, practice, reader


@pytest.mark.django_db(transaction=True)
def test_of_two_who_find_a_practice_at_once_the_second_is_told(settings, tmp_path):
    if connection.vendor == "sqlite":
        pytest.skip("the database in memory takes one writer at a time")
    settings.RESILIENCE_HOME = tmp_path
    build()
    ready, told = Barrier(2), []

    def find(name: str) -> None:
        by, one = reader(name, RECEIVED.date()), practice()
        ready.wait()
        try:
            flag(
                by=by,
                practices=[one],
                programme=PROGRAMME,
                route=Case.Route.LIST_FOR_REVIEW,
                why="Three criteria are met.",
                at=RECEIVED,
            )
        except Refused as refused:
            told.append(str(refused))
        finally:
            connection.close()

    people = [Thread(target=find, args=[name]) for name in ("resilience", "regional")]
    for one in people:
        one.start()
    for one in people:
        one.join()
    case = Case.objects.get()
    assert told == [f"The Dene Surgery has an open case, {case.reference}: go on there."]
