from __future__ import annotations

from resilience.evidence.loading import load
from resilience.evidence.store import Store
from tests.evidence.publishing import TODAY

NOT_READ_YET = [
    "cqc-ratings/2024-04-derived",
    "gp-clinical-systems",
    "gp-workforce/2015-2024-derived",
    "gp-workforce/2017-09-derived",
    "gp-workforce/2019-09-derived",
    "gp-workforce/2024-04-derived",
    "gp-workforce/2025-11-definitions",
    "patients-registered/2017-09-sample",
    "patients-registered/2022-sussex",
    "practice-closures",
    "practice-coordinates/2021",
    "qof-raw/2020-21/MAPPING_PCAS_EXCL_TO_INDICATOR_2021_v2.csv.gz",
    "qof-raw/2020-21/ORGANISATION_REFERENCE_2021.csv",
    "qof-raw/2020-21/PRACTICE_VALIDATION_OUTCOMES_2021.csv",
]


def test_a_layout_that_is_not_read_yet_is_not_taken_for_another(real_data, tmp_path) -> None:
    folders = [real_data / name for name in NOT_READ_YET]

    outcomes = list(load(folders, Store(tmp_path), today=TODAY))

    assert len(outcomes) >= len(folders)
    assert [o for o in outcomes if o.status != "unrecognised"] == []
