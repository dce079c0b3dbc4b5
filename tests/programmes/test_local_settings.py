"""Local settings: what a team sets otherwise than the pack, and what nobody can."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.rules import Refused
from resilience.audit.models import Event, EventsAreKept
from resilience.programmes import settable
from resilience.programmes.actions import MEANWHILE, change
from resilience.programmes.local import in_force, values_set, version
from resilience.programmes.models import LocalSetting
from resilience.programmes.packs import available, load
from resilience.programmes.rules import acts_for
from resilience.programmes.schema import PackInForce
from resilience.programmes.settable import SettingsUnfit, settings_of
from tests.accounts.people import organisation, person

pytestmark = pytest.mark.django_db
GPRP, ICB = "gprp-2018-19", "icb-support-2026-27"
QOF = "criteria.GC11.rule.threshold"
DAY = date(2026, 4, 1)


@pytest.fixture
def nation():
    return organisation("ENG", "nation", "England")


@pytest.fixture
def administrator(nation) -> User:
    return person("admin@example.org", role="administrator", at=nation, name="Jo Willow")


def set_values(user: User, programme: str = GPRP, seen: int | None = None, **values: str):
    wanted = {key.replace("__", "."): value for key, value in values.items()}
    return change(
        by=Reader(user, DAY),
        programme=programme,
        values=wanted,
        reason="Agreed with the LMC.",
        seen=version(programme) if seen is None else seen,
    )


# --- the pack itself


@pytest.mark.parametrize("pack_id", [GPRP, ICB])
def test_the_suggested_matrix_is_low_to_4_medium_to_12_and_high_from_15(pack_id):
    matrix = load(pack_id).matrix
    assert matrix
    assert matrix.basis == "local setting"
    for scope in range(1, 6):
        for impact in range(1, 6):
            product = scope * impact
            wanted = "low" if product <= 4 else "medium" if product <= 12 else "high"
            assert matrix.band(scope, impact).id == wanted, (scope, impact)


@pytest.mark.parametrize(("pack_id", "basis"), [(GPRP, "stated by the programme"), (ICB, "local")])
def test_a_referral_is_acknowledged_in_10_working_days_and_answered_in_14_days(pack_id, basis):
    clocks = {clock.id: clock for clock in load(pack_id).clocks}
    assert (clocks["acknowledge"].days, clocks["acknowledge"].counted) == (10, "working days")
    assert (clocks["respond"].days, clocks["respond"].counted) == (14, "calendar days")
    told = (clocks["acknowledge"], clocks["respond"])
    assert all(clock.basis.startswith(basis) for clock in told)


@pytest.mark.parametrize("pack_id", available())
def test_all_that_may_be_set_stands_under_a_local_setting_and_nothing_else_may(pack_id):
    for setting in settings_of(pack_id).values():
        table = load(pack_id)
        for step in setting.path[: 1 if setting.in_a_grid else -1]:
            table = table[step] if isinstance(step, int) else getattr(table, step)
        assert table.basis == "local setting", setting.key
    stated = {"criteria.GC7.rule.at_least", "criteria.GC12.rule.rules.1.percent"}
    assert not stated & settings_of(GPRP).keys()
    for grid in ("matrix.", "deciding.points."):
        assert len([key for key in settings_of(pack_id) if key.startswith(grid)]) == 25


@given(st.dictionaries(st.sampled_from(sorted(settings_of(ICB))), st.text(max_size=12)))
def test_any_text_as_a_value_makes_a_valid_pack_or_is_told_by_key(values):
    try:
        pack = settable.in_force(ICB, values)
    except SettingsUnfit as unfit:
        assert unfit.messages
        assert set(unfit.messages) <= set(settings_of(ICB))
    else:
        stated = [c.rule for c in pack.criteria if c.rule and c.rule.basis != "local setting"]
        own = [c.rule for c in load(ICB).criteria if c.rule and c.rule.basis != "local setting"]
        assert stated == own


# --- setting them


def test_without_settings_the_pack_in_force_is_the_pack_itself():
    assert in_force(GPRP) is load(GPRP)


def test_a_setting_is_in_force_at_once_and_the_hash_tells_of_pack_and_settings(administrator):
    set_values(administrator, criteria__GC11__rule__threshold="75", matrix__1__1="medium")
    pack = in_force(GPRP)
    assert isinstance(pack, PackInForce)
    assert pack.criterion("GC11").rule.threshold == Decimal(75)
    assert pack.matrix.band(1, 1).id == "medium"
    assert pack.own_hash == load(GPRP).hash != pack.hash
    assert pack.local_settings == {QOF: "75", "matrix.1.1": "medium"}
    assert in_force(ICB) is load(ICB)  # one set for each programme


def test_back_at_the_packs_own_values_its_hash_is_the_packs_again(administrator):
    set_values(administrator, criteria__GC11__rule__threshold="75")
    set_values(administrator, criteria__GC11__rule__threshold="80.0")
    assert values_set(GPRP) == {}
    assert in_force(GPRP).hash == load(GPRP).hash
    assert [one.value for one in LocalSetting.objects.all()] == ["75", ""]


def test_every_change_is_an_event_with_before_and_after(administrator):
    set_values(administrator, criteria__GC11__rule__threshold="75")
    set_values(administrator, criteria__GC11__rule__threshold="")
    told = Event.objects.filter(act="setting.changed").values_list("before", "after")
    assert list(told) == [("80", "75"), ("75", "80")]
    event = Event.objects.filter(act="setting.changed").first()
    assert event.organisation == "ENG"
    assert event.actor == administrator.actor
    assert event.details["reason"] == "Agreed with the LMC."


def test_settings_are_added_to_and_never_changed(administrator):
    [made] = set_values(administrator, criteria__GC11__rule__threshold="75")
    made.value = "10"
    with pytest.raises(EventsAreKept):
        made.save()
    with pytest.raises(EventsAreKept):
        LocalSetting.objects.all().delete()


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({QOF: "eighty"}, QOF, "expected a number, found “eighty”"),
        ({QOF: "1e5"}, QOF, "expected a number"),
        ({QOF: "1_0"}, QOF, "expected a number"),
        ({"matrix.1.1": "huge"}, "matrix.1.1", "expected the id of a band (low, medium, high)"),
        ({"criteria.GC4.rule.percent": "50"}, "criteria.GC4.rule.percent", "less than 50"),
        ({"review.every_months": "2.5"}, "review.every_months", "a whole number"),
        (
            {"signal.overall.red_when_met": "1"},
            "signal.overall.amber_when_met",
            "expected fewer than red_when_met (1)",
        ),
    ],
)
def test_values_that_make_no_pack_are_told_at_their_field_and_not_kept(
    administrator, values, field, words
):
    with pytest.raises(SettingsUnfit) as unfit:
        set_values(administrator, **values)
    assert words in unfit.value.messages[field]
    assert not LocalSetting.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("criteria.GC12.rule.rules.1.percent", "9"),
        ("clocks.acknowledge.days", "30"),
        ("criteria.GC11.rule.basis", "stated by the programme"),
        ("title", "Ours"),
    ],
)
def test_what_the_programme_states_is_no_setting(administrator, key, value):
    with pytest.raises(Refused, match="it is no setting"):
        set_values(administrator, **{key: value})


def test_of_two_who_change_settings_at_once_the_second_is_told(administrator):
    set_values(administrator, criteria__GC11__rule__threshold="75", seen=0)
    with pytest.raises(Refused, match="meanwhile"):
        set_values(administrator, criteria__GC10__rule__value="2", seen=0)


def test_even_where_both_looked_before_either_wrote(administrator, monkeypatch):
    set_values(administrator, criteria__GC11__rule__threshold="75")
    monkeypatch.setattr("resilience.programmes.actions.version", lambda programme: 0)
    with pytest.raises(Refused) as refused:
        set_values(administrator, criteria__GC10__rule__value="2", seen=0)
    assert str(refused.value) == MEANWHILE
    assert values_set(GPRP) == {QOF: "75"}


def test_a_setting_that_changes_nothing_or_has_no_reason_is_refused(administrator):
    with pytest.raises(Refused, match="Nothing is changed"):
        set_values(administrator, criteria__GC11__rule__threshold="80")
    with pytest.raises(Refused, match="Say why"):
        change(by=Reader(administrator, DAY), programme=GPRP, values={QOF: "7"}, reason=" ", seen=0)


def test_a_setting_the_pack_has_no_more_is_left_aside(administrator):
    LocalSetting.objects.create(
        programme=GPRP,
        number=1,
        key="criteria.GC99.rule.threshold",
        value="5",
        reason="old",
        organisation=administrator.memberships.get().organisation,
        by="x",
    )
    assert in_force(GPRP) is load(GPRP)


# --- who may


def test_the_top_of_the_installation_sets_and_nobody_below_it():
    practice = person("p@example.org", role="administrator", at=organisation("A1", "practice"))
    committee = person("l@example.org", role="administrator", at=organisation("L1", "lmc"))
    for user in (practice, committee):
        assert acts_for(Reader(user, DAY)) is None
    board = person("b@example.org", role="administrator", at=organisation("QZ1", "icb"))
    assert acts_for(Reader(board, DAY)).code == "QZ1"
    nation = person("n@example.org", role="administrator", at=organisation("ENG", "nation"))
    assert acts_for(Reader(board, DAY)) is None
    assert acts_for(Reader(nation, DAY)).code == "ENG"
    nation.memberships.update(ends=DAY)
    assert acts_for(Reader(board, DAY)).code == "QZ1"
    other = person("o@example.org", role="national_team", at=organisation("ENG2", "nation"))
    assert acts_for(Reader(other, DAY)) is None
    with pytest.raises(Refused, match="do not change the settings"):
        set_values(practice, criteria__GC11__rule__threshold="75")
