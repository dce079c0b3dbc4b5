"""What a memorandum says: every clause and field, references that lead where they say, no blank
cell, and paragraphs only where they belong."""

from __future__ import annotations

import re
from typing import Any

import pytest
from docx.oxml.ns import qn

from resilience.agreements.models import Confidentiality
from resilience.agreements.signing.document import content_of_memorandum, template_hash
from resilience.agreements.signing.values import values_of
from resilience.agreements.signing.word import docx
from resilience.programmes.packs import Unfit, checked, load, tables
from resilience.programmes.schema import Pack
from resilience.programmes.schema.memorandum import VARIABLES
from tests.agreements.memoranda import AT, GPRP, ICB, made, plan_of, told, told_in_word, word
from tests.agreements.world import approved
from tests.cases.world import practice

BOTH = pytest.mark.parametrize("programme", [GPRP, ICB])
CITED = {
    *("D1", "D2.1", "D2.2", "D3.1", "D3.2", "D3.3", "D3.4", "D3.5", "D3.6", "D4.1", "D4.2"),
    *("D4.3", "D5.1", "D6.1", "D6.2", "D7.1", "D7.2", "D7.3", "D7.4", "D7.5", "D8.1", "D8.2"),
    *("D9.1", "D9.2", "D10.1", "D11.1", "D11.2", "D12.1", "D13.1", "D13.2", "D13.3", "D14.1"),
    *("D14.2", "D14.3", "D15.1", "D15.2", "D16", "D17", "DA1.1", "DA1.2", "DA1.3", "DA1.4"),
    *("DA2.1", "DB1.1", "DB1.2", "DB1.3", "E2a", "E2b", "E2c", "E2d", "E2e"),
}
SAID = re.compile(r"(?:clause|part|paragraph) (\d+(?:\.\d+)?)|Appendix (\d)")


@BOTH
def test_every_clause_and_field_of_annex_d_is_there(programme):
    memorandum = load(programme).memorandum
    parts = [part for appendix in memorandum.appendices for part in appendix.parts]
    paragraphs = [one for clause in (*memorandum.clauses, *parts) for one in clause.paragraphs]
    assert {cited for one in paragraphs for cited in one.cite} >= CITED
    assert len(memorandum.clauses) == 17


@pytest.mark.django_db
@BOTH
def test_every_variable_that_the_words_name_is_supplied_and_every_one_supplied_is_used(
    programme, case
):
    pack = load(programme)
    supplied = values_of(case, plan_of(programme), pack, AT.date(), varies=None, reason="")
    assert supplied.keys() == VARIABLES.keys()
    words = tables(programme)["memorandum"]
    named = set(re.findall(r"\{([a-z_]+)\}", str(words)))
    assert named == VARIABLES.keys()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{clause:notice}", "{clause:ending}", "expected the id of a clause"),
        ("{suppliers}", "{supplier}", "expected a variable"),
        ("{suppliers}", "them", "expected the variable “suppliers” somewhere"),
        ("{suppliers}", "{case_study_by}", "only in a paragraph with only_if = “case_study”"),
        ("{suppliers}", "{}", "expected braces only as"),
        ("{clause:notice}", "{clause:case_study}", "only in a paragraph with only_if"),
    ],
)
def test_words_that_do_not_fit_are_told(old, new, says):
    data = tables(GPRP)
    paragraphs = [one for clause in data["memorandum"]["clauses"] for one in clause["paragraphs"]]
    securing = next(one for one in paragraphs if one["id"] == "securing")
    assert old in securing["text"]
    securing["text"] = securing["text"].replace(old, new)
    with pytest.raises(Unfit, match=says):
        checked(data, Pack)


def test_a_body_is_named_or_of_a_level_and_what_stands_twice_is_told():
    data = tables(GPRP)
    data["memorandum"]["body"]["level"] = "icb"
    with pytest.raises(Unfit, match="keep one of the two"):
        checked(data, Pack)
    data = tables(GPRP)
    data["memorandum"]["clauses"][0]["paragraphs"][0]["then"] = "reports"
    with pytest.raises(Unfit, match="once, found it again"):
        checked(data, Pack)


@BOTH
@pytest.mark.parametrize(
    "conditions", [{}, {"case_study_by": "1 May"}, {"confidentiality_agreements": "one"}]
)
def test_each_reference_names_the_number_and_the_title_of_what_it_leads_to(programme, conditions):
    document = made(programme, **conditions)
    texts = {one["id"]: one for one in document["blocks"] if one.get("id")}
    references = [run for one in document["blocks"] for run in one.get("runs", ()) if run["to"]]
    inside = [run for run in references if SAID.match(run["text"])]
    assert len(inside) >= 12
    for run in inside:
        target = texts[run["to"]]
        number, appendix = SAID.findall(run["text"])[-1]
        if target["kind"] == "paragraph":
            assert target["number"] == number
        elif appendix:
            assert target["text"].startswith(f"Appendix {appendix}: ")
        else:
            assert target["text"].startswith(f"{number}. ")
        if target["kind"] == "heading":
            assert target["text"].split(". ")[-1].split(": ")[-1] in run["text"]


