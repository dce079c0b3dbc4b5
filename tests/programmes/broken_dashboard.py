"""One fault at a time in what a pack says of its dashboard."""

from __future__ import annotations

from tests.programmes.broken import Broken

FILE = "dashboard.toml"
DASHBOARD = {
    "a flag of an indicator that nobody declares": Broken(
        FILE,
        'indicator = "locum_payments_per_patient"',
        'indicator = "locum_payments"',
        "dashboard.domains[finance].flags[locums].rule.indicator",
        "expected the id of an indicator that is declared, found “locum_payments”",
    ),
    "a flag used twice": Broken(
        FILE,
        'id = "locums"',
        'id = "payments"',
        "dashboard.domains[finance].flags[payments].id",
        "again",
    ),
    "a red flag that is none": Broken(
        FILE,
        'red_criteria = ["cqc_inadequate"]',
        'red_criteria = ["cqc"]',
        "dashboard.by_flags.red_criteria[1]",
        "expected the id of a flag",
    ),
    "amber from as many flags as red": Broken(
        FILE,
        "amber_when_met = 1",
        "amber_when_met = 2",
        "dashboard.by_flags.amber_when_met",
        "expected fewer than red_when_met (2)",
    ),
}
