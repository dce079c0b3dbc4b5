"""A practice's people at their pages: what a browser without scripts would send."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from resilience.programmes.packs import load
from tests.cases.test_referring import ANSWERS
from tests.cases.world import PROGRAMME, user

HELP = f"/practices/A81001/help/{PROGRAMME}/"
REFERRAL = f"{HELP}referral/"
SHEET = f"{HELP}one_sheet/"


def at_the_practice(name: str = "lead") -> Client:
    """The browser of somebody of the world, signed in."""
    client = Client()
    client.force_login(user(name))
    return client


def begun(client: Client, form: str = REFERRAL) -> None:
    assert client.post(form).url == form


def typed(**answers: Any) -> dict[str, Any]:
    """Answers as a form of a page sends them: rows of practices take a box each."""
    found: dict[str, Any] = {}
    for name, answer in answers.items():
        if name == "practices":
            for place, row in enumerate(answer):
                found |= {f"practices-{place}-{column}": value for column, value in row.items()}
        else:
            found[name] = answer
    return found


def seen(client: Client, address: str) -> str:
    """The version that a page of a part shows."""
    page = client.get(address).content.decode()
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found, page
    return html.unescape(found[1])


def send(client: Client, **other: str) -> Any:
    """Press the button on the page where answers are checked."""
    address = f"{REFERRAL}answers/"
    return client.post(address, {"seen": seen(client, address), **other})


def fill_in(client: Client, form: str = "referral", **other: Any) -> None:
    """Go through every part of a form as its page has it, with the usual answers."""
    offered = next(one.id for one in load(PROGRAMME).menu if "referral" in one.offered)
    answers = {**ANSWERS, "categories": [offered], **other}
    for part in load(PROGRAMME).form(form).parts:
        address = f"{HELP}{form}/{part.id}/"
        own = {one.id: answers[one.id] for one in part.questions if one.id in answers}
        sent = client.post(address, {"seen": seen(client, address), **typed(**own)})
        assert sent.status_code == 302, sent.content.decode()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words(page: Any) -> str:
    """What a page says, without its marks."""
    reader = _Words()
    reader.feed(page.content.decode() if hasattr(page, "content") else page)
    return " ".join(" ".join(reader.found).split())
