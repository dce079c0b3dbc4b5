"""What people read on the pages of a dashboard, and what they do not."""

from __future__ import annotations

import csv
import io

import pytest

from tests.clusters.dashboard.world import ELSE
from tests.clusters.world import NAMES, PRACTICES, PROGRAMME
from tests.look.reading import check

pytestmark = pytest.mark.usefixtures("dashboard")
HERE = f"/local/{PROGRAMME}/QUY/"
NAMING = ("practices/", "compare/practice/", "inequality/", "moved/", "pack/")


def text(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return " ".join(check(answer.content.decode()).text.split())


def table(client, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def practice(code: str) -> str:
    return f"/practices/{code}/dashboard/{PROGRAMME}/"


# --- an area in a minute


def test_status_and_signal_stand_side_by_side_with_what_differs(as_):
    said = text(as_("resilience"), HERE)
    assert "people confirmed 1 as red, 2 as amber and 1 as green" in said
    assert "1 review late" in said
    assert "people say something else than the machine" in said
    assert "The screen as at 30 April 2026" in said


def test_each_domain_is_counted_and_says_which_flags_were_raised(as_):
    said = text(as_("resilience"), HERE)
    assert "Patient experience and access" in said and "Calls missed: 2" in said
    assert "CQC overall rating: 2" in said
    assert "QOF points achieved: 2" in said  # L81003 with 70 and L81009 with 0


def test_practices_to_talk_about_first_come_with_the_reason(as_):
    said = text(as_("resilience"), HERE)
    first = said.index("Practices to talk about first")
    assert said.index("Alder House", first) < said.index("How fresh", first)
    assert "The status that people confirmed is red. Its review is late" in said


def test_every_source_says_how_old_it_is_and_of_how_many_practices_it_knows(as_):
    said = text(as_("resilience"), HERE)
    assert "An analyst's own figures" in said and "14 of 14" in said
    assert "figures that nothing is loaded of" in said


def test_an_area_without_practices_says_so(as_):
    as_("resilience")
    said = text(as_("resilience"), f"{HERE}?as_at=2020-01-01")
    assert "No practice is known here" in said


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(as_, day):
    for page in (HERE, f"/practices/L81001/dashboard/{PROGRAMME}/"):
        assert as_("commissioner").get(f"{page}?as_at={day}").status_code == 200


def test_a_day_before_any_screen_has_no_signal_and_statuses_of_that_day(as_):
    said = text(as_("resilience"), f"{HERE}?as_at=2026-01-11")
    assert "No screen of this programme was made by 11 January 2026" in said
    assert "none has a status" in said


# --- who sees what


@pytest.mark.parametrize("path", NAMING)
def test_a_board_reader_sees_no_page_that_names_practices(as_, path):
    assert as_("board").get(HERE + path).status_code == 404


@pytest.mark.parametrize("path", ["", "compare/ccg/", "compare/icb/", "compare/group/"])
def test_no_practice_is_named_to_who_reads_counts(as_, path):
    for who in ("board", "lead9"):
        said = text(as_(who), HERE + path)
        own = {"lead9": PRACTICES[8]}.get(who)
        for code, name in zip(PRACTICES, NAMES, strict=True):
            assert code == own or (code not in said and name not in said), (who, code)


def test_counts_below_five_of_statuses_are_not_told_nor_found_by_subtracting(as_):
    said = text(as_("board"), HERE)
    assert "Not told Red" in said and "Not told Not confirmed" in said
    assert "confirmed 1 as red" not in said
    assert "1 review late" not in said


def test_who_reads_counts_reads_them_as_at_today_only(as_):
    assert as_("board").get(f"{HERE}?as_at=2026-05-01").status_code == 400
    assert as_("resilience").get(f"{HERE}?as_at=2026-05-01").status_code == 200


def test_a_practice_reads_its_own_page_and_no_other(as_):
    client = as_("lead2")
    assert "Said of L81002 by those who know it." in text(client, practice("L81002"))
    assert client.get(practice("L81001")).status_code == 404
    said = text(client, f"{HERE}practices/")
    assert "Beech Street" in said and "Alder House" not in said
    assert client.get(f"{HERE}pack/").status_code == 404


def test_a_location_sees_the_practices_of_its_own_in_the_board(as_):
    rows = table(as_("locality"), f"{HERE}practices/?format=csv")
    assert {row["practice"] for row in rows} == set(PRACTICES[:8])
    said = text(as_("locality"), HERE)  # of 11X one is amber and five have no status
    assert "Not told Amber" in said and "Not told Not confirmed" in said and "1 Red" in said


@pytest.mark.parametrize("who", ["other_commissioner", "supplier", "administrator"])
def test_who_sees_nothing_of_the_area_finds_no_page(as_, who):
    client = as_(who)
    for path in ("", *NAMING, "compare/icb/"):
        assert client.get(HERE + path).status_code == 404
    assert client.get(practice("L81001")).status_code == 404


# --- taking it apart


def test_practices_are_filtered_by_domain_signal_status_and_location(as_):
    client = as_("commissioner")

    def found(**asked: str) -> list[str]:
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        return [row["practice"] for row in table(client, f"{HERE}practices/?format=csv&{query}")]

    assert len(found()) == 14
    assert found(domain="quality", band="red") == ["L81001"]
    assert found(domain="quality", band="amber") == ["L81002"]
    assert set(found(domain="access", band="amber")) == {"L81001", "L81004"}
    assert found(status="late") == ["L81001"]
    assert len(found(status="none", location="11X")) == 5
    assert found(sort="name")[0] == "L81001"
    assert found(domain="efficiency", band="not_enough_evidence")[0] in PRACTICES[4:8]
    assert client.get(f"{HERE}practices/?band=purple").status_code == 400


def test_a_place_has_the_figure_of_all_its_practices_or_their_median(as_):
    rows = table(as_("commissioner"), f"{HERE}compare/ccg/?domain=access&format=csv")
    calls = {r["place"]: r for r in rows if r["indicator"] == "calls_missed_percent"}
    numerators = [3_000, 201, 202, 2_500, 204, 205, 206, 207]
    assert float(calls["15C"]["value"]) == pytest.approx(100 * sum(numerators) / 80_000)
    assert calls["15C"]["made_as"] == "all its practices together"
    rows = table(as_("commissioner"), f"{HERE}compare/ccg/?domain=efficiency&format=csv")
    points = {r["place"]: r for r in rows if r["indicator"] == "qof_points_percent"}
    assert points["15C"]["made_as"] == "median of its practices"
    assert (points["15C"]["value"], points["15C"]["practices_known"]) == ("95.0", "4")
    assert "ENG" in points


def test_inequality_parts_practices_into_fifths_of_england(as_):
    said = text(as_("commissioner"), f"{HERE}inequality/")
    assert "Of the 9 practices in the highest fifth of England by “Deprivation score”" in said
    rows = table(as_("commissioner"), f"{HERE}inequality/?by=aged_75_plus_percent&format=csv")
    assert {row["fifth"] for row in rows} == {"1", "2", "3", "4", "5"}


def test_who_moved_comes_with_the_reason(as_):
    said = text(as_("commissioner"), f"{HERE}moved/?since=2026-01-01")
    assert "Said of L81001 by those who know it." in said
    assert text(as_("commissioner"), f"{HERE}moved/").count("No status that you see changed") == 1


def test_the_four_kinds_of_not_known_and_zero_differ(as_):
    client = as_("resilience")
    states = {
        code: next(
            (row["state"], row["value"])
            for row in table(client, f"{practice(code)}?format=csv")
            if row["indicator"] == "qof_points_percent"
        )
        for code in PRACTICES[4:9]
    }
    assert states == {
        "L81005": ("suppressed", ""),
        "L81006": ("not_known", ""),
        "L81007": ("not_applicable", ""),
        "L81008": ("not_known", ""),
        "L81009": ("known", "0.0"),
    }
    assert "marks the figure of the year 2024-25 as not available" in text(
        client, practice("L81006")
    )
    assert "the practice is not among the figures" in text(client, practice("L81008"))


def test_a_signal_is_explained_by_figures_thresholds_periods_and_sources(as_):
    said = text(as_("lead1"), practice("L81001"))
    assert "Flags raised: 1 of 2 known" in said
    assert "CQC overall rating: Inadequate in January 2026" in said
    assert "Calls missed: 30.0% in March 2026" in said and "among the highest 5%" in said
    assert "An analyst's own figures" in said
    assert "Little is published of premises" in said


def test_a_programme_without_a_dashboard_has_no_page(as_, monkeypatch):
    from resilience.programmes.packs import load

    bare = load(PROGRAMME).model_copy(update={"dashboard": None})
    monkeypatch.setattr("resilience.clusters.addressed.in_force", lambda _: bare)
    assert as_("resilience").get(HERE).status_code == 404
    assert as_("resilience").get(practice("L81001")).status_code == 404


def test_pages_ask_the_database_little_whatever_the_number_of_practices(
    as_, django_assert_max_num_queries
):
    client = as_("resilience")
    for path in (HERE, f"{HERE}practices/", f"{HERE}inequality/", f"{HERE}moved/"):
        client.get(path)
        with django_assert_max_num_queries(28):
            client.get(path)
    assert len(ELSE) > len(PRACTICES)
