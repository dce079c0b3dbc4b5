"""A half-filled form survives a time-out, a lost connection and a second tab, in a browser."""

from __future__ import annotations

import re
from time import sleep

import pytest

from tests.accounts import keeping
from tests.accounts.people import PASSWORD, person
from tests.conftest import cookies_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.accounts.keeping"),
]
TYPED = "We are two GPs short"
AT = "/plans/A81001/"
HOME = re.compile(r":\d+/$")
OFFLINE = "Not saved: no connection. Keep this page open."


@pytest.fixture
def ada(transactional_db, client):
    keeping.plans.clear()
    user = person()
    client.force_login(user)
    return user


def sign_in(page) -> None:
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"**{AT}")


def time_out(settings) -> None:
    settings.SESSION_IDLE_SECONDS = 0


def back_to_normal(settings) -> None:
    settings.SESSION_IDLE_SECONDS = 1800


def said(page):
    return page.locator("form[data-saves] [role=status]")


def save_now(page) -> None:
    """Without waiting for the five seconds."""
    page.evaluate("window.dispatchEvent(new Event('online'))")


def test_a_time_out_without_scripts(ada, browser, live_server, client, settings):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(cookies_of(client, live_server.url))
    page = context.new_page()
    page.goto(AT)
    page.get_by_label("Problem").fill(TYPED)
    page.get_by_label("Tuesday").check()
    time_out(settings)
    page.get_by_role("button", name="Save").click()
    assert "What you had typed is kept for a day" in page.inner_text("main")
    back_to_normal(settings)
    sign_in(page)
    assert "You were signed out before this was saved" in page.inner_text("main")
    assert page.get_by_label("Problem").input_value() == TYPED
    assert page.get_by_label("Tuesday").is_checked()
    page.get_by_role("button", name="Save").click()
    assert keeping.plans["A81001"].problem == TYPED
    context.close()


def test_a_time_out_while_typing_and_signing_in_in_a_second_tab(ada, page, axe, settings):
    page.goto(AT)
    page.get_by_label("Problem").fill(TYPED)
    time_out(settings)
    save_now(page)
    link = page.get_by_role("link", name="Sign in (opens in a new tab)")
    link.wait_for()
    assert "You are signed out. What you had typed is kept for a day" in said(page).inner_text()
    axe(page)
    back_to_normal(settings)
    with page.context.expect_page() as opened:
        link.click()
    second = opened.value
    sign_in(second)
    assert second.get_by_label("Problem").input_value() == TYPED
    axe(second)
    page.bring_to_front()
    page.get_by_label("Problem").fill(TYPED + " and a nurse")
    save_now(page)
    said(page).get_by_text("Saved at").wait_for()
    assert keeping.plans["A81001"].problem == TYPED + " and a nurse"
    second.get_by_label("Problem").fill("written over")
    save_now(second)
    said(second).get_by_text("it was changed elsewhere").wait_for()
    assert keeping.plans["A81001"].problem == TYPED + " and a nurse"


def test_a_lost_connection_is_told_and_what_was_typed_is_saved_once_it_is_back(ada, page, axe):
    page.goto(AT)
    page.context.set_offline(True)
    page.get_by_label("Problem").fill(TYPED)
    said(page).get_by_text(OFFLINE).wait_for(timeout=15_000)
    page.get_by_role("button", name="Save").click()
    assert page.get_by_label("Problem").input_value() == TYPED, "the page is still there"
    axe(page)
    page.context.set_offline(False)
    said(page).get_by_text("Saved at").wait_for(timeout=15_000)
    assert keeping.plans["A81001"].problem == TYPED
    page.get_by_label("Problem").fill(TYPED + " and a nurse")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(HOME)
    assert keeping.plans["A81001"].problem == TYPED + " and a nurse"


def test_what_is_typed_is_saved_by_itself_within_seconds(ada, page):
    page.goto(AT)
    page.get_by_label("Problem").press_sequentially(TYPED)
    said(page).get_by_text("Saved at").wait_for(timeout=10_000)
    assert keeping.plans["A81001"].problem == TYPED
    assert keeping.plans["A81001"].version == 1, "once, not with every letter"


def test_the_button_waits_for_what_is_on_its_way(ada, page):
    page.goto(AT)
    page.route(f"**{AT}", lambda route: (sleep(0.5), route.continue_()))
    page.get_by_label("Problem").fill(TYPED)
    save_now(page)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(HOME)
    assert keeping.plans["A81001"].version == 2


def test_leaving_the_page_saves(ada, page):
    page.goto(AT)
    page.get_by_label("Problem").fill(TYPED)
    page.goto("/healthz/")
    for _ in range(50):
        if keeping.plans["A81001"].problem == TYPED:
            break
        page.wait_for_timeout(100)
    assert keeping.plans["A81001"].problem == TYPED


def test_what_may_not_be_kept_as_it_is_waits_for_the_next_change(ada, page):
    page.goto(AT)
    asked: list[str] = []
    page.route(f"**{AT}", lambda route: (asked.append("once"), route.fulfill(status=422)))
    page.get_by_label("Problem").fill(TYPED)
    save_now(page)
    said(page).get_by_text("press the button, which says what is to be mended").wait_for()
    save_now(page)
    page.wait_for_timeout(300)
    assert asked == ["once"]


def test_a_service_that_cannot_take_it_is_told(ada, page):
    page.goto(AT)
    page.route(f"**{AT}", lambda route: route.fulfill(status=500, body="broken"))
    page.get_by_label("Problem").fill(TYPED)
    save_now(page)
    said(page).get_by_text("the service could not take it. Keep this page open").wait_for()
