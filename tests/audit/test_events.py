from __future__ import annotations

from datetime import date

import pytest

from resilience.audit.actions import record
from resilience.audit.models import Event, EventsAreKept

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return record(
        by="command load",
        act="loaded",
        subject=("release", "epraccur 2018-05"),
        rows=7159,
        period=date(2018, 5, 1),
    )


def test_an_event_says_who_did_what_to_which_thing_and_when(event):
    kept = Event.objects.get()
    assert (kept.actor, kept.act) == ("command load", "loaded")
    assert (kept.subject_kind, kept.subject_id) == ("release", "epraccur 2018-05")
    assert kept.details == {"rows": 7159, "period": "2018-05-01"}
    assert kept.at == event.at
    assert kept.at.tzinfo is not None


def test_a_saved_record_is_named_by_its_kind_and_key(event):
    told = record(by="a-person", act="looked at", subject=event)
    assert (told.subject_kind, told.subject_id) == ("audit.event", str(event.pk))


def test_an_event_cannot_be_changed(event):
    event.act = "something else"
    with pytest.raises(EventsAreKept):
        event.save()
    with pytest.raises(EventsAreKept):
        event.save(update_fields=["act"])
    with pytest.raises(EventsAreKept):
        Event.objects.update(act="something else")
    with pytest.raises(EventsAreKept):
        Event.objects.bulk_update([event], ["act"])
    with pytest.raises(EventsAreKept):
        Event.objects.update_or_create(pk=event.pk, defaults={"act": "something else"})
    assert Event.objects.get().act == "loaded"


def test_an_event_cannot_be_overwritten_under_its_own_key(event):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Event(pk=event.pk, actor="a", act="b", subject_kind="c", subject_id="d").save()
    with pytest.raises(EventsAreKept):
        Event.objects.bulk_create(
            [Event(pk=event.pk, act="b")],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["act"],
        )
    assert Event.objects.get().act == "loaded"


def test_an_event_cannot_be_removed(event):
    with pytest.raises(EventsAreKept):
        event.delete()
    with pytest.raises(EventsAreKept):
        Event.objects.all().delete()
    assert Event.objects.count() == 1
