"""Measuring, and saying what was measured.

Seconds are the processor's, of all threads: what else the machine does at the time counts little.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def seconds(act: Callable[[], object], times: int = 1) -> float:
    """The median of the seconds that an act takes."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        act()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def p95(act: Callable[[], object], times: int) -> float:
    """The seconds that 95 of 100 acts stay under."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        act()
        taken.append(time.process_time() - began)
    return statistics.quantiles(taken, n=20)[-1]


def tell(what: str, ours: float, theirs: float, aim: str) -> None:
    ratio = ours / theirs
    print(f"{what:46} {ours * 1000:9.1f} ms  {theirs * 1000:9.1f} ms  {ratio:6.2f}x  (aim: {aim})")
