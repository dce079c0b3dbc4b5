"""Every page of the demonstration in a browser: its charts, its accessibility, on paper."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

DAY = "as_at=2026-03-01"
SCREEN = "/screening/icb-support-2026-27"
CHARTS = {
    "an indicator with a funnel": f"/indicators/gpps_phone_not_easy_percent/?{DAY}",
    "an indicator of an area": f"/indicators/patients_per_gp/?{DAY}&area=QZ1",
    "an indicator in words": f"/indicators/cqc_overall_rating/?{DAY}",
    "a profile": f"/practices/Z90003/profile/?{DAY}",
    "a profile to print": f"/practices/Z90003/print/?{DAY}",
    "neighbours": f"/practices/Z90003/neighbours/?{DAY}",
    "neighbours of a closed practice": f"/practices/Z90012/neighbours/?{DAY}",
    "a comparison": f"/compare/?practice=Z90003&practice=Z90024&{DAY}",
    "a practice": f"/organisations/Z90003/?{DAY}",
    "a practice's screening": f"{SCREEN}/practices/Z90003/",
}
OTHERS = {
    "home": "/",
    "a search": "/search/?q=larkland",
    "an area": f"/organisations/QZ1/?{DAY}",
    "what changed in an area": f"/areas/QZ1/changes/?{DAY}&since=2025-10-01",
    "what changed at a practice": f"/practices/Z90003/changes/?{DAY}",
    "indicators": "/indicators/",
    "data quality": f"/data-quality/?{DAY}",
    "evidence": "/evidence/",
    "what was not understood": "/indicators/patients_per_gp/?as_at=foo",
    "programmes": "/screening/",
    "England's screening": f"{SCREEN}/",
    "an area's screening": f"{SCREEN}/areas/QZ1/",
    "the list for review": f"{SCREEN}/review/",
    "changes of the list": f"{SCREEN}/changes/",
}
DRAWN = """() => [...document.querySelectorAll("main svg[role=img]")].map(svg => ({
  named: (svg.getAttribute("aria-labelledby") || "").split(" ")
    .map(id => (document.getElementById(id) || {textContent: ""}).textContent.trim()),
  wide: svg.getBoundingClientRect().width,
}))"""
HIDDEN = """() => [...document.querySelectorAll("main svg:not([role=img])")]
  .filter(svg => svg.getAttribute("aria-hidden") !== "true").length"""
FILES = """() => [...document.querySelectorAll("main a[href*='format=']")].map(a => a.href)"""


@pytest.fixture
def shown(settings, home, transactional_db, demonstration, national) -> None:
    """The demonstration, seen by somebody of the national team."""
    call_command("demo")


def test_every_chart_has_a_finding_a_table_a_file_and_a_name(shown, page, browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    for name, address in CHARTS.items():
        answer = page.goto(address)
        assert answer and answer.ok, (name, answer and answer.status)
        drawn = page.evaluate(DRAWN)
        for chart in drawn:
            title, *sentences = chart["named"]
            assert title, name
            assert any(re.search(r"\w.*\.$", said) for said in sentences), (name, chart)
        assert not page.evaluate(HIDDEN), f"{name}: a drawing is neither named nor hidden"
        assert page.locator("main table").count(), f"{name}: no table"
        files = set(page.evaluate(FILES))
        assert files, f"{name}: no file"
        for file in files:
            got = page.request.get(file)
            assert got.ok and "text/csv" in got.headers["content-type"], file
            assert got.text().count("\n") > 1, f"{file}: no rows"
        plain.goto(address)
        drawn_plainly = plain.locator("main svg[role=img]")
        assert drawn_plainly.count() == len(drawn), f"{name}: not the same without scripts"
        page.emulate_media(media="print")
        for chart in page.evaluate(DRAWN):
            assert 0 < chart["wide"] <= 1280, f"{name}: a chart is lost on paper"
        page.emulate_media(media="screen")
    context.close()


def test_every_kind_of_page_is_accessible_and_fits_the_screen(shown, page, axe):
    for width, height in ((1280, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for name, address in {**CHARTS, **OTHERS}.items():
            page.goto(address)
            page.wait_for_function("document.body.classList.contains('nhsuk-frontend-supported')")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            try:
                axe(page)
            except AssertionError as found:
                pytest.fail(f"{name}, {width} wide: {found}")
