"""What a screen found is kept, once, as it was."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from resilience.audit.models import Event
from resilience.evidence.store import Store
from resilience.programmes.packs import load
from resilience.screening.actions import ENGLAND, NothingToScreen, take_snapshot
from resilience.screening.exports import RESULT_COLUMNS, chosen, results, summaries
from resilience.screening.fitting import PackDoesNotFit
from resilience.screening.kept import SnapshotsAreKept
from resilience.screening.models import ScreenedArea, ScreenedPractice, Snapshot
from resilience.screening.signals import SIGNALS
from tests.screening.england import MANCHESTER, NORTH, figures, loaded, points, register
from tests.screening.worlds import criterion, pack, rule

pytestmark = pytest.mark.django_db
PACK = load("gprp-2018-19")
DAY = date(2018, 6, 30)


@pytest.fixture
def store(small_england):
    return Store(small_england)


def taken(store, day=DAY, of=PACK):
    return take_snapshot(by="a test", pack=of, as_at=day, store=store)


def test_a_snapshot_has_every_practice_open_on_the_day(store):
    snapshot = taken(store)
    assert snapshot.practices.count() == 40
    assert (snapshot.programme, snapshot.as_at) == ("gprp-2018-19", DAY)
    assert (snapshot.pack_hash, snapshot.pack["id"]) == (PACK.hash, PACK.id)
    assert not snapshot.synthetic


def test_the_same_screen_is_kept_once(store):
    first = taken(store)
    assert taken(store) == first
    assert Snapshot.objects.count() == 1
    assert Event.objects.filter(act="screening.snapshot_taken").count() == 1


def test_another_day_programme_or_figure_is_another_screen(home, tmp_path):
    store = loaded(home, register(tmp_path))
    first = taken(store)
    assert taken(store, date(2018, 7, 1)) != first
    assert taken(store, of=load("icb-support-2026-27")) != first
    more = figures(tmp_path / "gps.csv", "gp_headcount", "2017-09-30", {"A81001": 1})
    assert taken(loaded(home, more)) != first
    assert Snapshot.objects.count() == 4


def test_two_who_take_the_same_screen_at_once_keep_one(store, monkeypatch):
    first = taken(store)
    nobody = Snapshot.objects.none()
    with monkeypatch.context() as patched:  # the other one was not there yet when this one looked
        patched.setattr(type(Snapshot.objects), "filter", lambda *_, **__: nobody)
        assert taken(store) == first
    assert ScreenedPractice.objects.count() == 40


def test_what_was_found_is_read_as_it_was_found(store):
    practice = taken(store).practices.get(code="A81001")
    assert (practice.signal, practice.met, practice.not_met) == ("not_enough_evidence", 1, 0)
    assert practice.not_known == 15
    assert practice.for_review
    assert practice.working == (
        "Criteria known: 1, of which met: 1. A signal needs at least 4 known."
    )
    assert practice.domains["efficiency"][0] == "amber"
    assert practice.letters["GC11"] == "m"
    finding = practice.findings["GC11"]
    assert (
        finding["reason"] == "QOF points achieved: 60.0% in the year 2017-18, which is below 80%."
    )
    assert (finding["value"], finding["line"], finding["period"]) == (60.0, 2, "2017-18")
    assert finding["comparison"]["england_median"] == 95.0
    assert practice.snapshot.releases[finding["release"]]["file"] == "points-2017-18.csv"
    assert list(practice.findings) == [criterion.id for criterion in PACK.criteria]
    assert all(finding["reason"] for finding in practice.findings.values())


def test_what_nobody_knows_is_told_once(store):
    snapshot = taken(store)
    assert "GC9" in snapshot.unknown
    assert "GC11" not in snapshot.unknown
    assert all("GC9" not in practice.own for practice in snapshot.practices.all())


def test_greater_manchester_is_a_region_and_its_own_team(store):
    snapshot = taken(store)
    practice = snapshot.practices.get(code="P81001")
    assert (practice.areas, practice.area) == ("/ENG/Q83/00T/-/", "Q83")
    assert snapshot.practices.get(code="A81001").areas == "/ENG/Y54/Q74/00K/-/"
    areas = {area.code: area for area in snapshot.areas.all()}
    assert {code: (a.level, a.parent, a.practices) for code, a in areas.items()} == {
        ENGLAND: ("nation", "", 40),
        "Y54": ("region", ENGLAND, 20),
        "Q74": ("dco", "Y54", 20),
        "00K": ("ccg", "Q74", 20),
        "Q83": ("region", ENGLAND, 20),
        "00T": ("ccg", "Q83", 20),
    }


def test_an_area_is_the_sum_of_its_practices(store):
    snapshot = taken(store)
    for area in snapshot.areas.all():
        inside = chosen(snapshot, area.code)
        assert area.practices == inside.count()
        for signal in SIGNALS:
            assert getattr(area, signal) == inside.filter(signal=signal).count()
        for place, asked in enumerate(PACK.criteria):
            letters = "".join(practice.results[place] for practice in inside)
            tally = area.criteria[asked.id]
            assert tally["met"] == letters.count("m")
            assert tally["not_met"] == letters.count("n")
            assert tally["not_known"] == letters.count("u")


def test_closed_practices_are_neither_listed_nor_compared_with(home, tmp_path):
    store = loaded(home, register(tmp_path, closed=("A81001",)), points(tmp_path, A81001=0.0))
    snapshot = taken(store)
    assert not snapshot.practices.filter(code="A81001").exists()
    assert snapshot.practices.count() == 39
    assert taken(store, date(2018, 3, 30)).practices.filter(code="A81001").exists()


def test_without_a_register_there_is_nothing_to_screen(home):
    with pytest.raises(NothingToScreen, match="30 June 2018; load an ODS epraccur file"):
        taken(Store(home))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (rule("below", indicator="qof_point_percent", threshold=80), "write qof_points_percent"),
        (rule("below", indicator="cqc_overall_rating", threshold=80), "gives words"),
        (rule("category", indicator="gp_headcount", met_when=["one"]), "gives numbers"),
        (rule("category", indicator="cqc_overall_rating", met_when=["Poor"]), "is never 'Poor'"),
        (
            rule("count_flags", reported_indicator="nothing_of_ours", at_least=1,
                 flags=[rule("equals", indicator="gp_headcount", value=1)]),
            "there is no indicator 'nothing_of_ours'",
        ),
    ],
)  # fmt: skip
def test_a_pack_that_asks_for_what_no_indicator_gives_is_told(store, asked, words):
    with pytest.raises(PackDoesNotFit, match=words) as told:
        taken(store, of=pack(criterion("GC99", asked)))
    assert "criterion GC99" in str(told.value)


# --- kept as it was


def test_nothing_of_a_snapshot_can_be_changed(store):
    snapshot = taken(store)
    practice = snapshot.practices.first()
    practice.signal = "red"
    for change in (
        snapshot.save,
        practice.save,
        lambda: practice.save(update_fields=["signal"]),
        lambda: snapshot.practices.update(signal="red"),
        lambda: Snapshot.objects.update(programme="another"),
        lambda: ScreenedPractice.objects.bulk_update([practice], ["signal"]),
        lambda: ScreenedArea.objects.update(red=0),
    ):
        with pytest.raises(SnapshotsAreKept):
            change()
    practice.refresh_from_db()
    assert practice.signal != "red"


def test_a_row_cannot_be_overwritten_under_its_own_key(store):
    area = taken(store).areas.first()
    with pytest.raises(SnapshotsAreKept):
        ScreenedArea.objects.bulk_create(
            [area], update_conflicts=True, unique_fields=["id"], update_fields=["red"]
        )
    area._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        area.save()


def test_a_snapshot_goes_only_as_a_whole(store):
    snapshot = taken(store)
    for remove in (
        snapshot.practices.first().delete,
        snapshot.practices.all().delete,
        ScreenedArea.objects.all().delete,
    ):
        with pytest.raises(SnapshotsAreKept):
            remove()
    snapshot.delete()
    assert not ScreenedPractice.objects.exists()
    assert not ScreenedArea.objects.exists()


# --- as rows


def test_one_row_for_each_practice_and_criterion(store):
    snapshot = taken(store)
    rows = list(results(snapshot, chosen(snapshot)))
    assert len(rows) == 40 * 16
    assert {tuple(row) for row in rows} == {RESULT_COLUMNS}
    assert (
        *("practice", "criterion", "result", "value", "reason", "source", "period"),
        *("file", "line", "also_known"),
    ) == RESULT_COLUMNS
    (row,) = (r for r in rows if (r["practice"], r["criterion"]) == ("P81001", "GC11"))
    assert (row["result"], row["value"], row["period"]) == ("met", 70.0, "2017-18")
    assert row["source"] == "An analyst's figures: a return"
    assert all(row["value"] is None for row in rows if row["result"] == "not_known")
    assert all(row["value"] is not None for row in rows if row["result"] != "not_known")
    assert all(row["reason"].endswith(".") and ".." not in row["reason"] for row in rows)


def test_one_row_for_each_practice(store):
    snapshot = taken(store)
    rows = list(summaries(snapshot, chosen(snapshot)))
    assert [row["practice"] for row in rows] == sorted([*NORTH, *MANCHESTER])
    first = rows[0]
    assert list(first)[:7] == [
        *("practice", "name", "area", "met", "not_met", "not_known", "signal"),
    ]
    assert (first["area"], first["met"], first["not_known"]) == ("Q74", 1, 15)
    assert (first["signal"], first["for_review"]) == ("not_enough_evidence", "yes")


def test_rows_are_read_in_few_queries(store, django_assert_max_num_queries):
    snapshot = taken(store)
    snapshot = Snapshot.objects.get(pk=snapshot.pk)
    with django_assert_max_num_queries(2):
        list(results(snapshot, chosen(snapshot)))
    with django_assert_max_num_queries(3):
        list(summaries(snapshot, chosen(snapshot)))
