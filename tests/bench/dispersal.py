"""Where 60,000 patients would go, six ways at once: of six practices that close together, and of
one with far more patients than its neighbours have room for, which is harder. Against a second."""

from __future__ import annotations

import numpy as np

from resilience.clusters.red.asking import assumed_by
from resilience.clusters.red.dispersal.question import Closing, Neighbour, Question, question
from resilience.clusters.red.dispersal.simulating import simulate
from resilience.programmes import packs
from tests.bench.clock import seconds, tell

PATIENTS = 60_000
SECOND = 1.0
TOWN = (-2.6, 51.45)


def measure() -> None:
    for closing, words in ((6, "of six practices"), (1, "of one practice")):
        asked = _town(closing)
        assert all(run.placed + run.not_placed == PATIENTS for run in simulate(asked))
        took = seconds(lambda asked=asked: simulate(asked), 5)
        tell(f"dispersal of {PATIENTS:,} patients, {words} / 1 s", took, SECOND, "at most 1")


def _town(closing: int) -> Question:
    """A town of as many practices as the pack looks at, with 3,000 to 15,000 patients each."""
    dispersing = packs.load("icb-support-2026-27").red.dispersing
    assumed, random = assumed_by(dispersing), np.random.default_rng(1)
    places = random.normal(TOWN, (0.05, 0.03), (closing + assumed.most_practices, 2)).tolist()
    sizes = random.integers(3_000, 15_000, assumed.most_practices).tolist()
    at = [(longitude, latitude) for longitude, latitude in places]
    return question(
        [Closing(f"C{n}", "Closes", at[n], PATIENTS // closing) for n in range(closing)],
        [
            Neighbour(f"N{n:02}", "Near", here, size)
            for n, (here, size) in enumerate(zip(at[closing:], sizes, strict=True))
        ],
        assumed,
    )
