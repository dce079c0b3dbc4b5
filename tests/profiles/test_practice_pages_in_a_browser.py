"""The pages of one practice in a real browser: accessible, and within the screen."""

from __future__ import annotations

import re

import pytest

from tests.profiles.practices import DAY, england, placed

PAGES = {
    "a profile": f"/practices/A81001/profile/?as_at={DAY}",
    "a closed practice": f"/practices/A81002/profile/?as_at={DAY}",
    "neighbours on a map": f"/practices/A81001/neighbours/?as_at={DAY}",
    "neighbours without coordinates": f"/practices/P00003/neighbours/?as_at={DAY}",
    "a comparison": f"/compare/?practice=A81001&practice=P00001&as_at={DAY}",
    "changes": f"/practices/A81001/changes/?as_at={DAY}",
    "an empty comparison": "/compare/",
    "a profile to print": f"/practices/A81001/print/?as_at={DAY}",
}


@pytest.fixture(autouse=True)
def small(db, home, tmp_path) -> None:
    store = england(tmp_path / "published", home)
    placed(store, A81001=(54.5, -1.3), P00000=(54.51, -1.3), P00001=(54.52, -1.31))


@pytest.mark.parametrize("screen", [(1280, 900), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "name",
    [
        "a profile",
        *(pytest.param(one, marks=pytest.mark.slow) for one in PAGES if one != "a profile"),
    ],
)
def test_each_page_is_accessible_and_fits_the_screen(page, axe, name, screen):
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.goto(PAGES[name])
    page.wait_for_load_state("networkidle")  # the menu folds once its script is there
    assert page.evaluate("document.documentElement.scrollWidth") <= screen[0]
    axe(page)


@pytest.mark.slow
def test_a_profile_is_printed_on_two_pages_of_a4_at_most(page):
    page.goto(PAGES["a profile to print"])
    printed = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2
    sides = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert sides
    assert [round(float(side)) for side in sides.groups()] == [595, 842]


@pytest.mark.slow
def test_practices_are_chosen_by_typing_their_codes(page):
    page.goto("/compare/")
    page.get_by_label("Practice 1").fill("a81001")
    page.get_by_label("Practice 2").fill("P00001")
    page.get_by_label("As at").fill(DAY)
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("columnheader", name="2. Surgery P00001").first.wait_for()


def test_the_page_of_a_practice_leads_to_these(page):
    page.goto(f"/organisations/A81001/?as_at={DAY}")
    page.get_by_role("link", name="Its figures beside England’s").click()
    page.get_by_role("link", name="Two pages to print").click()
    page.get_by_role("heading", name="Sources and periods").wait_for()
