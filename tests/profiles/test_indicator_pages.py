"""One indicator across the practices of an area, and the list of all indicators."""

from __future__ import annotations

import csv
import io
import statistics
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resilience.evidence.indicators import indicators
from tests.evidence.stores import add, analyst_row
from tests.look.reading import check
from tests.profiles.places import DAY, england, on_the_map

PAGE = "/indicators/calls_missed_percent/"


@pytest.fixture
def store(db, home, tmp_path):
    return england(home, tmp_path / "published")


def text_of(response) -> str:
    assert response.status_code == 200, response
    return check(response.content.decode()).text


def rows_of(response) -> list[dict[str, str]]:
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def asked(**query: Any) -> dict[str, Any]:
    return {"as_at": DAY, **query}


def test_every_indicator_is_listed_with_what_is_loaded(client, store):
    page = text_of(client.get("/indicators/"))
    for indicator in indicators().values():
        assert " ".join(indicator.title.split()) in page
    assert "February 2026" in page and "None loaded" in page
    rows = rows_of(client.get("/indicators/?format=csv"))
    loaded = {row["indicator"]: row["periods"] for row in rows}
    assert loaded["calls_missed_percent"] == "2" and loaded["gp_headcount"] == "0"


def test_every_indicator_has_a_page_that_declares_it(client, store):
    for indicator in indicators():
        page = text_of(client.get(f"/indicators/{indicator}/", asked()))
        assert "How this indicator is made" in page
        assert "Polarity" in page and "Review by" in page


def test_the_finding_is_one_sentence_with_the_median(client, store):
    rows = rows_of(client.get(PAGE, asked(format="csv")))
    median = statistics.median(float(row["value"]) for row in rows if row["value"])
    page = text_of(client.get(PAGE, asked()))
    assert f"The median of the 158 practices in England with a figure is {median:.1f}%" in page


def test_an_area_is_set_beside_england(client, store):
    page = text_of(client.get(PAGE, asked(area="QHM")))
    assert "practices in NHS North East and North Cumbria ICB with a figure is" in page
    assert "Median of England" in page
    assert "Surgery B81001" not in page


def test_practices_without_a_figure_are_told_and_are_at_the_end(client, store):
    assert "1 practice of 159 open on 1 March 2026 has no figure" in text_of(
        client.get(PAGE, asked())
    )
    rows = rows_of(client.get(PAGE, asked(format="csv")))
    assert (rows[-1]["practice"], rows[-1]["value"], rows[-1]["mark"]) == ("A81003", "", "missing")


def test_the_list_runs_from_the_highest_value_down_and_the_other_way(client, store):
    rows = rows_of(client.get(PAGE, asked(format="csv")))
    values = [float(row["value"]) for row in rows if row["value"]]
    assert values == sorted(values, reverse=True)
    first = text_of(client.get(PAGE, asked())).split("Practices in order")[1]
    assert first.index("B81001") < first.index("P0")
    lowest = text_of(client.get(PAGE, asked(sort="lowest")))
    assert "B81001" not in lowest.split("Practices in order")[1]
    assert "A81003" in text_of(client.get(PAGE, asked(sort="lowest", page=4)))


def test_a_practice_far_from_the_others_is_beyond_the_limits(client, store):
    rows = {row["practice"]: row for row in rows_of(client.get(PAGE, asked(format="csv")))}
    assert rows["B81001"]["position"] == "Above the 99.8% limits"
    low, value, high = (float(rows["B81001"][name]) for name in ("lower_95", "value", "upper_95"))
    assert low < value < high <= 100


def test_each_figure_of_the_file_names_its_release_and_line(client, store):
    first = rows_of(client.get(PAGE, asked(format="csv")))[0]
    assert first["release"].startswith("analyst_figures.") and int(first["line"]) > 1


def test_without_coordinates_the_page_says_so(client, store):
    assert "Load a file of coordinates" in text_of(client.get(PAGE, asked()))


