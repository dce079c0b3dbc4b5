"""The pages of one practice in a real browser: accessible, and within the screen."""

from __future__ import annotations

import pytest

from tests.profiles.practices import DAY, england, placed

PAGES = {
    "a profile": f"/practices/A81001/profile/?as_at={DAY}",
    "a closed practice": f"/practices/A81002/profile/?as_at={DAY}",
    "neighbours on a map": f"/practices/A81001/neighbours/?as_at={DAY}",
    "neighbours without coordinates": f"/practices/P00003/neighbours/?as_at={DAY}",
}


@pytest.fixture(autouse=True)
def small(db, home, tmp_path) -> None:
    store = england(tmp_path / "published", home)
    placed(store, A81001=(54.5, -1.3), P00000=(54.51, -1.3), P00001=(54.52, -1.31))


@pytest.mark.parametrize("screen", [(1280, 900), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_accessible_and_fits_the_screen(page, axe, name, screen):
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.goto(PAGES[name])
    page.wait_for_load_state("networkidle")  # the menu folds once its script is there
    assert page.evaluate("document.documentElement.scrollWidth") <= screen[0]
    axe(page)
