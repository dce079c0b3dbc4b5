"""What a load leaves behind: releases, each the record of one file, corrected but never changed."""

from __future__ import annotations

import gzip
import hashlib
import zipfile

from resilience.evidence.loading import load
from resilience.evidence.periods import parse_period
from resilience.evidence.releases import Release
from resilience.evidence.store import Store
from tests.evidence.lists import lists, row, write
from tests.evidence.publishing import TODAY, write_csv


def _load(home, *paths, period=None):
    given = parse_period(period) if period else None
    return list(load(list(paths), Store(home), today=TODAY, period=given))


def test_a_release_says_where_its_figures_come_from(tmp_path) -> None:
    content = lists()
    _load(tmp_path, write(tmp_path / "PracPopOct.csv.gz", content))

    (release,) = Store(tmp_path).releases
    assert release.title == "Patients registered at a GP practice"
    assert release.publisher == "NHS England"
    assert "Open Government Licence v3.0" in release.licence
    assert (release.period.label, release.period_from) == ("2025-04-01", "content")
    assert (release.file, release.hash) == ("PracPopOct.csv", hashlib.sha256(content).hexdigest())
    assert (release.tables, release.rejects) == ({"lists": 2}, 0)
    assert Release.from_json(release.to_json()) == release
    assert Store(tmp_path).get(release.id) == release


def test_the_same_content_twice_changes_nothing_however_it_is_packed(tmp_path) -> None:
    content = lists()
    plain = write(tmp_path / "a.csv", content)
    packed = write(tmp_path / "b.csv.gz", content)
    again = tmp_path / "c.csv.gz"
    again.write_bytes(gzip.compress(content, compresslevel=1, mtime=1))
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("folder/e.csv", content)
        archive.writestr("folder/readme.pdf", b"%PDF")

    outcomes = _load(tmp_path / "home", plain, packed, again, tmp_path / "d.zip", plain)

    assert [o.status for o in outcomes] == ["loaded", *["unchanged"] * 4]
    assert outcomes[1].message == "the same content as a.csv"
    assert (outcomes[1].rows, outcomes[1].period) == (2, "2025-04-01")
    assert len(Store(tmp_path / "home").releases) == 1


def test_each_file_of_a_zip_is_a_release(tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "year.zip", "w") as archive:
        for month in ("04", "05"):
            archive.writestr(f"{month}.csv", lists(row(day=f"2025-{month}-01")))

    outcomes = _load(tmp_path / "home", tmp_path / "year.zip")

    assert [o.path.rpartition("/")[2] for o in outcomes] == ["year.zip!04.csv", "year.zip!05.csv"]
    assert [o.period for o in outcomes] == ["2025-04-01", "2025-05-01"]


def test_a_corrected_release_supersedes_the_old_one_and_says_so(tmp_path) -> None:
    old = write(tmp_path / "old.csv", lists(row(patients=1)))
    new = write(tmp_path / "new.csv", lists(row(patients=2)))

    _, corrected = _load(tmp_path, old, new)

    assert corrected.message == "replaces the release of 2025-04-01 loaded from old.csv"
    store = Store(tmp_path)
    first, second = store.releases
    assert second.supersedes == first.id
    assert store.current == [second]
    assert store.table(first, "lists")["patients"].to_pylist() == [1]


def test_an_earlier_content_may_come_into_force_again(tmp_path) -> None:
    old = write(tmp_path / "old.csv", lists(row(patients=1)))
    new = write(tmp_path / "new.csv", lists(row(patients=2)))

    outcomes = _load(tmp_path, old, new, old)

    assert [o.status for o in outcomes] == ["loaded"] * 3
    assert [r.file for r in Store(tmp_path).current] == ["old.csv"]
    assert len(Store(tmp_path).releases) == 2


def test_a_given_period_overrules_and_takes_the_place_of_a_wrong_one(tmp_path) -> None:
    path = write(tmp_path / "lists.csv", lists())
    _load(tmp_path, path)

    (moved,) = _load(tmp_path, path, period="2025-05-01")
    (same,) = _load(tmp_path, path, period="2025-05-01")
    (later,) = _load(tmp_path, path)

    assert (moved.status, moved.period) == ("loaded", "2025-05-01")
    assert moved.message == (
        "the period given, 2025-05-01, overrules 2025-04-01 in the file; "
        "replaces the release of 2025-04-01 loaded from lists.csv"
    )
    assert (same.status, later.status, later.period) == ("unchanged", "unchanged", "2025-05-01")
    (release,) = Store(tmp_path).current
    assert (release.period.label, release.period_from) == ("2025-05-01", "given")


def test_content_goes_before_name_and_name_before_folder(tmp_path) -> None:
    headings = ["Practice code", "Practice name", "List size", "Achievement score (559 max)"]
    headings += ["QOF points total/559 available (%)", "CCG code"]
    figures = [["A81001", "The Surgery", n, 500, 89.4, "16C"] for n in (1, 2)]
    by_name = write_csv(tmp_path / "2017-18" / "QOF 2018-19.csv", [headings, figures[0]])
    by_folder = write_csv(tmp_path / "2017-18" / "QOF.csv", [headings, figures[1]])
    by_content = write(tmp_path / "2017-18" / "lists 2016-17.csv", lists())

    _load(tmp_path / "home", by_name, by_folder, by_content)

    found = {r.file: (r.period.label, r.period_from) for r in Store(tmp_path / "home").releases}
    assert found == {
        "QOF 2018-19.csv": ("2018-19", "file name"),
        "QOF.csv": ("2017-18", "folder"),
        "lists 2016-17.csv": ("2025-04-01", "content"),
    }


def test_two_homes_know_nothing_of_each_other(tmp_path) -> None:
    _load(tmp_path / "one", write(tmp_path / "lists.csv", lists()))

    assert Store(tmp_path / "other").releases == []
