"""One fault at a time in what a pack says of clusters."""

from __future__ import annotations

from tests.programmes.broken import Broken

FILE = "clusters.toml"
CLUSTERS = {
    "a project that ends before it may": Broken(
        FILE,
        "from_months = 6\nto_months = 18",
        "from_months = 18\nto_months = 6",
        "clusters.spans[medium].to_months",
        "more months than from_months",
    ),
    "a need that the questionnaire does not ask of": Broken(
        FILE,
        'id = "technology"',
        'id = "weather"',
        "clusters.needs[weather].id",
        "expected the id of a domain of the questionnaire",
    ),
    "a part of the payment that nothing opens": Broken(
        FILE,
        '[[clusters.payments.opens]]\npart = "progress"\nstate = "shown"\n',
        "",
        "clusters.payments.opens",
        "found none for “progress”",
    ),
    "a payment under a code that the ledger does not have": Broken(
        FILE,
        'code = "RES-PRACTICE"',
        'code = "RES-CLUSTER"',
        "clusters.payments.code",
        "expected a finance code of this pack",
    ),
    "patients that nothing counts": Broken(
        FILE,
        '"qof_list_size"]',
        '"qof_points_percent"]',
        "clusters.populations[2]",
        "expected the id of an indicator that counts",
    ),
}
