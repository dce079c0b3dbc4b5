"""The folder is the register: each module here that declares DATASET is a dataset we can read."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from resilience.evidence.datasets.base import Dataset, Match, match
from resilience.evidence.sources import Source


@cache
def registered() -> dict[str, Dataset]:
    """Every dataset by its id."""
    modules = (
        importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)
    )
    datasets = (getattr(module, "DATASET", None) for module in modules)
    return {dataset.id: dataset for dataset in datasets if dataset}


def recognise(source: Source) -> Match | None:
    """The dataset whose layout a file has, or nearly has; None when it is none we know."""
    matches = [match(dataset, source) for dataset in registered().values()]
    complete = [m for m in matches if m.complete]
    if complete:
        return max(complete, key=lambda m: m.closeness)
    near = [m for m in matches if m.near]
    return max(near, key=lambda m: m.closeness, default=None)
