"""On the published England of February 2026: five practices of Bristol, North Somerset and South
Gloucestershire propose a cluster, and the page adds their patients up rightly."""

from __future__ import annotations

import csv
import gzip
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Role
from resilience.clusters.forming.founding import form
from resilience.clusters.models import Cluster, ClusterMember
from resilience.evidence.loading import LOADED, load
from resilience.evidence.store import Store
from resilience.organisations.actions import rebuild
from resilience.organisations.models import Organisation, Reach
from resilience.organisations.queries import open_practices
from resilience.programmes.packs import load as pack_called

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PROGRAMME = "icb-support-2026-27"
LISTS = "patients-registered/2026-02/PracPopFeb26.csv.gz"
FILES = ("ods-epraccur/2026-02/epraccur.csv.gz", LISTS)
DAY = date(2026, 3, 2)


def test_five_practices_of_a_real_board_have_the_patients_that_were_published(
    real_data: Path, settings, tmp_path: Path, client: Client
) -> None:
    settings.RESILIENCE_HOME = tmp_path
    store = Store(tmp_path)
    for outcome in load([real_data / one for one in FILES], store, today=date(2026, 11, 1)):
        assert outcome.status == LOADED, outcome
    rebuild(by="a test", store=store)
    with gzip.open(real_data / LISTS, "rt") as file:
        published = {
            row["CODE"]: int(row["NUMBER_OF_PATIENTS"])
            for row in csv.DictReader(file)
            if (row["TYPE"], row["SEX"], row["AGE"]) == ("GP", "ALL", "ALL")
        }
    chosen = [one.code for one in open_practices(DAY, "QUY") if one.code in published][:5]
    total = sum(published[code] for code in chosen)
    lead = User.objects.create_user("lead@example.nhs.uk", name="A Lead")
    for code in chosen:
        organisation = Organisation.objects.get(code=code)
        lead.memberships.create(
            organisation=organisation, role=Role.PRACTICE_LEAD, starts=date(2026, 1, 1)
        )
    with time_machine.travel(datetime(2026, 3, 2, 10, tzinfo=UTC), tick=False):
        client.force_login(lead)
        address = f"/local/{PROGRAMME}/QUY/clusters/propose/?for={chosen[0]}"
        sent = {"name": "Five of Bristol", "practices": chosen, "seen": 0}
        page = client.post(address, {**sent, "add_up": "1"}).content.decode()
        shown = re.search(r"<strong>([\d,]+)</strong> registered patients", page)
        assert shown
        assert int(shown[1].replace(",", "")) == total
        assert client.post(address, sent).status_code == 302
        cluster = Cluster.objects.get()
        cluster.members.update(state=ClusterMember.State.AGREED)
        Cluster.objects.update(exception="Where there are fewer.")
        rules = pack_called(PROGRAMME).clusters
        assert rules
        made = form(
            by=Reader(lead, DAY),
            cluster=cluster,
            rules=rules,
            seen=cluster.version,
            at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        )
    assert made.patients == total
    reached = Reach.objects.filter(organisation=made.organisation)
    assert set(reached.values_list("within__code", flat=True)) >= set(chosen)