def test_the_references_that_were_off_by_one_are_right():
    clauses = {text.split(". ")[1]: text.split(". ")[0] for text in told(made()) if ". " in text}
    texts = " ".join(told(made()))
    assert clauses["Ending it early"] == "13"
    assert texts.count("clause 13 (Ending it early)") == 2  # E2a, E2e
    assert "limits of clause 10 (Confidentiality)" in texts  # E2b
    assert "Apart from what clause 11.1 allows" in texts  # E2c
    assert "clause 9 (When something goes wrong)" in texts  # E2d


def test_a_reference_in_word_leads_to_the_paragraph_it_names():
    body = word(docx(made())).element.body
    starts = {one.get(qn("w:name")): one.getparent() for one in body.iter(qn("w:bookmarkStart"))}
    links = list(body.iter(qn("w:hyperlink")))
    assert len(links) >= 12 + 17
    for link in links:
        target, text = (
            "".join(one.text or "" for one in found.iter(qn("w:t")))
            for found in (starts[link.get(qn("w:anchor"))], link)
        )
        number, appendix = (SAID.findall(text) or [("", "")])[-1]
        assert target.startswith(number or f"Appendix {appendix}" * bool(appendix)), text
        if not number and not appendix:
            assert target.endswith(text)


@BOTH
def test_appendix_2_has_a_row_for_every_kind_of_help_in_an_agreement_and_no_blank_cell(programme):
    pack = load(programme)
    rows = table(made(programme), "Contributions")["rows"]
    offered = [one.title for one in pack.menu if "agreement" in one.offered]
    assert [row[0] for row in rows] == [[title] for title in offered]
    assert all("".join(cell).strip() for row in rows for cell in row)
    assert sum(row[1] == [pack.memorandum.not_applicable] for row in rows) == len(offered) - 1


def test_no_cell_is_blank_where_the_plan_says_nothing():
    document = made(plan=plan_of(says=" \n "))
    tables_ = [one for one in document["blocks"] if one["kind"] == "table"]
    assert all("".join(cell).strip() for one in tables_ for row in one["rows"] for cell in row)


def test_the_three_blocks_of_contact_points_have_their_fields():
    contacts = table(made(), "Contact points")
    assert contacts["head"][1:] == ["Strategic lead", "Operational lead", "Practice lead"]
    assert [row[0][0] for row in contacts["rows"]] == [
        *("Organisation", "Name", "Role", "Address", "Phone number", "E-mail address")
    ]


@pytest.mark.django_db
def test_reports_are_no_basis_for_managing_a_contract(case):
    texts = told(content(case))
    place = next(at for at, text in enumerate(texts) if text.startswith("8.2 "))
    assert "nobody manages how a contract is performed" in texts[place]
    assert "How the objectives stand" in texts[place:]


@pytest.mark.django_db
def test_a_case_study_and_a_confidentiality_agreement_stand_in_it_only_where_there_is_one(case):
    texts = " ".join(told(content(case)))
    assert "case study" not in texts and "There is such an agreement" not in texts
    Confidentiality.objects.create(
        case=case, at=AT, by="somebody", supplier=practice("SUP-1"), dated="2019-01-04"
    )
    texts = " ".join(told(content(case, case_study_by="2019-05-01")))
    assert "By 1 May 2019 the practice also writes down" in texts
    assert "such an agreement with: Steady Hands Ltd, dated 4 January 2019." in texts


@pytest.mark.django_db
def test_the_parties_are_named_with_their_addresses(case):
    texts = told(content(case))
    assert any("Quarry Hill, Leeds LS2 7UE" in text for text in texts)  # E6
    assert any("The Dene Surgery, of 1 Dene Road, Hartlepool" in text for text in texts)
    assert not any("LS4" in text or "four years" in text for text in texts)  # E6, E7


@pytest.mark.django_db
def test_a_programme_of_boards_names_the_board_of_the_practice(case):
    texts = told(content(case, programme=ICB))
    assert any("here called the board" in text for text in texts)
    assert not any("Quarry" in text for text in texts)


def test_the_same_words_have_the_same_hash_and_others_another():
    assert template_hash(load(GPRP)) == template_hash(load(GPRP)) != template_hash(load(ICB))


def test_word_says_what_the_document_says():
    document = made()
    assert told_in_word(docx(document)) == told(document)


def content(case: Any, programme: str = GPRP, **other: Any) -> dict[str, Any]:
    """The memorandum of a case whose plan was approved."""
    if not case.plans.exists():
        approved(case)
    plan = case.plans.get().versions.get().content | other
    return content_of_memorandum(case, plan, load(programme), number=1, at=AT)


def table(document: dict[str, Any], caption: str) -> dict[str, Any]:
    return next(one for one in document["blocks"] if one.get("caption") == caption)
