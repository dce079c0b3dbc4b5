"""A release that would move England's totals waits for a person, and nothing sees it meanwhile."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.evidence.figures import Figures
from resilience.evidence.loading import Outcome, load
from resilience.evidence.opened import store_at
from resilience.evidence.periods import parse_period
from resilience.evidence.store import Store
from tests.evidence.lists import lists, row, write
from tests.evidence.publishing import TODAY
from tests.evidence.test_killed_loads import die

PRACTICES = 200


def england(practices: int = PRACTICES, patients: int = 1000, day: str = "2025-04-01") -> bytes:
    return lists(*(row(f"A8{n:04}", patients, day) for n in range(practices)))


def load_all(home: Path, *contents: bytes, share: float = 0.1) -> list[Outcome]:
    outcomes = []
    for number, content in enumerate(contents):
        path = write(home.parent / f"{home.name}-files" / f"{number}.csv", content)
        outcomes += load([path], Store(home), today=TODAY, share=share)
    return outcomes


def patients_known(home: Path) -> dict[str, float | str | None]:
    """What a reader of figures finds for one practice, by period."""
    history = Figures(store_at(home)).history("A80000", until=date(2026, 1, 1))
    return {f.period.label: f.value for f in history.get("registered_patients", [])}


def test_half_a_file_is_held_with_the_difference_and_the_commands_to_decide(tmp_path) -> None:
    home = tmp_path / "home"

    whole, half = load_all(home, england(), england(practices=90, day="2025-05-01"))

    assert (whole.status, half.status) == ("loaded", "held")
    assert "practices 200 before, 90 now: -110 (-55.0%)" in half.message
    assert "patients 200,000 before, 90,000 now: -110,000 (-55.0%)" in half.message
    assert whole.release in half.message
    assert f"resilience evidence --accept {half.release}" in half.message
    assert f"resilience evidence --refuse {half.release}" in half.message
    assert [(move.total, move.before, move.after) for move in half.moves] == [
        ("practices", 200, 90),
        ("patients", 200_000, 90_000),
    ]


def test_nothing_sees_what_is_held(tmp_path) -> None:
    home = tmp_path / "home"
    load_all(home, england())
    before = Store(home).stamp, patients_known(home)

    load_all(home, england(patients=2000, day="2025-05-01"))

    store = Store(home)
    assert (store.stamp, patients_known(home)) == before
    assert len(store.releases) == len(store.current) == 1
    assert [held.release.period.label for held in store.held] == ["2025-05-01"]


def test_what_is_accepted_is_as_if_loaded_normally(tmp_path) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    files = england(), england(patients=2000, day="2025-05-01")
    load_all(home, *files)
    load_all(other, *files, share=10)
    store = Store(home)

    store.accept(store.held[0], "accepted: lists were merged")

    assert store.held == []
    assert patients_known(home) == patients_known(other)
    assert patients_known(home) == {"2025-04-01": 1000, "2025-05-01": 2000}
    assert Store(home).stamp == Store(other).stamp
    assert "accepted: lists were merged" in store.current[-1].notes
    (again,) = load_all(home, files[1])
    assert again.status == "unchanged"


def test_an_accepted_correction_takes_the_place_of_what_is_in_force_then(tmp_path) -> None:
    home = tmp_path / "home"
    load_all(home, england(), england(patients=2000))
    load_all(home, england(patients=1001))  # another correction, loaded while the first one waits
    store = Store(home)

    accepted = store.accept(store.held[0], "accepted")

    assert store.current == [accepted]
    assert accepted.supersedes == store.releases[1].id
    assert patients_known(home) == {"2025-04-01": 2000}


def test_what_is_refused_is_gone(tmp_path) -> None:
    home = tmp_path / "home"
    load_all(home, england(), england(patients=2000, day="2025-05-01"))
    store = Store(home)

    store.refuse(store.held[0])

    assert store.held == Store(home).held == []
    assert patients_known(home) == {"2025-04-01": 1000}
    assert not [*home.glob("evidence/.*/*")]


def test_a_file_that_waits_is_judged_anew_when_it_is_loaded_again(tmp_path) -> None:
    home = tmp_path / "home"
    more = england(patients=1200, day="2025-05-01")
    load_all(home, england(), more)

    (again,) = load_all(home, more)
    assert (again.status, len(Store(home).held)) == ("held", 1)
    (wider,) = load_all(home, more, share=0.2)
    assert (wider.status, Store(home).held) == ("loaded", [])


def test_a_period_given_does_not_let_half_a_file_through(tmp_path) -> None:
    home = tmp_path / "home"
    load_all(home, england())
    half = write(tmp_path / "half.csv", england(practices=90))

    given_period = parse_period("2025-04-01")
    (outcome,) = load([half], Store(home), today=TODAY, period=given_period)

    assert outcome.status == "held"
    assert "rows 200 before, 90 now" in outcome.message


@settings(max_examples=30, deadline=None)
@given(patients=st.integers(0, 3000))
def test_a_total_may_move_by_the_share_and_not_by_more(tmp_path_factory, patients) -> None:
    home = tmp_path_factory.mktemp("homes") / "home"

    _, later = load_all(home, england(120), england(120, patients, "2025-05-01"))

    assert (later.status == "held") == (patients < 900 or patients > 1100)


@pytest.mark.parametrize(
    ("day", "status"), [("2026-04-01", "held"), ("2027-04-30", "held"), ("2028-04-02", "loaded")]
)
def test_totals_have_more_room_the_more_years_lie_between(tmp_path, day, status) -> None:
    home = tmp_path / "home"
    load_all(home, england(day="2018-04-01"))
    later = day.replace("2026", "2019").replace("2027", "2020").replace("2028", "2021")

    (outcome,) = load_all(home, england(patients=1300, day=later))

    assert outcome.status == status


def test_figures_that_vanish_behind_symbols_are_a_fall(tmp_path) -> None:
    home = tmp_path / "home"
    hidden = lists(*(row(f"A8{n:04}", ":", "2025-05-01") for n in range(PRACTICES)))

    _, later = load_all(home, england(), hidden)

    assert "practices 200 before, 0 now: -200 (-100.0%)" in later.message


def test_numbers_beyond_all_counting_are_held_too(tmp_path) -> None:
    home = tmp_path / "home"
    vast = lists(*(row(f"A8{n:04}", 2**53, "2025-05-01") for n in range(3000)))

    _, later = load_all(home, england(3000), vast)

    assert later.status == "held"


def test_a_handful_of_practices_may_move_freely(tmp_path) -> None:
    few = england(60), england(60, 5000, "2025-05-01"), england(20, 5000)

    assert {outcome.status for outcome in load_all(tmp_path / "home", *few)} == {"loaded"}


def test_whichever_of_two_comes_second_is_compared_with_the_first(tmp_path) -> None:
    files = [england(day="2025-04-01"), england(120, day="2025-05-01")]
    for name, order in zip("ab", permutations(files), strict=True):
        statuses = [outcome.status for outcome in load_all(tmp_path / name, *order)]
        assert statuses == ["loaded", "held"]


@pytest.mark.parametrize(("moment", "calls"), [("write_text", 2), ("rename", 1), ("mkdir", 2)])
def test_a_load_killed_while_it_holds_leaves_all_or_nothing(tmp_path, moment, calls) -> None:
    home = tmp_path / "home"
    load_all(home, england())
    half = write(tmp_path / "half.csv", england(90))

    die(half, home, moment, calls)

    assert Store(home).held == []
    (again,) = load([half], Store(home), today=TODAY)
    assert again.status == "held"
    assert [release.rows for release in Store(home).current] == [200]


@pytest.mark.parametrize("moment", ["replace", "rename"])
def test_an_acceptance_that_is_killed_can_be_repeated(tmp_path, monkeypatch, moment) -> None:
    home = tmp_path / "home"
    load_all(home, england(), england(90))
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(Path, moment, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        store = Store(home)
        store.accept(store.held[0], "accepted")
    assert [release.rows for release in Store(home).current] == [200]

    store = Store(home)
    store.accept(store.held[0], "accepted")

    assert [release.rows for release in Store(home).current] == [90]


@pytest.mark.slow
@pytest.mark.parametrize("backwards", [False, True])
def test_no_real_file_is_held(real_data, tmp_path, backwards) -> None:
    paths = sorted(path for path in real_data.rglob("*") if path.is_file())

    outcomes = list(load(paths[:: -1 if backwards else 1], Store(tmp_path), today=TODAY))

    assert [outcome.message for outcome in outcomes if outcome.status == "held"] == []
    assert sum(outcome.status == "loaded" for outcome in outcomes) > 70
