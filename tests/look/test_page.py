"""The page every other page extends, and the pages of what went wrong."""

from __future__ import annotations

import pytest
from django.template import engines
from django.template.loader import get_template

from tests.look.reading import Reader, check

ERRORS = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]
BANNER = "Synthetic demonstration. Every practice and figure on this page is made up."


def page(source: str = "", **context: object) -> Reader:
    extended = '{% extends "look/page.html" %}' + source
    return check(engines.all()[0].from_string(extended).render(context))


@pytest.mark.parametrize("name", ERRORS)
def test_a_page_of_what_went_wrong_needs_nothing_and_says_what_to_do(name):
    found = check(get_template(name).render())
    assert found.all("h1")
    assert "Go to the start page" in found.text
    assert {"name": "robots", "content": "noindex, nofollow"} in found.all("meta")


def test_the_demonstration_says_plainly_that_it_is_made_up():
    found = page(demonstration=True)
    assert BANNER in found.text
    assert "Open Government Licence" not in found.text
    assert {"name": "robots", "content": "noindex, nofollow"} in found.all("meta")


def test_outside_the_demonstration_there_is_no_banner_and_the_licence_is_named():
    found = page()
    assert BANNER not in found.text
    assert "Open Government Licence v3.0" in found.text
    assert not [meta for meta in found.all("meta") if meta.get("name") == "robots"]


def test_a_page_may_keep_itself_out_of_search_engines():
    assert {"name": "robots", "content": "noindex, nofollow"} in page(
        "{% set noindex = true %}"
    ).all("meta")


def test_the_present_place_is_marked_in_the_navigation():
    found = page(
        navigation=[
            {"href": "/", "text": "England", "current": False},
            {"href": "/review", "text": "List for review", "current": True},
        ]
    )
    marked = [a["href"] for a in found.all("a") if a.get("aria-current")]
    assert marked == ["/review"]


def test_the_skip_link_leads_to_the_main_content():
    found = page()
    assert found.all("a")[0]["href"] == "#maincontent"
    assert found.all("main")[0]["id"] == "maincontent"


def test_the_title_names_the_page_and_the_service():
    assert "List for review – GP resilience" in page('{% set title = "List for review" %}').text
