"""`resilience ledger`: an extract is read at the server, and each row that is not matched told."""

from __future__ import annotations

import json

import pytest
import time_machine
from django.core.management import call_command

from resilience.audit.models import Event
from resilience.funding.models import Entry, Extract
from tests.funding.ledgers import read, row, written
from tests.funding.world import NOW, committed, invoiced, pot


@pytest.fixture
def run(case, tmp_path, capsys, monkeypatch):
    """Runs the command on a file: its exit code and what it writes."""
    of = pot(10_000)
    invoiced(committed(case, of, 4_000), 3_000)
    module = "resilience.site.management.commands.ledger.prepare"
    monkeypatch.setattr(module, lambda: None)

    def command(content: bytes, holder: str = "Q74", form: str = "json") -> tuple[int, str, str]:
        path = tmp_path / "next.csv"
        path.write_bytes(content)
        told = [str(path), "--programme", "gprp-2018-19", "--year", "2018-19", "--holder", holder]
        code = 0
        with time_machine.travel(NOW, tick=False):
            try:
                call_command("ledger", *told, "--format", form)
            except SystemExit as ended:
                code = int(ended.code or 0)
        return code, *capsys.readouterr()

    command.of = of
    return command


def test_rows_that_are_not_matched_are_told_each(run):
    read(run.of, written(row(pence="1")))
    code, out, _ = run(written(row(), row(day="soon"), row(document="INV-9"), row(pence="1")))
    told = json.loads(out)
    assert code == 1
    assert told["lines"] == {"matched": 1, "queued": 1, "broken": 1, "duplicate": 1}
    assert [(one["row"], one["state"]) for one in told["not_matched"]] == [
        (3, "broken"),
        (4, "queued"),
        (5, "duplicate"),
    ]
    assert Event.objects.filter(act="funding.ledger_read", actor="command ledger").exists()
    assert Entry.objects.filter(kind="payment", by="command ledger").count() == 1


def test_all_lines_matched_end_well_and_in_words(run):
    read(run.of, written(row(pence="1")))
    code, out, _ = run(written(row()), form="table")
    assert (code, out) == (0, "next.csv: 1 matched, 0 wait, 0 read before, 0 can’t be read.\n")


def test_columns_that_were_never_chosen_are_not_guessed_at(run):
    code, _, wrong = run(written(row()))
    assert code == 2
    assert "Which of its columns says what is not known yet" in wrong
    assert not Extract.objects.exists()


def test_a_file_that_is_no_extract_or_money_that_is_not_there_is_told(run):
    assert run(b"")[0] == 2
    code, _, wrong = run(written(row()), holder="Q83")
    assert (code, "Q83 holds no money of gprp-2018-19 in 2018-19." in wrong) == (2, True)
