"""Fourteen practices at five places at once: never more placed than places, and nobody is lost. On
PostgreSQL, and on SQLite's file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter

import pytest
from django.db import connection

from tests.clusters.offers.racing import PLACES, raced


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_never_more_have_a_place_than_there_are_places(request, settings, tmp_path):
    if connection.vendor == "postgresql":
        settings.RESILIENCE_HOME = tmp_path
        found = raced()
    else:
        shutil.copy(request.getfixturevalue("migrated"), tmp_path / "db.sqlite3")
        given = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}"}
        command = [sys.executable, "-m", "tests.clusters.offers.racing", str(tmp_path)]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=given)
        found = json.loads(answer.stdout)
    assert not found["refused"]
    assert Counter(found["first"]) == {"placed": PLACES, "waiting": 14 - PLACES}
    # Five had places and four left; six places then: one of the five, and five from the list.
    assert Counter(found["then"]) == {"placed": 6, "withdrawn": 4, "waiting": 4}
