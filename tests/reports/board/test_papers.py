"""Papers as people get them: who may have one, of which day and area, and the same in each form."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import time_machine
from docx import Document

from resilience.cases.models import PastSupport
from resilience.funding.years import Year
from resilience.organisations.models import Organisation
from resilience.programmes.packs import load
from resilience.reports.board import files
from resilience.reports.board import paper as made_by
from resilience.reports.board.facts import facts
from resilience.reports.board.ground import Ground
from resilience.reports.board.values import Value
from resilience.returns.figures.known import known
from resilience.returns.figures.sums import figure
from resilience.returns.models import BesideFigure
from tests.cases.at_pages import rows, text
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME
from tests.reports.board.reading import of_pdf, of_word
from tests.reports.board.test_sentences import UNITS, figures
from tests.reports.board.world import cases, pot, practices, spent

pytestmark = pytest.mark.django_db
DAY, BEFORE, YEAR = date(2018, 10, 5), date(2018, 7, 31), "2018-19"
PAPER = f"/papers/{PROGRAMME}/{YEAR}/"
ASKED = {"as_at": DAY}
PACK = load(PROGRAMME)


@pytest.fixture
def year(world):
    """Two teams with many practices, money, some who wait, and three practices of one more."""
    north, west = practices(40), practices(30, "00T")
    first, second = cases(north[:20]), cases(west[:12], begun=date(2018, 8, 6))
    cases(north[20:30], begun=date(2018, 9, 3), happened=("received",))
    spent(first, pot(300_000), 240_000_00, 60_000_50, date(2018, 9, 28))
    spent(second, pot(200_000, holder="Q83"), 200_000_00, 90_000_00, date(2018, 9, 28))
    for one in north[:6]:
        PastSupport.objects.create(
            organisation=one,
            tier="commissioner",
            scheme="Vulnerable Practice Programme",
            year="2016-17",
            what="received",
            source="list.csv",
            line=1,
            added=at(2018, 9, 1),
        )
    with time_machine.travel(at(2018, 11, 20, 12)):
        yield


def test_the_figures_are_those_of_the_return(year, as_):
    """One query: the paper, its CSV and its JSON have what a return counts."""
    of = known(PACK, Year.called(YEAR), DAY).rows
    page = as_("national").get(PAPER, ASKED)
    found = {
        row["figure"]: row for row in rows(as_("national").get(PAPER, ASKED | {"format": "csv"}))
    }
    answer = as_("national").get(PAPER, ASKED | {"format": "json"})
    told = {one["figure"]: one for one in json.loads(answer.content)["figures"]}
    for measure in ("asked", "confirmed", "agreed", "committed", "paid", "available"):
        value = figure(of, measure).known
        assert found[measure]["value"] == str(value)
        assert told[measure]["value"] == value
    assert "£440,000" in text(page) and "42 practices" in text(page)
    assert "6 practices" in text(page), "who had help of both is told, and never added"


def test_the_page_is_one_page_and_every_number_in_it_has_a_note(year, as_):
    asked = ASKED | {"compared": BEFORE, "format": "pdf"}
    first, *annex = of_pdf(as_("national").get(PAPER, asked).content)
    assert annex[0].startswith("Annex: how each figure is counted")
    notes = " ".join(annex)
    words = re.sub(r"\[\d+\]|Page \d of \d|Content \w+|^.*? paper for England", "", first)
    for number in set(re.findall(r"\d[\d,.]*\d|\d", words)):
        assert number in notes, number


def test_however_much_there_is_to_say_it_is_one_page(year):
    ground = Ground(PACK, Year.called(YEAR), DAY)
    told = facts(ground, ground.root, Ground(PACK, Year.called(YEAR), BEFORE))
    most = {id_: Value(top, unit, day=DAY) for id_, (unit, (_, _, top)) in UNITS.items()}
    most |= {"free": Value(1_00, "pence"), "useful": Value(690), "reached": Value(600)}
    most["committed_over"] = Value(0, "pence")
    positions = {
        f"{one}_{end}": Value(12_345_678_00, "pence", day=DAY)
        for one in told.positions
        for end in ("needed", "missing")
    }
    late = tuple(one.title for one in PACK.returns.milestones)
    own = {
        id_: one for id_, one in most.items() if not id_.startswith(("paid_m", "committed_all_"))
    }
    full = replace(told, values={**told.values, **own, **positions}, late=late)
    pages = of_pdf(files.pdf(made_by.paper(full, DAY)))
    assert "Annex" not in pages[0] and pages[1].startswith("Annex")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_figures_no_note_is_missing(year, seed):
    ground = Ground(PACK, Year.called(YEAR), DAY)
    told = facts(ground, ground.root)
    values = {id_: one for id_, one in figures(seed).items() if not id_.startswith("paid_most")}
    values = {id_: one for id_, one in values.items() if not id_.startswith("committed_all_")}
    content = made_by.paper(replace(told, values=values, positions=()), DAY)
    notes = {block["id"] for block in content["blocks"] if block.get("id")}
    led = {run["to"] for block in content["blocks"] for run in block.get("runs", ()) if run["to"]}
    assert led <= notes


def test_the_same_day_and_records_give_the_same_bytes_in_each_form(year, as_):
    client = as_("national")
    for form in ("pdf", "docx", "json"):
        asked = ASKED | {"format": form}
        assert client.get(PAPER, asked).content == client.get(PAPER, asked).content


def test_the_word_file_has_headings_its_language_and_what_the_page_has(year, as_):
    client = as_("national")
    content = client.get(PAPER, ASKED | {"format": "docx"}).content
    made = Document(BytesIO(content))
    assert [one.text for one in made.paragraphs if one.style.name == "Heading 1"] == [
        "General Practice Resilience Programme 2018-19: paper for England"
    ]
    titles = [one.text for one in made.paragraphs if one.style.name == "Heading 2"]
    assert titles[0] == "What is asked of the board"
    assert made.core_properties.title and made.core_properties.language == "en-GB"
    page = of_pdf(client.get(PAPER, ASKED | {"format": "pdf"}).content)[0]
    for sentence in ("32 practices", "£440,000", "Equity"):
        assert sentence in page and sentence in of_word(content)


def test_a_board_reader_reads_their_own_area_and_no_practice(year, as_):
    page = as_("board").get(PAPER, {"as_at": "2018-10-31"})
    told = text(page)
    assert "Paper for Hartlepool" in told and "held by a team" in told
    assert "Surgery" not in told and "Practice 1 " not in told
    assert as_("board").get(PAPER, {"area": "Q74"}).status_code == 400
    behind = as_("board").get(f"{PAPER}asked/", {"as_at": "2018-10-31"})
    assert "Practice 1 " not in text(behind) and "those who see their cases" in text(behind)


def test_who_sees_the_cases_reads_what_a_figure_is_made_of(year, as_):
    found = text(as_("regional").get(f"{PAPER}confirmed/", {"as_at": DAY, "area": "Q74"}))
    assert "20 practices" in found and "Practice 1 " in found
    assert as_("regional").get(f"{PAPER}nothing/", ASKED).status_code == 404


def test_a_day_still_to_come_or_between_the_days_of_papers_is_answered(year, as_):
    for asked in ({"as_at": "2018-12-31"}, {"as_at": "2018-03-31"}, {"as_at": "soon"}):
        assert as_("national").get(PAPER, asked).status_code == 400
    assert as_("board").get(PAPER, {"as_at": "2018-10-20"}).status_code == 400
    assert as_("national").get(PAPER, {"as_at": "2018-10-20"}).status_code == 200
    assert as_("national").get(PAPER, {"as_at": DAY, "compared": DAY}).status_code == 400
    assert as_("national").get("/papers/nothing/2018-19/").status_code == 404
    assert as_("national").get(f"/papers/{PROGRAMME}/2030-31/").status_code == 404


def test_where_nothing_is_entered_there_is_a_paper_that_says_so(world, as_):
    with time_machine.travel(at(2018, 11, 20, 12)):
        told = text(as_("national").get(PAPER, ASKED))
    assert "Fewer than five practices, or none, asked for help" in told
    assert "What is available is not known: 2 teams" in told
    assert "Too few exit reviews are done" in told


def test_practices_that_wait_and_money_that_is_free_are_risks_and_asked_about(year, as_):
    told = text(as_("national").get(PAPER, ASKED))
    assert "10 practices" in told and "waited for a decision longer than" in told
    assert "£60,000" in told and "is not committed" in told


def test_the_overview_names_programmes_and_years(year, as_):
    told = as_("board").get("/papers/")
    assert f"{PAPER}" in told.content.decode() and "2019-20" not in text(told)
    assert "beside it" not in text(told) and "beside it" in text(as_("national").get("/papers/"))


def test_the_national_team_records_what_another_programme_did(year, as_):
    page = f"/papers/{PROGRAMME}/beside/"
    form = {"beside": "vpp", "as_at_0": "31", "as_at_1": "3", "as_at_2": "2017"}
    given = form | {"as_at": "31 March 2017", "practices": "714", "spent": "9,200,000"}
    answer = as_("national").post(page, given)
    assert answer.status_code == 200 and "Say from where the figures are" in text(answer)
    given |= {"source": "The guidance of 2018."}
    assert as_("national").post(page, given).status_code == 302
    one = BesideFigure.objects.get()
    assert (one.practices, one.or_more, one.spent) == (714, False, 9_200_000_00)
    assert "714" in text(as_("national").get(page))
    late = as_("national").post(page, given | {"as_at": "31 March 2030"})
    assert "still to come" in text(late)
    none = as_("national").post(page, given | {"practices": "", "spent": ""})
    assert "Enter a number of practices, a sum, or both" in text(none)
    assert as_("regional").get(page).status_code == 404
    assert Organisation.objects.get(code="ENG") == one.acting_for
