"""The chain over the events, and finding whatever was done to it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from resilience.audit import canonical
from resilience.audit.heads import Head, head_of, heads_file
from resilience.audit.models import Event, EventsAreKept, Seal
from resilience.audit.sealing import seal
from resilience.audit.verifying import Verdict, verify
from tests.audit.conftest import NOON, note

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 3, 2, tzinfo=UTC)
FORGED = {
    "at": "2026-03-01 11:00:00.5+00:00",
    "actor": "person 2",
    "act": "context.seen",
    "subject_kind": "file",
    "subject_id": "99",
    "organisation": "A81002",
    "origin": "web 192.0.2.1",
    "before": '{"share": 0.26, "text": "as it was"}',
    "after": "null",
    "details": '{"more": 1}',
}


def kinds(verdict: Verdict) -> list[str]:
    return [fault.kind for fault in verdict.faults]


def test_every_event_is_sealed_and_the_head_is_in_a_file_outside_the_database(sealed):
    assert list(Seal.objects.values_list("event_id", flat=True)) == [e.pk for e in sealed]
    last = Seal.objects.last()
    lines = heads_file().read_text().splitlines()
    assert [line.split()[0].partition(":")[0] for line in lines] == ["3", "6"]
    assert lines[1] == f"6:{last.digest} 2026-03-01T12:06:00.000000Z 3"
    verdict = verify()
    assert (verdict.sealed, verdict.waiting, verdict.faults) == (6, 0, [])
    assert verdict.head == Head(6, last.digest)


def test_the_digest_is_what_the_documentation_says(sealed):
    first, event = Seal.objects.first(), sealed[0]
    content = (
        '{"act":"context.changed","actor":"person 1",'
        '"after":{"large":100000000000000000000000,"list":[1,2,true],"none":null,'
        '"share":0.0000001},"at":"2026-03-01T12:01:00.000000Z",'
        '"before":{"share":0.25,"text":"\\u201cas it was\\u201d"},"details":{},'
        f'"id":{event.pk},"organisation":"A81001","origin":"","subject_id":"0",'
        '"subject_kind":"note"}'
    )
    told = "\n".join(["0" * 64, "1", "2026-03-01T12:03:00.000000Z", content])
    assert first.digest == hashlib.sha256(told.encode()).hexdigest()


def test_no_field_of_an_event_is_left_out_of_its_seal():
    assert set(canonical.FIELDS) == {field.attname for field in Event._meta.concrete_fields}


def test_sealing_again_does_nothing(sealed):
    before = heads_file().read_text()
    assert seal().number == 0
    assert heads_file().read_text() == before


def test_a_job_killed_before_it_published_is_made_good_by_the_next(sealed):
    lines = heads_file().read_text().splitlines(keepends=True)
    heads_file().write_text(lines[0])
    seal()
    assert [line.split()[0] for line in heads_file().read_text().splitlines()] == [
        line.split()[0] for line in lines
    ]


def test_an_empty_record_has_no_head_and_no_fault(home):
    assert seal() is None
    assert verify().faults == []


def test_heads_go_to_the_folder_that_a_deployment_names(home, settings, tmp_path):
    settings.AUDIT_HEADS = str(tmp_path / "elsewhere")
    note(1)
    seal()
    assert (tmp_path / "elsewhere" / "heads.txt").exists()
    assert not (home / "audit").exists()


def test_an_event_that_commits_after_one_with_a_higher_number_is_sealed_in_its_turn(home):
    for key in (1000, 999):
        Event(pk=key, actor="a", act="b", subject_kind="c", subject_id="d").save()
        seal()
    assert list(Seal.objects.values_list("event_id", flat=True)) == [1000, 999]
    assert verify().faults == []


@pytest.mark.parametrize("field", FORGED)
def test_an_event_changed_in_any_field_is_found(sealed, sql, field):
    sql(f"UPDATE audit_event SET {field} = %s WHERE id = %s", FORGED[field], sealed[3].pk)
    (fault,) = verify().faults
    assert (fault.kind, fault.sequence, fault.event) == ("changed", 4, sealed[3].pk)
    assert f"Event {sealed[3].pk} (" in fault.words


def test_an_event_whose_number_was_changed_is_found(sealed, sql):
    sql("UPDATE audit_event SET id = 999 WHERE id = %s", sealed[3].pk)
    assert "removed" in kinds(verify())


def test_a_removed_event_is_found(sealed, sql):
    sql("DELETE FROM audit_event WHERE id = %s", sealed[1].pk)
    (fault,) = verify().faults
    assert (fault.kind, fault.event) == ("removed", sealed[1].pk)
    assert "2026-03-01T12:03:00" in fault.words


def test_the_last_events_cut_off_without_their_seals_are_found(sealed, sql):
    sql("DELETE FROM audit_event WHERE id > %s", sealed[3].pk)
    assert kinds(verify()) == ["removed", "removed"]


def test_the_last_events_cut_off_with_their_seals_are_found_by_the_published_head(sealed, sql):
    sql("DELETE FROM audit_event WHERE id > %s", sealed[3].pk)
    sql("DELETE FROM audit_seal WHERE sequence > 4")
    (fault,) = verify().faults
    assert fault.kind == "cut"
    assert "ends at number 4, but reached 6 on 2026-03-01T12:06" in fault.words


def test_a_tail_that_was_cut_and_grew_again_is_found(sealed, sql):
    sql("DELETE FROM audit_event WHERE id > %s", sealed[3].pk)
    sql("DELETE FROM audit_seal WHERE sequence > 4")
    with time_machine.travel(LATER, tick=False):
        for number in range(4):
            note(number)
        seal()
    assert kinds(verify()) == ["made anew"]


def test_a_cut_tail_is_found_by_a_head_somebody_kept_though_the_file_was_cut_too(sealed, sql):
    kept = Head(6, Seal.objects.last().digest)
    sql("DELETE FROM audit_event WHERE id > %s", sealed[2].pk)
    sql("DELETE FROM audit_seal WHERE sequence > 3")
    heads_file().write_text(heads_file().read_text().splitlines(keepends=True)[0])
    assert verify().faults == []
    assert kinds(verify(kept)) == ["cut"]


def test_two_events_exchanged_are_found(sealed, sql):
    first, second = sealed[1].pk, sealed[4].pk
    for one, other in ((first, -1), (second, first), (-1, second)):
        sql("UPDATE audit_event SET id = %s WHERE id = %s", other, one)
    assert kinds(verify()) == ["changed", "changed"]


def test_two_seals_exchanged_are_found(sealed, sql):
    for one, other in ((2, 99), (5, 2), (99, 5)):
        sql("UPDATE audit_seal SET sequence = %s WHERE sequence = %s", other, one)
    assert "changed" in kinds(verify())


def test_a_removed_seal_is_found(sealed, sql):
    sql("DELETE FROM audit_seal WHERE sequence = 3")
    (fault,) = verify().faults
    assert (fault.kind, fault.words) == ("seal removed", "Number 3 of the chain is gone.")


@pytest.mark.parametrize(
    "change", ["digest = 'x'", "at = '2026-03-01 10:00:00+00:00'", "event_id = -1"]
)
def test_a_changed_seal_is_found(sealed, sql, change):
    sql(f"UPDATE audit_seal SET {change} WHERE sequence = 3")
    assert verify().faults[0].sequence == 3


def test_an_event_slipped_in_among_older_ones_is_found_before_and_after_it_is_sealed(sealed):
    with time_machine.travel(NOON + timedelta(hours=9), tick=False):
        note(6)
        seal()
    with time_machine.travel(NOON, tick=False):
        forged = note(7)
    assert [(f.kind, f.event) for f in verify().faults] == [("slipped in", forged.pk)]
    seal()
    assert [(f.kind, f.event) for f in verify().faults] == [("slipped in", forged.pk)]


def test_an_event_that_waits_for_the_next_sealing_is_no_fault(sealed):
    with time_machine.travel(LATER, tick=False):
        note(6)
    verdict = verify()
    assert (verdict.waiting, verdict.faults) == (1, [])


def test_a_chain_made_anew_from_its_middle_is_found_by_the_heads(sealed, sql):
    sql("UPDATE audit_event SET actor = 'person 2' WHERE id = %s", sealed[3].pk)
    _made_anew(sql, after=3)
    (fault,) = verify().faults
    assert (fault.kind, fault.sequence) == ("made anew", 6)


def test_a_record_emptied_at_one_go_is_found(sealed, sql):
    sql("DELETE FROM audit_event")
    sql("DELETE FROM audit_seal")
    assert kinds(verify()) == ["cut"]


def test_a_file_of_heads_that_was_removed_or_changed_is_found(sealed):
    heads_file().write_text("6:nonsense\n")
    assert kinds(verify()) == ["head", "head"]
    heads_file().unlink()
    assert kinds(verify()) == ["head"]
    assert verify(Head(6, Seal.objects.last().digest)).faults == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps no such value")
@pytest.mark.parametrize("field", ["at", "before", "details"])
def test_an_event_spoilt_beyond_reading_is_named(sealed, sql, field):
    sql("PRAGMA ignore_check_constraints = ON")
    sql(f"UPDATE audit_event SET {field} = '{{nonsense' WHERE id = %s", sealed[3].pk)
    sql("PRAGMA ignore_check_constraints = OFF")
    (fault,) = verify().faults
    assert (fault.kind, fault.event) == ("changed", sealed[3].pk)


@pytest.mark.parametrize("model", [Event, Seal])
def test_the_database_itself_refuses_to_change_or_remove(sealed, protected, model):
    table = model._meta.db_table
    key = model._meta.pk.column
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {key} = {key} + 100"):
        with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
            connection.cursor().execute(statement)
    assert verify().faults == []


def test_the_program_refuses_to_change_or_remove_a_seal(sealed):
    for act in (Seal.objects.all().delete, Seal.objects.first().delete, Seal.objects.first().save):
        with pytest.raises(EventsAreKept):
            act()


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcé "), inner),
    max_leaves=10,
)


@given(VALUES)
def test_whatever_is_kept_has_one_text_before_and_after_the_database(value):
    with transaction.atomic():
        kept = Event.objects.create(actor="a", act="b", subject_kind="c", details={"v": value})
        back = Event.objects.values("details").get(pk=kept.pk)["details"]
        transaction.set_rollback(True)
    assert canonical.text(back) == canonical.text({"v": value})
    assert json.loads(canonical.text(back)) == {"v": _as_numbers(value)}


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_without_exponent_and_read_back_as_itself(value):
    plain = canonical.number(value)
    assert "e" not in plain.lower()
    assert Decimal(plain) == Decimal(repr(value))


@pytest.mark.parametrize("words", ["", "6", "6:abc", f"x:{'0' * 64}", f"6:{'z' * 64}"])
def test_what_is_no_head_is_refused(words):
    with pytest.raises(ValueError):
        head_of(words)


def _as_numbers(value):
    """As JSON reads what was written plainly: 1e23 as a whole number."""
    if isinstance(value, dict):
        return {key: _as_numbers(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_numbers(inner) for inner in value]
    if isinstance(value, float):
        return json.loads(f"{Decimal(repr(value)):f}")
    return value


def _made_anew(sql, after: int) -> None:
    """What somebody who knows the rule would do: every digest from there on computed again."""
    previous = Seal.objects.get(sequence=after).digest
    for one in Seal.objects.filter(sequence__gt=after):
        event = Event.objects.values(*canonical.FIELDS).get(pk=one.event_id)
        previous = canonical.digest(previous, one.sequence, one.at, event)
        sql("UPDATE audit_seal SET digest = %s WHERE sequence = %s", previous, one.sequence)
