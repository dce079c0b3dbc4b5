"""Making a dossier: who may, and that it was made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction

from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused
from resilience.agreements.models import Memorandum
from resilience.audit.actions import record
from resilience.cases.models import Attachment, Case, CasePractice
from resilience.look import words
from resilience.look.attached.names import tidied
from resilience.reports.dossier.content import Content
from resilience.reports.dossier.paper import pdf
from resilience.reports.dossier.parcel import as_json, zipped
from resilience.reports.dossier.passages import Section, plain, redacted

MARKED = (
    "Passages that may have to be withheld under the Freedom of Information Act begin with a mark "
    "such as [FOI: personal information] and end with [end]. The marks are proposals: a person "
    "decides."
)
TAKEN_OUT = (
    "Personal information, what was deliberated and what suppliers are paid is taken out. Names in "
    "what people wrote are found where they are names of people known to this service: read it "
    "through before it leaves."
)


class Version(StrEnum):
    """Whole with marks, or with what is marked taken out."""

    WHOLE = "whole"
    REDACTED = "redacted"


@dataclass(frozen=True)
class Dossier:
    """A dossier as a file."""

    name: str
    content: bytes


def versions_for(by: Reader, case: Case) -> list[Version]:
    """Which versions somebody may make: both who answers it, their own whole one its practices."""
    if by.may(Right.WORK_CASES).holds(case.organisation_id):
        return list(Version)
    own = CasePractice.objects.filter(by.may(Right.FILL_IN).within("organisation"), case=case)
    return [Version.WHOLE] if own.exists() else []


@transaction.atomic
def make_dossier(*, by: Reader, case: Case, version: Version) -> Dossier:
    """Make a dossier of a case that `by` sees. It is on record, and so is that they read what is
    restricted, if they are named for it and it is in. The same case gives the same bytes."""
    if version not in versions_for(by, case):
        raise Refused("You do not make this dossier.")
    answers = by.acting_for(Right.WORK_CASES, case.organisation_id)
    content = Content(case, by, restricted=version == Version.WHOLE and answers is not None)
    sections = content.sections()
    if version == Version.REDACTED:
        sections = redacted(sections)
    files = _files(case, version)
    seen = content.shown.happened
    data = _told(case, version, len(seen), sections, content.shown.files)
    name = f"{case.reference}-{version}"
    parcel = zipped(
        {f"{name}.pdf": pdf(data, seen[0].event.at), f"{name}.json": as_json(data)} | files
    )
    owner = answers or case.organisation
    record(
        by=by.actor,
        act="dossier.made",
        subject=case,
        organisation=owner.code,
        version=str(version),
        event=case.version,
    )
    return Dossier(f"{case.reference}-dossier-{version}.zip", parcel)


def _told(
    case: Case,
    version: Version,
    events: int,
    sections: tuple[Section, ...],
    files: list[Attachment],
) -> dict[str, Any]:
    """The dossier as plain data: what is on paper and what machines read."""
    whole = version == Version.WHOLE
    listed = [
        {
            "number": number,
            "name": _file_name(number, one) if whole else "withheld",
            "kind": one.kind,
            "size": one.size,
        }
        for number, one in enumerate(files, start=1)
    ]
    return {
        "title": f"Case {case.reference}: {case.organisation.name}",
        "reference": case.reference,
        "version": str(version),
        "redacted": not whole,
        "about": [
            f"All about the case up to event {events}, as those see it who made this.",
            MARKED if whole else TAKEN_OUT,
        ],
        "footer": f"{case.reference}, {version}, up to event {events}",
        "sections": [*plain(sections), *_section_of_files(listed)],
        "files": listed,
    }


def _section_of_files(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not listed:
        return []
    rows = [
        {
            "id": f"file-{one['number']}",
            "label": f"File {one['number']}",
            "lines": [
                [
                    {
                        "text": f"{one['name']} ({one['kind']}, {words.number(one['size'])} bytes)",
                        "foi": "",
                    }
                ]
            ],
        }
        for one in listed
    ]
    return [{"id": "files", "title": "Files", "rows": rows}]


def _files(case: Case, version: Version) -> dict[str, bytes]:
    """The files of a case, and its memoranda, by their names in the parcel; none where they are
    withheld."""
    if version == Version.REDACTED:
        return {}
    attached = {
        f"files/{_file_name(number, one)}": bytes(one.content)
        for number, one in enumerate(case.attachments.all(), start=1)
    }
    return attached | {
        f"memoranda/memorandum-{one.number}.{kind}": bytes(getattr(one, kind))
        for one in Memorandum.objects.filter(case=case).order_by("number")
        for kind in ("pdf", "docx")
    }


def _file_name(number: int, one: Attachment) -> str:
    return f"{number:02}-{tidied(one.name)}"
