"""A practice answers from the first page to the result, by pages alone, on a desk and on a phone;
each page free of barriers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.test import Client

from resilience.clusters.models import Answered
from tests.clusters.questionnaire.answers import answered, questionnaire, strongest
from tests.clusters.questionnaire.filled import HERE, round_of
from tests.clusters.world import TODAY, user
from tests.conftest import cookies_of

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_practice_answers_by_the_keyboard_and_reads_its_result(
    area, page, axe, live_server, client: Client, size
):
    of = questionnaire()
    answered("L81001", strongest(of), day=TODAY.replace(year=TODAY.year - 1))
    round_of()
    client.force_login(user("lead1"))
    page.context.add_cookies(cookies_of(client, live_server.url))
    page.set_viewport_size(size)

    def looked_at(name: str) -> None:
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if pictures := os.environ.get("SHOTS"):
            page.screenshot(path=Path(pictures) / f"{name}-{size['width']}.png", full_page=True)

    page.goto(HERE)
    looked_at("start")
    page.get_by_role("button", name="Begin again").click()
    page.get_by_role("button", name="Save and continue").click()
    looked_at("missing")
    for part in of.parts:
        page.wait_for_url(f"**{HERE}parts/{part.id}/")
        for question in part.questions:
            if question.core:
                group = page.get_by_role("group", name=question.label)
                group.get_by_role("radio").first.focus()
                page.keyboard.press("Space")
                for _ in question.choices[1:]:
                    page.keyboard.press("ArrowDown")
        if part.id == "safety":
            page.get_by_label("Test results").focus()
            page.keyboard.press("Space")
            looked_at("part")
            page.get_by_role("button", name="Save and come back later").click()
            looked_at("list")
            page.goto(f"{HERE}parts/safety/")
        page.get_by_role("button", name="Save and continue").focus()
        page.keyboard.press("Enter")
    page.wait_for_url(f"**{HERE}check/")
    looked_at("check")
    page.get_by_role("button", name="Send, and see the result").click()
    looked_at("result")
    made = Answered.objects.latest("pk")
    assert made.answers["safety_waiting"] == ["results"]
    assert {one["points"] for one in made.scores.values()} == {0}
    page.get_by_role("link", name="What changed since").click()
    looked_at("compared")
    page.goto(HERE)
    page.get_by_role("button", name="Begin again").click()
    page.goto(f"{HERE}throw-away/")
    looked_at("throw-away")
