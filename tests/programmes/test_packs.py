from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.programmes.packs import PACKS, PackError, available, load
from resilience.programmes.schema import AnyOf, Below, Category, CountFlags, Equals, WorstShare

Edit = Callable[[str, str, str], Path]

BOTH = ["gprp-2018-19", "icb-support-2026-27"]
IDS = [f"GC{number}" for number in range(1, 17)]
INDICATORS = {
    "cqc_overall_rating",
    "patients_per_gp",
    "gp_headcount",
    "qof_points_percent",
    "qof_cervical_screening_25_49_percent",
    "gpps_recommend_no_percent",
    "gpps_phone_not_easy_percent",
    "gpps_appointment_no_percent",
    "prescribing_items_per_patient",
    "referrals_per_1000_patients",
    "web_tool_outlier_indicators",
    "list_closed",
    "gp_vacancies",
    "registered_patients",
}


def test_both_packs_come_with_the_product() -> None:
    assert available() == BOTH


@pytest.mark.parametrize("pack_id", BOTH)
def test_a_pack_is_kept_in_a_folder_of_its_id(pack_id: str) -> None:
    assert load(pack_id).id == pack_id


@pytest.mark.parametrize("pack_id", BOTH)
def test_each_national_criterion_is_there_once_in_its_domain(pack_id: str) -> None:
    pack = load(pack_id)
    assert [criterion.id for criterion in pack.criteria] == IDS
    assert [domain.title for domain in pack.domains] == [
        "Safety",
        "Workforce",
        "External perspective",
        "Organisational",
        "Efficiency",
        "Patient experience/access",
    ]
    by_domain = [
        [criterion.number for criterion in pack.criteria if criterion.domain == domain.id]
        for domain in pack.domains
    ]
    assert by_domain == [[1, 2, 3], [4, 5], [6, 7], [8, 9, 10], [11, 12], [13, 14, 15, 16]]


@pytest.mark.parametrize("pack_id", BOTH)
def test_criteria_are_measured_reported_judged_or_mixed(pack_id: str) -> None:
    kinds: dict[str, list[str]] = {}
    for criterion in load(pack_id).criteria:
        kinds.setdefault(criterion.kind, []).append(criterion.id)
    assert kinds == {
        "measured": ["GC1", "GC2", "GC4", "GC7", "GC11", "GC12", "GC14", "GC15", "GC16"],
        "judged": ["GC3", "GC6", "GC8", "GC9"],
        "reported": ["GC5"],
        "mixed": ["GC10", "GC13"],
    }


@pytest.mark.parametrize("pack_id", BOTH)
def test_what_is_about_a_person_is_restricted(pack_id: str) -> None:
    pack = load(pack_id)
    assert [criterion.id for criterion in pack.criteria if criterion.restricted] == ["GC3"]
    assert [criterion.id for criterion in pack.criteria if criterion.restricted_part] == ["GC5"]


@pytest.mark.parametrize("pack_id", BOTH)
def test_the_defaults_until_a_team_sets_its_own(pack_id: str) -> None:
    pack = load(pack_id)
    for criterion_id in ("GC4", "GC14", "GC15", "GC16"):
        rule = pack.criterion(criterion_id).rule
        assert isinstance(rule, WorstShare)
        assert (rule.percent, rule.tail, rule.within) == (Decimal(5), "high", "england")
        assert rule.basis == "local setting"
    alone = pack.criterion("GC10").rule
    assert isinstance(alone, Equals) and (alone.indicator, alone.value) == (
        "gp_headcount",
        Decimal(1),
    )
    qof = pack.criterion("GC11").rule
    assert isinstance(qof, Below) and (qof.threshold, qof.inclusive) == (Decimal(80), False)
    assert qof.basis == "local setting"


@pytest.mark.parametrize("pack_id", BOTH)
def test_the_two_ratings_are_two_criteria(pack_id: str) -> None:
    rules = [load(pack_id).criterion(name).rule for name in ("GC1", "GC2")]
    words = [rule.met_when for rule in rules if isinstance(rule, Category)]
    assert words == [("Inadequate",), ("Requires improvement",)]


def test_prescribing_or_referrals_far_from_the_ccg_average_on_either_side() -> None:
    rule = load("gprp-2018-19").criterion("GC12").rule
    assert isinstance(rule, AnyOf)
    parts = [part for part in rule.rules if isinstance(part, WorstShare)]
    assert [part.indicator for part in parts] == [
        "prescribing_items_per_patient",
        "referrals_per_1000_patients",
    ]
    assert {(part.percent, part.tail, part.within) for part in parts} == {
        (Decimal(5), "both", "ccg")
    }


def test_today_prescribing_alone_is_asked_for_as_referrals_are_not_published() -> None:
    rule = load("icb-support-2026-27").criterion("GC12").rule
    assert isinstance(rule, WorstShare)
    assert rule.indicator == "prescribing_items_per_patient"
    assert (rule.percent, rule.tail, rule.within) == (Decimal(5), "both", "ccg")


