"""Names of files that people send are made plain, and go out again whole."""

from __future__ import annotations

import re
from email.message import Message
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilience.look.attached.names import LONGEST, ending_of, tidied
from resilience.look.downloads import attachment_response


@pytest.mark.parametrize(
    ("given_name", "plain"),
    [
        ("Business plan (2) – Bob's & co.docx", "Business plan (2) - Bob's & co.docx"),
        ("C:\\Users\\ada\\plan.PDF", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..", "file"),
        ("", "file"),
        (".pdf", "file.pdf"),
        ("plan\r\nX: y.pdf", "plan X- y.pdf"),
        ("annual\u202excod.pdf", "annualxcod.pdf"),
        ("CON.txt", "file-CON.txt"),
        ("com1.tar.txt", "file-com1.tar.txt"),
        ("console.txt", "console.txt"),
        ("plan.pdf.", "plan.pdf"),
        ("<script>.txt", "script.txt"),
        ("Café.odt", "Café.odt"),
        ("e\u0301.odt", "é.odt"),
    ],
)
def test_a_name_is_made_plain(given_name, plain):
    assert tidied(given_name) == plain


@given(st.text(max_size=300))
@example("a" * 300 + ".docx")
@example("con." * 60)
@example(". . . .a")
def test_any_name_comes_out_plain_and_stays_so(name):
    plain = tidied(name)
    assert 0 < len(plain) <= LONGEST
    assert plain.isprintable() and not re.search(r'[/\\:*?"<>|;%]', plain)
    assert plain == plain.strip(" .")
    assert tidied(plain) == plain


def test_a_long_name_keeps_its_ending():
    assert ending_of(tidied("very long " * 40 + ".xlsx")) == "xlsx"


@given(st.text(max_size=200))
@example('quo"te\r\nSet-Cookie: a=b.pdf')
@example("план.pdf")
def test_a_file_goes_out_under_its_name_and_is_never_shown(name):
    answer = attachment_response(name, "pdf", b"%PDF-")
    said = answer["Content-Disposition"]
    header = Message()
    header["Content-Disposition"] = said
    coded = said.partition("filename*=utf-8''")[2]
    kept = unquote(coded) if coded else header.get_filename()
    assert said.startswith("attachment")
    assert kept == tidied(name)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store, private"


def test_a_file_is_sent_under_its_own_policy_not_that_of_pages(rf):
    from csp.middleware import CSPMiddleware

    answer = CSPMiddleware(lambda request: attachment_response("a.csv", "csv", b"a"))(rf.get("/"))
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
