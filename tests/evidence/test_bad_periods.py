"""A file whose period is not known, or is of a kind in which it is not published."""

from __future__ import annotations

import pytest

from resilience.evidence.datasets import registered
from resilience.evidence.loading import load
from resilience.evidence.periods import EXAMPLES, parse_period
from resilience.evidence.store import Store
from tests.evidence.bad_files import PRACTICE, outcome_of, zipped
from tests.evidence.lists import lists, write
from tests.evidence.publishing import TODAY


def test_a_file_without_a_period_gets_the_command_to_repeat(tmp_path) -> None:
    path = write(tmp_path / "downloads" / "epraccur.csv", f"{PRACTICE}\r\n".encode())

    message = outcome_of(path, tmp_path / "home").message

    assert message.endswith(
        "load it again with its period, written like this: "
        f'resilience load "{path}" --period 2018-05'
    )
    (given,) = load([path], Store(tmp_path / "home"), today=TODAY, period=parse_period("2018-05"))
    assert (given.status, given.period) == ("loaded", "2018-05")


def test_a_file_of_a_zip_without_a_period_is_named_as_it_is_when_unpacked(tmp_path) -> None:
    content = f"{PRACTICE}\r\n".encode()
    path = tmp_path / "ods.zip"
    path.write_bytes(zipped(("in/a.csv", content), ("in/b.csv", content + content)))

    first, _ = load([path], Store(tmp_path / "home"), today=TODAY)

    assert first.message.endswith(
        "unpack ods.zip and load the file with its period, written like this: "
        'resilience load "a.csv" --period 2018-05'
    )


@pytest.mark.parametrize(
    ("period", "what"),
    [("2018-05", "a month"), ("2018", "a year"), ("2017-18", "a financial year")],
)
def test_a_period_of_the_wrong_kind_is_refused_with_an_example_of_the_right_one(
    tmp_path, period, what
) -> None:
    path = write(tmp_path / "lists.csv", lists())

    (outcome,) = load([path], Store(tmp_path / "home"), today=TODAY, period=parse_period(period))

    assert outcome.status == "rejected"
    assert f"published for a day, and the period given, {period}, is {what}" in outcome.message
    assert outcome.message.endswith(f'resilience load "{path}" --period 2026-03-01')


def test_each_dataset_says_how_its_periods_are_written() -> None:
    for dataset in registered().values():
        for kind in dataset.periods:
            assert parse_period(EXAMPLES[kind]).kind == kind