def test_with_coordinates_there_is_a_map(client, store):
    on_the_map(store)
    page = text_of(client.get(PAGE, asked()))
    assert "2 practices with a figure and a known place; 156 with a figure have none." in page
    assert "look-plot__land" in client.get(PAGE, asked()).content.decode()


def test_a_new_file_changes_the_page(client, store):
    before = text_of(client.get(PAGE, asked()))
    row = analyst_row(
        "A81003", "calls_missed_percent", "2026-02", numerator=10.0, denominator=100.0
    )
    add(store, "analyst_figures", "2026-02", [row], scope="more")
    after = text_of(client.get(PAGE, asked()))
    assert "158 practices" in before and "159 practices" in after


def test_an_earlier_day_shows_the_earlier_month(client, store):
    assert "January 2026" in text_of(client.get(PAGE, {"as_at": "2026-02-14"}))
    assert "No practice in England has a figure" in text_of(
        client.get(PAGE, {"as_at": "2018-06-30"})
    )


def test_the_trend_is_the_median_and_quartiles_of_each_period(client, store):
    page = text_of(client.get(PAGE, asked()))
    assert "The median went from" in page and "(January 2026)" in page
    rows = rows_of(client.get(PAGE, {"as_at": "2026-02-14", "format": "csv"}))
    january = [float(row["value"]) for row in rows if row["value"]]
    lower, median, upper = statistics.quantiles(january, n=4, method="inclusive")
    assert f"January 2026 158 {lower:.1f}% {median:.1f}% {upper:.1f}%" in page


def test_a_rating_is_counted_by_its_words(client, store):
    rows = [
        analyst_row(code, "cqc_overall_rating", "2026-02", value_text=word)
        for code, word in [("A81001", "Good"), ("P00000", "Good"), ("P00001", "Inadequate")]
    ]
    add(store, "analyst_figures", "2026-02", rows, scope="ratings")
    page = text_of(client.get("/indicators/cqc_overall_rating/", asked()))
    assert "“Good” is the most frequent of the 3 practices in England with a figure: 2" in page
    assert "Size and value" not in page and "Trend" not in page


def test_the_places_of_all_dots_can_be_fetched(client, store):
    on_the_map(store)
    found = client.get(PAGE, asked(format="json")).json()
    assert len(found["funnel"]) == 158 and len(found["map"]) == 2
    _x, _y, number = found["funnel"][0]
    assert found["practices"][number][0] == "B81001"


def test_a_page_of_facts_does_not_judge(client, store):
    page = text_of(client.get(PAGE, asked())).casefold()
    for word in ("worst", "failing", "poor performer", "score", "rank", "league"):
        assert word not in page


def test_an_indicator_that_is_not_there_is_a_page_not_found(client, store):
    assert client.get("/indicators/nothing/").status_code == 404


def test_the_first_page_of_the_list_needs_no_number(client, store):
    for page in ("1", ""):
        assert "Practices in order" in text_of(client.get(PAGE, asked(page=page)))


def test_nothing_loaded_is_a_page_too(client, db, home):
    assert "No practice in England has a figure" in text_of(client.get(PAGE))
    assert "None loaded" in text_of(client.get("/indicators/"))


def queries(client, **query: Any) -> int:
    with CaptureQueriesContext(connection) as made:
        response = client.get(PAGE, asked(**query))
        assert response.status_code == 200
        if response.streaming:
            list(response.streaming_content)
    return len(made)


def test_queries_do_not_grow_with_practices(client, db, home, tmp_path):
    asking: list[dict[str, str]] = [{}, {"area": "QHM"}, {"format": "csv"}, {"page": "2"}]
    england(home, tmp_path / "few", practices=60)
    few = [queries(client, **query) for query in asking]
    england(home, tmp_path / "many", practices=300)
    assert [queries(client, **query) for query in asking] == few
    assert few == [few[0], 2, 2, 2], "England on a day is kept; what practices say is asked"
    assert few[0] <= 7
