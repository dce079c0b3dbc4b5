"""`resilience audit` as somebody at the machine uses it, and where acts say they come from."""

from __future__ import annotations

import csv
import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

from resilience import cli
from resilience.audit.heads import heads_file
from resilience.audit.models import Event, Seal
from resilience.audit.queries import chain
from tests.audit.conftest import note

pytestmark = pytest.mark.django_db


def resilience(*words: str) -> int:
    try:
        call_command(*words)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_seal_prints_the_head_that_it_publishes(home, capsys):
    note(1)
    assert resilience("audit", "seal") == 0
    head = capsys.readouterr().out.strip()
    assert head == str(Seal.objects.get())
    assert heads_file().read_text().startswith(f"{head} ")
    assert resilience("audit", "verify", "--head", head) == 0


def test_nothing_to_seal_is_said(home, capsys):
    assert resilience("audit", "seal") == 2
    assert "nothing is recorded yet" in capsys.readouterr().err


def test_a_head_that_cannot_be_published_is_said(home, capsys):
    note(1)
    (home / "audit").write_text("a file where the folder should be")
    assert resilience("audit", "seal") == 2
    assert "cannot be published" in capsys.readouterr().err
    assert Seal.objects.count() == 1


def test_verify_says_which_event_was_changed_and_is_itself_recorded(
    sealed, sql, capsys, monkeypatch
):
    assert resilience("audit", "verify") == 0
    assert chain().faults == 0
    capsys.readouterr()
    sql("UPDATE audit_event SET actor = 'person 2' WHERE id = %s", sealed[3].pk)
    assert resilience("audit", "verify") == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == (
        f"Event {sealed[3].pk} (context.changed, 2026-03-01T12:04:00.000000Z) is not as it was "
        "sealed: it or its seal was changed."
    )
    assert told[1].startswith("Sealed events: 6. Waiting to be sealed: 1. Faults: 1. Head: 6:")
    assert chain().faults == 1


def test_verify_as_json(sealed, sql, capsys):
    sql("DELETE FROM audit_event WHERE id = %s", sealed[3].pk)
    assert resilience("audit", "verify", "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["sealed"], told["waiting"]) == (6, 0)
    (fault,) = told["faults"]
    assert (fault["kind"], fault["sequence"], fault["event"]) == ("removed", 4, sealed[3].pk)


def test_a_head_that_is_none_is_one_clear_line(home):
    with pytest.raises(CommandError, match="'6' is no head"):
        call_command("audit", "verify", "--head", "6")


def test_list_gives_the_events_of_an_organisation_since_a_day(sealed, capsys):
    Event(actor="=1+1", act="b", subject_kind="c", subject_id="d", organisation="A81001").save()
    note(7, more=1)
    Event(actor="x", act="b", subject_kind="c", subject_id="d", organisation="A81002").save()
    asked = ["audit", "list", "--organisation", "a81001", "--since", "2026-03-02"]
    assert resilience(*asked) == 0
    exported, changed, formula = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (exported["act"], exported["organisation"]) == ("record.exported", "A81001")
    assert json.loads(changed["after"])["list"] == [1, 2.0, True]
    assert (formula["actor"], formula["before"]) == ("'=1+1", "")
    assert resilience(*asked, "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [event["act"] for event in found][1:] == ["record.exported", "context.changed", "b"]
    assert found[2]["details"] == {"more": 1}


def test_loading_and_screening_leave_a_sealed_record_that_says_where_it_came_from(
    home, demonstration, capsys, monkeypatch
):
    monkeypatch.setattr(cli, "execute_from_command_line", lambda words: call_command(*words[1:]))
    monkeypatch.setattr(sys, "argv", ["resilience", "demo"])
    cli.main()
    assert Event.objects.exists()
    assert set(Event.objects.values_list("origin", flat=True)) == {"command demo"}
    assert not Event.objects.unsealed().exists()
    call_command("audit", "verify")
