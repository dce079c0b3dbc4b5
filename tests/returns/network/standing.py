"""Somebody stands in the directory of the network, in few words."""

from __future__ import annotations

from datetime import date

from resilience.programmes.packs import load
from resilience.returns.models import Contact
from resilience.returns.network.joining import add_in_writing, stand
from tests.cases.conftest import MONDAY
from tests.cases.world import PROGRAMME, reader

NOW = MONDAY
DAY = NOW.date()
PACK = load(PROGRAMME)
HERE = f"/network/{PROGRAMME}/"
SECRETS = ("outside@example.org", "01632 960 123", "Olive Outside")


def stood(who: str, code: str = "Q74", **other: object) -> Contact:
    said = {"seen": 0, "at": NOW, "post": "Lead", "phone": "", "mailed": False}
    return stand(by=reader(who, DAY), pack=PACK, organisation=code, **(said | other))


def added(by: str = "national", **other: object) -> Contact:
    said = {
        "at": NOW, "name": "Olive Outside", "post": "Ambassador", "organisation": "Y54",
        "email": "Outside@example.org", "phone": "01632 960 123", "consented": date(2018, 12, 3),
        "how": "By e-mail", "mailed": True,
    }  # fmt: skip
    return add_in_writing(by=reader(by, DAY), pack=PACK, **(said | other))


def file_of(client) -> str:
    answer_ = client.post(f"{HERE}distribution-list/")
    assert answer_.status_code == 200
    return b"".join(answer_.streaming_content).decode("utf-8-sig")
