"""A return as a workbook in a real browser, at a desk and on a phone: a broken one says what to
mend, and a mended one stands for the records."""

from __future__ import annotations

import pytest

from tests.cases.test_case_pages_in_a_browser import (  # noqa: F401
    PHONE,
    WIDE,
    as_,
    clock,
    looked_at,
)
from tests.returns.workbook.test_pages import AT, changed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.slow
def test_a_broken_workbook_is_mended_and_used(clock, money, as_, axe, tmp_path):  # noqa: F811
    clock.move_to("2019-04-03T10:00:00+00:00")
    page = as_("regional")
    page.goto(AT)
    with page.expect_download() as held:
        page.get_by_role("link", name="Download the template with your teams").click()
    content = held.value.path().read_bytes()
    broken, mended = tmp_path / "broken.xlsx", tmp_path / "mended.xlsx"
    broken.write_bytes(changed(content, E6="soon", B7="Total", N7=5))
    mended.write_bytes(changed(content, N6=2_000.10))
    page.get_by_role("button", name="Upload and check").click()
    looked_at(page, axe)
    for file in (broken, mended):
        page.goto(AT)
        page.get_by_label("Your return as an Excel workbook").set_input_files(file)
        page.get_by_role("button", name="Upload and check").click()
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            looked_at(page, axe)
            page.screenshot(path=tmp_path / f"{file.stem}-{size['width']}.png", full_page=True)
    page.get_by_role("button", name="Use this workbook for the return").click()
    assert page.get_by_text("The figures of the return are now those of the workbook").is_visible()
    page.goto(AT)
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        looked_at(page, axe)
        page.screenshot(path=tmp_path / f"all-{size['width']}.png", full_page=True)
    page.get_by_role("link", name="Go back to the records here").click()
    looked_at(page, axe)
    page.get_by_role("button", name="Go back to the records").click()
    assert page.get_by_text("come from the records here again").is_visible()
