"""Statistics of 6,300 practices, against PHStatsMethods answering the same questions.

PHStatsMethods is the package that the Department of Health and Social Care publishes.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from PHStatsMethods import assign_funnel_significance, ph_proportion, ph_quantile, ph_rate

from resilience.evidence.statistics import (
    Dimension,
    Peers,
    byar_intervals,
    fit_funnel,
    percentiles,
    wilson_intervals,
    xmr,
)
from tests.bench.clock import seconds, tell

PRACTICES = 6_300
FEWER = 500
"""As many as one region has: with all of England theirs takes the better part of a minute."""
CONFIDENCES = [0.95, 0.998]


def measure() -> None:
    random = np.random.default_rng(1)
    table = pd.DataFrame({"of": random.integers(1_500, 20_000, PRACTICES)})
    table["n"] = random.binomial(table["of"], random.beta(20, 80, PRACTICES))
    table["share"] = table["n"] / table["of"]
    table["area"] = random.integers(0, 42, PRACTICES).astype(str)
    n, of = table["n"].to_numpy(), table["of"].to_numpy()
    share, areas = table["share"].to_numpy(), table["area"].tolist()

    _compare(
        "Wilson's intervals, 95% and 99.8%",
        lambda: [wilson_intervals(n, of, c) for c in CONFIDENCES],
        lambda: ph_proportion(table, "n", "of", confidence=CONFIDENCES),
    )
    _compare(
        "Byar's intervals, 95% and 99.8%",
        lambda: [byar_intervals(n, c) for c in CONFIDENCES],
        lambda: ph_rate(table, "n", "of", confidence=CONFIDENCES),
    )
    _compare(
        "percentiles, England and area",
        lambda: (percentiles(share), percentiles(share, areas)),
        lambda: (ph_quantile(table, "share"), ph_quantile(table, "share", ["area"])),
    )
    _compare(
        f"{FEWER} practices in a funnel",
        lambda: fit_funnel(n[:FEWER], of[:FEWER], "proportion").positions(n[:FEWER], of[:FEWER]),
        lambda: assign_funnel_significance(table[:FEWER], "n", "proportion", denom_col="of"),
    )
    _alone(of, share, random.normal(100, 10, 60).tolist())


def _compare(what: str, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
    ours()
    tell(f"{what} / published", seconds(ours, 25), seconds(theirs), "at most 0.1")


def _alone(lists: np.ndarray, shares: np.ndarray, months: list[float]) -> None:
    """What PHStatsMethods does not do."""
    codes = [f"A{number:05}" for number in range(PRACTICES)]
    peers = Peers(
        codes,
        [
            Dimension("list", dict(zip(codes, lists.tolist(), strict=True)), by_ratio=True),
            Dimension("share", dict(zip(codes, shares.tolist(), strict=True))),
        ],
    )
    for what, act in (
        ("ten peers of one practice", lambda: peers.of(codes[0])),
        ("an XmR chart of 60 months", lambda: xmr(months)),
    ):
        print(f"{what:46} {seconds(act, 20) * 1000:9.1f} ms")
