"""Similar practices against scipy's standardised distance."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import seuclidean

from resilience.evidence.statistics import Dimension, Peers
from tests.evidence.reading import read

CODES = [f"A{number:05}" for number in range(81001, 81031)]
LISTS = st.lists(st.integers(1000, 20_000), min_size=2, max_size=30, unique=True)


@given(LISTS, st.randoms(use_true_random=False))
def test_the_nearest_are_those_by_standardised_distance(lists, random):
    codes = CODES[: len(lists)]
    deprivation = {code: random.choice([5, 10, 20, 40]) for code in codes}
    size = dict(zip(codes, lists, strict=True))
    shuffled = random.sample(codes, len(codes))
    peers = Peers(
        shuffled, [Dimension("list", size, by_ratio=True), Dimension("deprivation", deprivation)]
    )

    points = np.array([[log(size[code]), deprivation[code]] for code in codes])
    variances = points.var(axis=0)
    variances[variances < 1e-20] = np.inf  # all alike: no difference to speak of
    distances = sorted(
        (round(seuclidean(points[0], point, variances) / sqrt(2), 9), code)
        for code, point in zip(codes[1:], points[1:], strict=True)
    )
    found = peers.of(codes[0], 5).peers
    assert [peer.distance for peer in found] == pytest.approx(
        [distance for distance, _ in distances[:5]], abs=2e-9
    )
    assert found == Peers(codes, peers._dimensions).of(codes[0], 5).peers


def test_of_equally_near_practices_the_lower_code_comes_first():
    same = Dimension("list", dict.fromkeys(CODES, 5000))
    found = Peers(CODES[::-1], [same]).of(CODES[3], 4).peers
    assert [peer.practice for peer in found] == [CODES[0], CODES[1], CODES[2], CODES[4]]


def test_a_peer_comes_with_its_reason():
    peers = Peers(
        ["A81001", "A81002"],
        [
            Dimension("list", {"A81001": 8100, "A81002": 7900}, by_ratio=True),
            Dimension("deprivation", {"A81001": 30.4, "A81002": 31}),
            Dimension("aged 75 and over", {"A81001": 9.14, "A81002": 8}, decimals=1, unit="%"),
            Dimension("setting", {"A81001": 0, "A81002": 1}, words={0: "urban", 1: "rural"}),
        ],
    )
    assert peers.of("A81001").peers[0].reason == (
        "list 7,900 against 8,100; deprivation 31 against 30; "
        "aged 75 and over 8.0% against 9.1%; setting rural against urban"
    )


def test_what_is_not_known_of_the_practice_is_left_out_and_named():
    peers = Peers(
        ["A81001", "A81002", "A81003"],
        [
            Dimension("list", {"A81001": 8100, "A81002": 7900, "A81003": 0}, by_ratio=True),
            Dimension("deprivation", {"A81002": 31, "A81003": 20}),
            Dimension("rurality", {}),
        ],
    )
    found = peers.of("A81001")
    assert (found.used, found.missing) == (("list",), ("deprivation", "rurality"))
    assert ([peer.practice for peer in found.peers], found.left_out) == (["A81002"], 1)

    found = Peers(["A81001", "A81002"], [Dimension("rurality", {})]).of("A81001")
    assert (found.peers, found.missing) == ((), ("rurality",))


def test_who_cannot_be_asked_for():
    with pytest.raises(KeyError):
        Peers(["A81001"], [Dimension("list", {})]).of("Z99999")
    with pytest.raises(ValueError, match="one dimension or more"):
        Peers(["A81001"], [])


def test_real_peers_are_close(real_data, tmp_path):
    lists = read(tmp_path / "lists", real_data / "patients-registered" / "2021-01", "lists")
    scores = read(tmp_path / "scores", real_data / "deprivation-fingertips" / "2019", "values")
    size = dict(zip(lists["practice"], lists["patients"].astype(float), strict=True))
    deprivation = dict(zip(scores["practice"], scores["value"], strict=True))
    peers = Peers(
        list(size),
        [Dimension("list", size, by_ratio=True), Dimension("deprivation", deprivation)],
    )
    found = peers.of("A81002", 10)

    assert len(found.peers) == 10
    for peer in found.peers:
        assert size[peer.practice] == pytest.approx(size["A81002"], rel=0.2)
        assert deprivation[peer.practice] == pytest.approx(deprivation["A81002"], abs=3)