def test_the_web_tool_counts_five_and_shows_six() -> None:
    rule = load("gprp-2018-19").criterion("GC7").rule
    assert isinstance(rule, CountFlags)
    assert (rule.at_least, rule.also_show) == (5, 6)
    assert rule.basis == "stated by the programme"
    assert rule.reported_indicator == "web_tool_outlier_indicators"


def test_today_the_retired_web_tool_is_replaced_by_a_count_of_flags() -> None:
    rule = load("icb-support-2026-27").criterion("GC7").rule
    assert isinstance(rule, CountFlags)
    assert rule.reported_indicator is None
    assert rule.basis == "local setting"
    assert len(rule.flags) >= rule.at_least


@pytest.mark.parametrize("pack_id", BOTH)
def test_rules_ask_only_for_indicators_that_evidence_offers(pack_id: str) -> None:
    asked = {
        value
        for criterion in load(pack_id).criteria
        if criterion.rule
        for value in _indicators(criterion.rule.model_dump())
    }
    assert asked <= INDICATORS


def _indicators(rule: dict[str, object]) -> list[object]:
    own = [rule[key] for key in ("indicator", "reported_indicator") if rule.get(key)]
    nested = [*_tables(rule.get("flags")), *_tables(rule.get("rules"))]
    return own + [indicator for inner in nested for indicator in _indicators(inner)]


def _tables(value: object) -> list[dict[str, object]]:
    return list(value) if isinstance(value, list | tuple) else []


def test_each_programme_has_the_structure_of_its_day() -> None:
    then, now = (load(pack_id).structure for pack_id in BOTH)
    assert then.levels == ("region", "dco", "ccg")
    assert then.regions_too == ("Q83",)
    assert now.levels == ("region", "icb", "ccg")
    assert now.regions_too == ()


def test_a_programme_year_runs_from_april_to_march() -> None:
    assert [(load(one).starts, load(one).ends) for one in BOTH] == [
        (dt.date(2018, 4, 1), dt.date(2019, 3, 31)),
        (dt.date(2026, 4, 1), dt.date(2027, 3, 31)),
    ]


@pytest.mark.parametrize("pack_id", BOTH)
def test_the_signal_is_a_local_setting_and_shows_its_working(pack_id: str) -> None:
    signal, review = load(pack_id).signal, load(pack_id).review
    assert signal.minimum_known == 4
    assert (signal.overall.red_when_met, signal.overall.amber_when_met) == (3, 1)
    assert (signal.domain.red_when_met, signal.domain.amber_when_met) == (2, 1)
    assert signal.overall.red_criteria == ("GC1",)
    assert {signal.overall.basis, signal.domain.basis, review.basis} == {"local setting"}
    assert signal.overall.working("red", met=3, known=9, minimum_known=4) == (
        "Criteria met: 3 of 9 known. Red needs 3 or more, or GC1 alone."
    )
    assert (review.signals, review.or_met_at_least, review.every_months) == (
        ("red", "amber"),
        1,
        6,
    )


@given(met=st.integers(0, 16), known=st.integers(0, 16), pack_id=st.sampled_from(BOTH))
def test_no_working_leaves_a_blank(met: int, known: int, pack_id: str) -> None:
    signal = load(pack_id).signal
    for rule in (signal.overall, signal.domain):
        for result in ("red", "amber", "green", "not_enough_evidence"):
            words = rule.working(result, met=met, known=known, minimum_known=4)
            assert "{" not in words


@pytest.mark.parametrize("pack_id", BOTH)
def test_the_hash_ignores_order_comments_and_layout(pack_id: str, tmp_path: Path) -> None:
    folder = tmp_path / "turned"
    folder.mkdir()
    for file in (PACKS / pack_id).glob("*.toml"):
        data = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        (folder / f"x-{file.name}").write_text(_backwards(data), encoding="utf-8")
    assert load(folder).hash == load(pack_id).hash


def _backwards(data: dict[str, object]) -> str:
    """The same content with the keys in reverse, inline and with a comment."""
    return "# turned round\n" + "".join(f"{key} = {_toml(data[key])}\n" for key in reversed(data))


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'''{value}'''"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(value[key])}" for key in reversed(value)) + "}"
    return str(value)


def test_the_hash_changes_with_a_threshold(edited: Edit) -> None:
    folder = edited("criteria.toml", "threshold = 80", "threshold = 85")
    assert load(folder).hash != load("gprp-2018-19").hash


def test_the_hash_knows_that_80_and_80_point_0_are_one_threshold(edited: Edit) -> None:
    folder = edited("criteria.toml", "threshold = 80", "threshold = 80.0")
    assert load(folder).hash == load("gprp-2018-19").hash


def test_a_criterion_the_pack_does_not_have() -> None:
    with pytest.raises(KeyError):
        load("gprp-2018-19").criterion("GC99")


def test_an_unknown_pack_names_those_there_are() -> None:
    with pytest.raises(PackError, match=r"no-such-pack: .*gprp-2018-19, icb-support-2026-27"):
        load("no-such-pack")
