"""A finance lead reads an extract page by page, and deals with what waits."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from resilience.funding.ledger.extent import most_cells
from resilience.funding.models import Extract, LedgerLine
from tests.funding.ledgers import HEADINGS, read, row, states, workbook, written
from tests.funding.world import committed, invoiced, pot

AT = "/money/gprp-2018-19/2018-19/Q74/ledger/"


@pytest.fixture
def of(case):
    """A pot from which £4,000 is committed, of which £3,000 is invoiced as INV-1."""
    of = pot(10_000)
    invoiced(committed(case, of, 4_000), 3_000)
    return of


def sent(client, content: bytes, name: str = "march.csv") -> str:
    """The page that answers a file."""
    data = {"step": "file", "file": SimpleUploadedFile(name, content)}
    return client.post(AT + "new/", data).content.decode()


def seal(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found, page
    return found[1]


CHOSEN = dict(zip(("day", "pence", "document", "payee", "code", "about"), HEADINGS, strict=True))


def test_a_file_is_chosen_its_columns_told_shown_and_read(client, of, signed_in):
    signed_in(finance_lead="Q74")
    asked = sent(client, written(row(), row(document="INV-9"), row(day="=1+1")))
    assert "The columns are filled in by their names" in asked
    page = client.post(AT + "new/", {"step": "columns", "seen": seal(asked), **CHOSEN})
    shown = page.content.decode()
    assert re.search(r"<strong>1</strong> would be matched", shown)
    assert "“=1+1” is no day" in shown
    assert not Extract.objects.exists()
    done = client.post(AT + "new/", {"step": "read", "seen": seal(shown)}, follow=True)
    extract = Extract.objects.get()
    assert done.redirect_chain[-1][0] == f"{AT}{extract.pk}/"
    assert states(extract) == {2: "matched", 3: "queued", 4: "broken"}
    again = sent(client, written(row(pence="5")))
    assert "as you chose them last time" in again


def test_what_is_wrong_with_a_file_or_with_columns_is_said(client, of, signed_in):
    signed_in(finance_lead="Q74")
    assert "is empty" in sent(client, b"")
    assert "neither a CSV nor an Excel workbook" in sent(client, b"a\x00b")
    assert "a web page" in sent(client, b"<html><table>", "ledger.xls")
    assert "a quotation mark opens a cell that never ends" in sent(
        client, written(row()) + b'04/02/2019,"1\r\n'
    )
    asked = sent(client, written(row()))
    page = client.post(AT + "new/", {"step": "columns", "seen": seal(asked), "day": "Amount"})
    assert "Choose the column of the amount, or those of debit and credit" in page.content.decode()
    page = client.post(AT + "new/", {"step": "read", "seen": "forged"})
    assert "What you saw is no longer here" in page.content.decode()


def test_a_line_is_dealt_with_on_its_page(client, of, signed_in):
    signed_in(finance_lead="Q74")
    line = read(of, written(row(document="INV1"))).lines.get()
    at = f"{AT}line/{line.pk}/"
    page = client.get(at).content.decode()
    assert "The line has INV1, the invoice is INV-1." in page
    assert f"line/{line.pk}/" in client.get(AT).content.decode()
    invoice = of.entries.get(kind="invoice")
    told = {"act": "match", "match-invoice": invoice.pk, "match-code": "RES-SUPPLIER"}
    assert "Say why you match it." in client.post(at, told).content.decode()
    client.post(at, {"act": "aside", "aside-why": "It is of another programme."})
    line.refresh_from_db()
    assert line.state == "set_aside"
    client.post(at, {"act": "back"})
    client.post(at, {**told, "match-why": "The ledger drops the dash."})
    line.refresh_from_db()
    assert line.state == "matched"
    assert "In the books" in client.get(at).content.decode()


def test_what_looks_like_a_formula_stays_text_in_what_is_downloaded(client, of, signed_in):
    signed_in(finance_lead="Q74")
    extract = read(of, written(row(payee="=cmd|' /C calc'!A0")))
    answer = client.get(f"{AT}{extract.pk}/?format=csv")
    told = b"".join(answer.streaming_content).decode()
    assert ",'=cmd|' /C calc'!A0," in told
    assert ",100000," in told


@pytest.mark.parametrize("role", ["resilience_lead", "board_reader", "regional_lead"])
def test_who_does_not_keep_the_books_of_the_area_finds_no_ledger(client, of, signed_in, role):
    signed_in(**{role: "Q74" if role != "regional_lead" else "Y54"})
    line = read(of, written(row())).lines.get()
    for at in ("", "new/", "sample/", f"line/{line.pk}/", f"{line.extract_id}/"):
        assert client.get(AT + at).status_code == 404
    assert client.post(AT + "again/").status_code == 404
    assert LedgerLine.objects.count() == 1


def test_a_sample_is_read_as_it_is(client, of, signed_in):
    signed_in(finance_lead="Q74")
    content = b"".join(client.get(AT + "sample/").streaming_content)
    assert sorted(states(read(of, content)).values()) == ["queued"] * 3


def test_a_workbook_that_reaches_beyond_measure_is_not_opened(client, of, signed_in):
    signed_in(finance_lead="Q74")
    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = book.active["XFD1048576"] = "x"
    book.save(out)
    assert "has a cell far below or far to the right" in sent(client, out.getvalue(), "far.xlsx")
    assert "more than 200,000 lines" in sent(client, b"Day,Amount,Invoice\n" + b"\n" * 200_000)
    assert most_cells(workbook(row())) == 2 * len(row())
