"""The dossier of a case: what is in it for whom, what is marked, and what is taken out."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
from datetime import date

import pypdf
import pytest
import time_machine
from django.test import Client

from resilience.accounts.models import NamedReader
from resilience.accounts.rules import Refused
from resilience.accounts.tiers import Tier
from resilience.audit.models import Event
from resilience.cases.actions import decide, flag, take
from resilience.cases.actions.placing import place
from resilience.cases.models import Case
from resilience.look.paper import SHOWN
from resilience.reports.dossier.actions import Version, make_dossier
from resilience.reports.dossier.paper import pdf
from resilience.reports.dossier.personal import Personal
from resilience.screening.intelligence import Intelligence
from tests.cases.conftest import at
from tests.cases.full_case import NOTE, STATEMENT, full_case
from tests.cases.world import PEOPLE, PROGRAMME, practice, reader, user
from tests.reports.parcels import DAY, NOON, everything, made, named, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_is_sampled")]
NAMES = {
    "lead": "Dr Ada Marsh",
    "member": "Hannah Quillfeather",
    "resilience": "Rosalind Penhaligon",
    "regional": "Tobias Greatorex",
}
HOSTILE = (
    "#panic() ] [ \\ $x$ *b* _i_ <a> @b `c` // \u202eTXT.exe\u202c \u05d0\u05d1 \u65e5 \U0001f600"
)
FREE = "Ask Dr Marsh or hannah quillfeather. Ms Greatorex knows it too."
MORE = f"{FREE} Or ring 0191 496 0007, or write to o.ther@example.org."
PERSONAL = (
    *("Ada", "Marsh", "Quillfeather", "quillfeather", "Penhaligon", "Greatorex"),
    *("01632 960001", "960001", "496 0007", "ada@example", "o.ther@example", "@example"),
)
DELIBERATED = (NOTE, STATEMENT, "A partner told us in confidence", "GC5")
RESTRICTED = "An inquiry into a doctor is open"


@pytest.fixture
def case(world) -> Case:
    """One with a bit of everything, and with personal words wherever somebody wrote some."""
    for name, called in NAMES.items():
        one = user(name)
        one.name = called
        one.save()
    made = full_case(FREE, "Ada Marsh CV.txt", issues=f"{MORE} {HOSTILE}")
    for tier, subject, note, criterion in (
        (Tier.DELIBERATION, "", "A partner told us in confidence", "GC5"),
        (Tier.RESTRICTED, "performance", RESTRICTED, "GC3"),
        (Tier.COMMISSIONER, "", "The list closed in May.", "GC8"),
    ):
        Intelligence.objects.create(
            organisation=practice(),
            tier=tier,
            subject=subject,
            programme=PROGRAMME,
            criterion=criterion,
            says="met",
            note=note,
            about=date(2018, 12, 1),
            source="a visit",
            entered_for=practice("Q74"),
            written_by=user("resilience").actor,
        )
    return made


def test_the_whole_dossier_has_all_and_marks_what_may_be_withheld(case):
    files = made(case)
    assert list(files) == [
        "MANIFEST.sha256",
        f"{case.reference}-whole.pdf",
        f"{case.reference}-whole.json",
        "files/01-Ada Marsh CV.txt",
    ]
    assert files["files/01-Ada Marsh CV.txt"] == b"Plan"
    told = text_of(named(files, ".pdf"))
    for words in (
        "[FOI: personal information] Dr Ada Marsh [end]",
        f"[FOI: deliberation] {NOTE}",
        "[FOI: deliberation] Supports it: Yes [end]",
        "The list closed in May.",
        "Acknowledge a self-referral",
        "Due by 9 January 2019. Done on 2 January 2019, in time.",
        "A81002, patients: 4,120",
    ):
        assert words in told, words
    assert RESTRICTED not in everything(files)


def test_of_the_redacted_dossier_nothing_personal_and_nothing_deliberated_can_be_read(case):
    files = made(case, Version.REDACTED)
    assert len(files) == 3
    told = everything(files)
    for secret in (*PERSONAL, *DELIBERATED, RESTRICTED, "CV.txt", "Plan"):
        assert secret not in told, secret
    paper = text_of(named(files, ".pdf"))
    assert (
        "Ask Dr [Redacted: personal information] or [Redacted: personal information]. Ms" in paper
    )
    assert "[Redacted: deliberation]" in paper
    assert "withheld (txt, 5,400 bytes)" in paper
    assert "The list closed in May." in paper
    assert "restricted" not in told


def test_what_is_restricted_is_in_for_the_reader_named_for_it_and_the_reading_is_on_record(case):
    NamedReader.objects.create(
        user=user("resilience"),
        organisation=practice("Q74"),
        subject="performance",
        starts=date(2018, 1, 1),
    )
    read = Event.objects.filter(act="restricted.read")
    made(case, Version.REDACTED)
    assert not read.exists()
    paper = text_of(named(made(case), ".pdf"))
    assert f"[FOI: restricted] {RESTRICTED} [end]" in paper
    assert read.count() == 1
    assert RESTRICTED not in everything(made(case, Version.REDACTED))
    assert RESTRICTED not in everything(made(case, by="lead"))


def test_the_practice_has_its_own_without_what_others_deliberate(case):
    files = made(case, by="lead")
    told = everything(files)
    assert "Dr Ada Marsh" in told and "The list closed in May." in told
    for secret in (*DELIBERATED, "Statements of support", "Greatorex (", "deliberation]"):
        assert secret not in told, secret


def test_who_may_make_which(case):
    may = {(name, version) for name in PEOPLE for version in Version if _makes(case, name, version)}
    team = {(name, version) for name in ("resilience", "regional") for version in Version}
    own = {(name, Version.WHOLE) for name in ("lead", "member", "second_lead")}
    assert may == team | own


def _makes(case: Case, name: str, version: Version) -> bool:
    try:
        make_dossier(by=reader(name, DAY), case=case, version=version)
    except Refused:
        return False
    return True


def test_making_one_is_on_record(case):
    made(case, Version.REDACTED)
    event = Event.objects.filter(act="dossier.made").get()
    assert (event.actor, event.organisation) == (user("resilience").actor, "Q74")
    assert event.details["version"] == "redacted"


def test_the_same_case_gives_the_same_bytes(case):
    def digests() -> list[str]:
        return [
            hashlib.sha256(
                make_dossier(by=reader("resilience", day), case=case, version=v).content
            ).hexdigest()
            for v in Version
            for day in [moment.date()]
        ]

    moment = NOON
    first = digests()
    with time_machine.travel(at(2019, 6, 1)):
        moment = at(2019, 6, 1)
        assert digests() == first


def test_the_manifest_is_what_sha256sum_checks(case, tmp_path):
    for name, content in made(case).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    checked = subprocess.run(["sha256sum", "--check", "MANIFEST.sha256"], cwd=tmp_path)
    assert checked.returncode == 0


def test_hostile_text_is_shown_and_does_nothing(case):
    files = made(case)
    paper = text_of(named(files, ".pdf"))
    assert "#panic() ] [ \\ $x$ *b* _i_ <a> @b `c` // [U+202E]TXT.exe[U+202C]" in paper
    assert "[U+65E5] [U+1F600]" in paper
    assert "\u202e" not in paper
    assert HOSTILE in everything({"whole.json": named(files, ".json")}).replace("\\\\", "\\")


def test_the_paper_is_accessible_and_says_nothing_of_who_or_what_made_it_when(case):
    read = pypdf.PdfReader(io.BytesIO(named(made(case), ".pdf")))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB"
    assert read.metadata.title == f"Case {case.reference}: The Dene Surgery"
    assert read.metadata.author is None
    assert read.metadata.creation_date == case.events.last().at


def test_data_says_the_same_as_paper(case):
    files = made(case)
    data, paper = json.loads(named(files, ".json")), text_of(named(files, ".pdf"))
    assert (data["reference"], data["version"]) == (case.reference, "whole")
    for section in data["sections"]:
        assert section["title"] in paper
        for row in section["rows"]:
            assert " ".join(row["label"].split()) in paper


def test_every_character_that_is_shown_can_be_set():
    lines = ["".join(map(chr, range(first, last + 1))) for first, last in SHOWN]
    runs = [[{"text": " ".join(line), "foi": ""}] for line in lines]
    rows = [{"id": "all", "label": "All", "lines": runs}]
    sections = [{"id": "all", "title": "All", "rows": rows}]
    whole = {"title": "t", "about": [], "footer": "", "redacted": False, "sections": sections}
    assert pdf(whole, NOON).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ring 01632 960001 now", "Ring # now"),
        ("Ring (01632)960-001.", "Ring #."),
        ("Ring +44 1632 960001", "Ring #"),
        ("On 21 December 2018, 8,450 patients", "On 21 December 2018, 8,450 patients"),
        ("ADA  MARSH and marsh land", "# and marsh land"),
        ("Mrs Marsh-Land, Adamant", "Mrs #-Land, Adamant"),
        ("a.b+c@x.nhs.uk, and @home", "#, and @home"),
        ("case 2018-12-21 0042", "case 2018-12-21 0042"),
    ],
)
def test_what_is_personal_in_a_text(text, left):
    (line,) = Personal({"Dr Ada Marsh", "Ada Marsh"}).lines(text)
    assert "".join("#" if run.foi else run.text for run in line) == left


def test_a_practice_that_does_not_know_of_a_case_finds_no_dossier(world, client: Client):
    found = flag(
        by=reader("resilience", DAY),
        practices=[practice()],
        programme=PROGRAMME,
        route=Case.Route.LIST_FOR_REVIEW,
        why="Three criteria are met.",
        at=NOON,
    )
    with time_machine.travel(NOON):
        client.force_login(user("lead"))
        assert client.get(f"/cases/{found.reference}/dossier/").status_code == 404
        client.force_login(user("resilience"))
        assert client.get(f"/cases/{found.reference}/dossier/").status_code == 200


def test_a_practice_offered_help_is_not_told_since_when_it_was_looked_at(world):
    found = flag(
        by=reader("resilience", DAY),
        practices=[practice()],
        programme=PROGRAMME,
        route=Case.Route.LIST_FOR_REVIEW,
        why="Three criteria are met.",
        at=at(2018, 12, 3, 9),
    )
    by = reader("resilience", DAY)
    take(by=by, case=found, step="offer", seen=1, at=NOON, text="We would like to help.")
    found.refresh_from_db()
    theirs, ours = (everything(made(found, by=name)) for name in ("lead", "resilience"))
    for told in ("Decide what to do about a practice", "3 December 2018", "Three criteria"):
        assert told in ours
        assert told not in theirs, told
    assert "We would like to help." in theirs


def test_it_is_downloaded_by_a_button(case, client: Client):
    with time_machine.travel(NOON):
        client.force_login(user("resilience"))
        address = f"/cases/{case.reference}/dossier/"
        assert "Download the redacted dossier" in client.get(address).content.decode()
        assert address in client.get(f"/cases/{case.reference}/").content.decode()
        answer = client.post(address, {"version": "redacted"})
        assert answer["Content-Type"] == "application/zip"
        assert f"{case.reference}-dossier-redacted.zip" in answer["Content-Disposition"]
        client.force_login(user("lead"))
        assert "redacted" not in client.get(address).content.decode()
        assert client.post(address, {"version": "redacted"}).status_code == 404
        assert client.post(address, {"version": "whole"}).status_code == 200


def test_assessments_placements_and_decisions_are_in_and_only_what_is_deliberated_is_marked(case):
    why = "Two of three partners leave, as Dr Marsh told us."
    told = {"by": reader("regional", DAY), "at": NOON, "seen": case.version}
    evidence = {"scope": 4, "impact": 5, "criteria": ["GC4"], "justification": why}
    place(case=case, **told, **evidence)
    case.refresh_from_db()
    told |= {"seen": case.version, "by": reader("resilience", DAY)}
    decide(case=case, outcome="not_prioritise", reasons=f"Others are worse off. {FREE}", **told)
    case.refresh_from_db()
    paper = text_of(named(made(case), ".pdf"))
    assert f"[FOI: deliberation] {why} [end]" in paper
    assert "First assessor: scope 4, impact 5" in paper and "GC4" in paper
    assert "Others are worse off. Ask Dr [FOI: personal information] Marsh [end]" in paper
    assert "Letter of decision 1" in paper and "Dear colleagues," in paper
    told_out = everything(made(case, Version.REDACTED))
    assert "Others are worse off." in told_out and "Dear colleagues," in told_out
    for secret in (*PERSONAL, why, "scope 4, impact 5", "First assessor:"):
        assert secret not in told_out, secret
    own = everything(made(case, by="lead"))
    assert "Others are worse off." in own and "Assessment 1" not in own and why not in own
    assert named(made(case), ".pdf") == named(made(case), ".pdf")
