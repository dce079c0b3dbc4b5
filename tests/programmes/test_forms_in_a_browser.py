"""Asking for help in a real browser: what is read first, and the parts of the forms."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import expect

from resilience.look.words import count_words
from resilience.programmes.packs import available, load

SCREENS = {"desk": (1280, 900), "phone": (390, 844)}
PARTS = [
    f"/sample/{pack}/{form.id}/{part.id}/"
    for pack in available()
    for form in load(pack).forms
    for part in form.parts
]
CASE = "/sample/gprp-2018-19/referral/case/"
PRACTICE = "/sample/gprp-2018-19/referral/practice/"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.programmes.sample"),
    pytest.mark.slow,
]


@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_read_first_is_accessible_and_fits_the_screen(page, axe, screen):
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    for address in ("/help/", *(f"/help/{pack}/" for pack in available())):
        page.goto(address)
        page.wait_for_function("document.body.classList.contains('nhsuk-frontend-supported')")
        for summary in page.locator("details > summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        axe(page)


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
def test_every_part_is_accessible_and_fits_the_screen_empty_and_with_what_is_wrong(
    page, axe, screen
):
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    for address in PARTS:
        page.goto(address)
        page.wait_for_function("document.body.classList.contains('nhsuk-frontend-supported')")
        for yes in page.get_by_label("Yes", exact=True).all():
            yes.check()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        axe(page)
        page.get_by_role("button", name="Save").click()
        if page.locator(".nhsuk-error-summary").count():
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            for link in page.locator(".nhsuk-error-summary a").all():
                target = link.get_attribute("href")
                assert page.locator(target or "").count() == 1, f"{address} {target}"
            axe(page)


def test_the_words_left_are_told_while_somebody_types(page):
    page.goto(CASE)
    box = page.get_by_label("Details of issues currently impacting")
    told = page.locator("#id_issues-limit")
    expect(told).to_have_text("You can write up to 200 words.")
    box.fill("and/or – follow-up " * 50)
    expect(told).to_have_text("You have 100 words left")
    box.fill("word " * 201)
    expect(told).to_have_text("You have 1 word too many")
    page.get_by_role("status").get_by_text("You have 1 word too many").wait_for(state="attached")


def test_browser_and_server_count_the_same_words(page):
    page.goto(CASE)
    pieces = [
        "word",
        "don’t",
        "8,450",
        "a/b/c/",
        "long" * 11,
        "и",
        "東京",
        "é",
        "½",
        *" \n\t\u00a0\u200b\ufeff–-—…“”()./•£_&",
        "--",
    ]
    choose = random.Random(5)  # the same texts each time
    texts = ["".join(choose.choices(pieces, k=choose.randrange(40))) for _ in range(2000)]
    script = page.locator("script[src*='words']").get_attribute("src")
    counted = page.evaluate(
        "([script, texts]) => import(script).then((words) => texts.map(words.count))",
        [script, texts],
    )
    assert counted == [count_words(text) for text in texts]


def test_a_question_that_hangs_on_another_appears_with_its_answer(page):
    page.goto(PRACTICE)
    rows, size = page.get_by_role("group", name="Practice 1"), page.locator("#id_list_size")
    expect(rows).to_be_hidden()
    page.get_by_label("Yes", exact=True).check()
    expect(rows).to_be_visible()
    expect(size).to_be_hidden()
    page.get_by_label("No", exact=True).check()
    expect(size).to_be_visible()


def test_a_group_is_told_and_read_without_scripts(browser, live_server):
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(PRACTICE)
        page.get_by_label("Practice name").first.fill("Alder Surgery")
        page.get_by_label("Practice code").first.fill("A81001")
        page.get_by_label("Yes", exact=True).check()
        for place, size in ((1, "8,450"), (2, "5 000")):
            row = page.get_by_role("group", name=f"Practice {place}")
            row.get_by_label("Practice name").fill(f"Surgery {place}")
            row.get_by_label("Practice code").fill(f"A8100{place}")
            row.get_by_label("List size").fill(size)
        page.get_by_role("button", name="Save").click()
        assert page.locator(".nhsuk-error-summary").count() == 0
        kept = page.locator("code").inner_text()
        assert "'list_size': 8450" in kept
        assert "'list_size': 5000" in kept
