"""Putting England into the database, again and again."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.audit.models import Event
from resilience.organisations.actions import is_up_to_date, rebuild
from resilience.organisations.models import Ancestor, Organisation, Record, Succession
from resilience.organisations.queries import open_practices, places
from tests.organisations.publishing import files, loaded

DAY = date(2026, 3, 1)


def everything() -> list[list[tuple]]:
    return [
        sorted(Record.objects.values_list("organisation__code", "starts", "ends", "state", "name")),
        sorted(
            Ancestor.objects.values_list(
                "descendant__code", "ancestor__code", "kind", "starts", "ends", "direct"
            )
        ),
        list(Succession.objects.values_list("predecessor__code", "successor__code", "day")),
    ]


def test_nothing_is_done_where_the_evidence_is_the_same(small_england):
    assert is_up_to_date(small_england)
    assert not rebuild(by="test", store=small_england)


def test_organisations_keep_their_identity_and_what_is_derived_is_replaced(db, home, tmp_path):
    first, *rest = files(tmp_path / "published")
    rebuild(by="test", store=loaded([first], home))
    before = dict(Organisation.objects.values_list("code", "id"))
    rebuild(by="test", store=loaded(rest, home))
    after = dict(Organisation.objects.values_list("code", "id"))
    assert before.items() <= after.items()
    assert len(after) > len(before)


def test_building_again_gives_the_same(small_england):
    from resilience.organisations.models import Build

    before = everything()
    Build.objects.all().delete()
    assert rebuild(by="test", store=small_england)
    assert everything() == before


def test_a_build_that_fails_leaves_the_last_good_state(small_england, monkeypatch):
    from resilience.organisations import actions
    from resilience.organisations.models import Build

    before = everything()
    Build.objects.all().delete()
    monkeypatch.setattr(actions, "record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        rebuild(by="test", store=small_england)
    assert everything() == before


def test_a_build_is_recorded(small_england):
    event = Event.objects.get(act="organisations.rebuilt")
    assert event.details["organisations"] == Organisation.objects.count()


def test_each_fact_has_its_source(small_england):
    record = Record.objects.filter(organisation__code="A81001").earliest("starts")
    assert (
        str(record.source) == "GP practices and prescribing cost centres (epraccur), January 2016"
    )
    member = Ancestor.objects.get(descendant__code="A81001", ancestor__code="U27349")
    assert member.source.period == "October 2024"
    assert not Ancestor.objects.filter(direct=False, source__isnull=False).exists()


def test_open_practices_of_england_and_of_an_area(small_england, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = open_practices(DAY)
    assert [one.code for one in found] == ["A81001", "A81003", "B81001"]
    assert found[0].areas == {
        "ccg": "16C",
        "icb": "QHM",
        "pcn": "U27349",
        "region": "Y63",
        "nation": "ENG",
    }
    with django_assert_num_queries(2):
        assert [one.code for one in open_practices(DAY, "QOQ")] == ["B81001"]


def test_a_home_without_evidence_is_an_england_without_practices(db, home):
    from resilience.evidence.store import Store

    rebuild(by="test", store=Store(home))
    assert open_practices(DAY) == []


def test_names_are_those_of_the_day(small_england):
    found = places(["A81001", "QHM", "nothing"], date(2018, 5, 31))
    assert found["A81001"].name == "New Surgery"
    assert found["QHM"].name == "NHS North East and North Cumbria ICB"
    assert "nothing" not in found
