"""What the components promise to whoever reads the page."""

from __future__ import annotations

import pytest
from django.template import engines

from tests.look.reading import Reader, check
from tests.look.sample import sample


@pytest.fixture(scope="module")
def html() -> str:
    return sample().content.decode()


def render(source: str, **context: object) -> str:
    return engines.all()[0].from_string(source).render(context)


def figure(arguments: str) -> str:
    source = '{% from "look/components/figure.html" import figure %}{{ figure(' + arguments + ") }}"
    return Reader(render(source)).text


def test_a_page_of_every_component_is_sound_html(html):
    check(html)


def test_what_a_person_typed_is_never_markup(html):
    assert "<b>ald" not in html
    assert "Alder &amp; Sons" in html


def test_a_figure_stands_beside_its_unit_period_and_source():
    text = figure('"List size", "8,450", "patients", "June 2018", "Patients registered"')
    assert text == "List size 8,450 patients June 2018 · Source: Patients registered"


def test_the_four_states_of_a_figure_read_differently():
    states = ["known", "not_known", "suppressed", "not_applicable"]
    value = {"known": '"0"'}
    texts = [figure(f'"Posts", {value.get(s, "none")}, state="{s}"') for s in states]
    assert texts == [
        "Posts 0",
        "Posts Not known",
        "Posts Suppressed by the publisher",
        "Posts Not applicable",
    ]


def test_a_missing_figure_is_not_known_even_where_nobody_said_so():
    assert figure('"Posts", none') == "Posts Not known"


def test_a_signal_that_no_practice_has_leaves_the_others_their_colours():
    source = (
        '{% from "look/components/charts.html" import signal_bar %}'
        '{{ signal_bar([{"kind": "red", "text": "Red", "count": 0}, '
        '{"kind": "green", "text": "Green", "count": 9}], "Signals") }}'
    )
    drawn = render(source).partition("</svg>")[0]
    assert "look-fill--green" in drawn
    assert "look-fill--red" not in drawn


def test_a_signal_has_a_word_a_colour_and_a_shape_of_its_own():
    source = '{% from "look/components/tag.html" import tag %}{{ tag(k, k) }}'
    kinds = ["red", "amber", "green", "not_enough_evidence"]
    pages = [Reader(render(source, k=kind)) for kind in kinds]
    assert [page.text for page in pages] == kinds
    assert len({page.elements[0][1]["class"] for page in pages}) == len(kinds)
    assert len({str(page.elements[2]) for page in pages}) == len(kinds)


def test_every_cell_of_the_grid_says_its_result_in_words(html):
    grid = html[html.index('id="criteria"') : html.index("</table>", html.index('id="criteria"'))]
    assert grid.count("<span>Met</span>") == 2
    assert grid.count("<span>Not met</span>") == 2
    assert grid.count("<span>Not known</span>") == 2


def test_the_heading_of_a_domain_covers_its_criteria(html):
    spans = [a for a in check(html).all("th") if a.get("scope") == "colgroup"]
    assert [a["colspan"] for a in spans] == ["1", "2"]


def test_a_result_of_another_name_is_refused_rather_than_left_blank():
    with pytest.raises(KeyError):
        render("{{ ['perhaps'] | cells }}")


def test_a_wide_table_scrolls_in_a_named_region_that_the_keyboard_reaches(html):
    regions = [a for a in check(html).all("div") if "look-scroll" in (a.get("class") or "")]
    assert len(regions) == 2
    assert all(a["tabindex"] == "0" and a["aria-labelledby"] for a in regions)


def test_the_counts_of_a_bar_are_text_too():
    source = (
        '{% from "look/components/charts.html" import signal_bar %}'
        '{{ signal_bar([{"kind": "red", "text": "Red", "count": 1200}], "Signals", legend=false) }}'
    )
    assert Reader(render(source)).text == "1,200 Red"


def test_an_unknown_year_is_listed_as_such_beside_the_trend(html):
    assert "2017 Suppressed by the publisher" in check(html).text


def test_pages_are_linked_by_number_with_the_present_one_marked(html):
    links = [a for a in check(html).all("a") if "pagination__link" in (a.get("class") or "")]
    assert [a["href"] for a in links if a.get("aria-current")] == ["?page=9"]
    assert links[0]["href"] == "?page=1"
    assert links[-1]["href"] == "?page=20"


def test_one_page_needs_no_pagination():
    from django.core.paginator import Paginator

    source = '{% from "look/components/pagination.html" import pagination %}{{ pagination(p, "") }}'
    assert render(source, p=Paginator([1], 25).page(1)).strip() == ""
