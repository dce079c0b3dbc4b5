"""One fault at a time in what a pack says of rounds of the questionnaire."""

from __future__ import annotations

from tests.programmes.broken import Broken

FILE = "stocktaking.toml"
STOCKTAKING = {
    "too few told together": Broken(
        FILE,
        "least_practices = 5",
        "least_practices = 4",
        "stocktaking.least_practices",
        "5",
    ),
    "figures beside no domain": Broken(
        FILE,
        'domain = "premises"',
        'domain = "gardens"',
        "stocktaking.beside[6].domain",
        "expected the id of a part of the questionnaire",
    ),
    "an indicator that is none": Broken(
        FILE,
        '["premises_payments_per_patient"]',
        '["roses_per_patient"]',
        "stocktaking.beside[6].indicators[1]",
        "expected the id of an indicator, found “roses_per_patient”",
    ),
}
