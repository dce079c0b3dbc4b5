"""What a person gets who downloads a table."""

from __future__ import annotations

import csv
import io

import pytest

from resilience.look.downloads import csv_file, file_name, harmless


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-5 to 5", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_stays_text(cell):
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", [-5, -0.5, 0, None, "Good", "a=b", "–"])
def test_numbers_and_plain_words_stay_as_they_are(cell):
    assert harmless(cell) is cell


def test_a_download_is_read_again_as_it_was_and_by_excel_too():
    rows = [{"name": 'St Mary’s – "North", Leeds', "patients": 8450, "posts": None}]
    answer = csv_file(["list", "2018-06-30"], ("name", "patients", "posts"), rows)
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")))) == [
        {"name": 'St Mary’s – "North", Leeds', "patients": "8450", "posts": ""}
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="list_2018-06-30.csv"'


def test_a_file_is_named_after_what_it_holds():
    parts = ["gprp-2018-19", "", "NHS England / London"]
    assert file_name(parts) == "gprp-2018-19_nhs-england-london.csv"
