from __future__ import annotations

from resilience.evidence.loading import load
from resilience.evidence.store import Store
from tests.evidence.publishing import TODAY

NOT_READ_YET = [
    "cloud-telephony/2026-02",
    "cqc-ratings/2024-04-derived",
    "deprivation-fingertips",
    "gp-clinical-systems",
    "gp-workforce",
    "ods-ebranchs",
    "online-consultations/2026-02",
    "patient-list-size",
    "patients-registered/2017-09-sample",
    "patients-registered/2022-sussex",
    "practice-closures",
    "practice-coordinates",
    "qof-raw/2018-19",
]


def test_a_layout_that_is_not_read_yet_is_not_taken_for_another(real_data, tmp_path) -> None:
    folders = [real_data / name for name in NOT_READ_YET]

    outcomes = list(load(folders, Store(tmp_path), today=TODAY))

    assert len(outcomes) > len(folders)
    assert [o for o in outcomes if o.status != "unrecognised"] == []
