"""Putting a memorandum before both sides, and signing it (D11.2, D12.1, D16)."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from resilience.accounts.models import User
from resilience.accounts.reader import Reader
from resilience.accounts.roles import Right
from resilience.accounts.rules import Refused, refuse
from resilience.agreements.actions.taking import noting, opened, taken
from resilience.agreements.changing.guards import GUARDS as CHANGING
from resilience.agreements.models import Memorandum, Side, Signature
from resilience.agreements.signing.document import content_of_memorandum, template_hash
from resilience.agreements.signing.guards import is_not_over, not_signed_by
from resilience.agreements.signing.paper import pdf
from resilience.agreements.signing.waiting import latest_version, side_of, step_for, waiting
from resilience.agreements.signing.word import docx
from resilience.cases.happening import locked
from resilience.cases.models import Attachment, Case
from resilience.cases.steps import Step
from resilience.look import words
from resilience.look.attached import NotTaken, checked
from resilience.notices.actions import one_line
from resilience.programmes.local import in_force

SCANS = ("pdf", "png", "jpeg")
"""Kinds of file that a copy signed on paper may be."""


@transaction.atomic
def issue_memorandum(
    *,
    by: Reader,
    case: Case,
    seen: int,
    at: datetime,
    varies: Memorandum | None = None,
    reason: str = "",
) -> Memorandum:
    """Put a memorandum before both sides, made of the plan as it was put to the practice last: both
    files are kept as they are, each with its SHA-256. One that varies another has a reason.

    Raises Refused with why not, ChangedMeanwhile where the case is not what they saw.
    """
    case = locked(case, seen, by)
    step = opened(case, by, "vary" if varies else "issue_memorandum")
    pack, version = in_force(case.programme), latest_version(case)
    if version is None:
        raise Refused("No improvement plan was put to the practice yet.")
    before = Memorandum.objects.filter(case=case).order_by("number").last()
    number, at = before.number + 1 if before else 1, at.replace(microsecond=0)
    content = content_of_memorandum(
        case, version.content, pack, number=number, at=at, varies=varies, reason=reason
    )
    for_word, on_paper = docx(content), pdf(content)
    made: Memorandum = Memorandum.objects.create(
        case=case,
        number=number,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(step.right, case.organisation_id),
        version=version,
        varies=varies,
        reason=reason,
        content=content,
        template=template_hash(pack),
        docx=for_word,
        docx_sha256=_sha256(for_word),
        pdf=on_paper,
        pdf_sha256=_sha256(on_paper),
        ends=date.fromisoformat(version.content["ends"]),
    )
    taken(case, step, by=by, at=at, text=reason, memorandum=number)
    return made


@transaction.atomic
def sign(
    *, by: Reader, case: Case, seen: int, at: datetime, shown: str, role: str, confirmed: bool
) -> Signature:
    """Sign the memorandum that waits, for the side that somebody acts for, in a role there.
    `shown` is the SHA-256 of the PDF that was before them: they sign that and no other. Whether who
    they are was `confirmed` again just now, only their browser's session tells.

    Raises Refused with why not, ChangedMeanwhile where the case is not what they saw.
    """
    case = locked(case, seen, by)
    side, name = side_of(case, by), by.user.name if isinstance(by.user, User) else ""
    step = step_for(case, side) if side else None
    if side is None or step is None:
        raise Refused("No memorandum waits for you to sign it.")
    opened(case, by, step.id)
    memorandum = _shown(case, shown)
    refuse("" if confirmed else "Confirm that it is you first, and then sign.")
    refuse("" if one_line(role) else "Say in which role you sign.")
    made: Signature = Signature.objects.create(
        case=case,
        memorandum=memorandum,
        side=side,
        how=Signature.How.HERE,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(step.right, case.organisation_id),
        signed=timezone.localdate(at),
        name=name,
        role=one_line(role),
        shown=shown,
    )
    taken(case, step, by=by, at=at, memorandum=memorandum.number)
    return made


@transaction.atomic
def record_signed_copy(
    *,
    by: Reader,
    case: Case,
    seen: int,
    at: datetime,
    shown: str,
    side: str,
    name: str,
    role: str,
    signed: date,
    file_name: str,
    content: bytes,
) -> Signature:
    """Record that a side signed the memorandum on paper on a day: who, in which role, and the copy
    with its SHA-256. Who plans the help does so; both sides are told."""
    case = locked(case, seen, by)
    step, memorandum = _step_on_paper(case, by, Side(side), signed), _shown(case, shown)
    day, issued = timezone.localdate(at), timezone.localdate(memorandum.at)
    if not issued <= signed <= day:
        raise Refused(
            f"It was put before both sides on {words.day(issued)}: enter a day from then to today."
        )
    copy = _copy(case, by, at, file_name, content)
    made: Signature = Signature.objects.create(
        case=case,
        memorandum=memorandum,
        side=side,
        how=Signature.How.ON_PAPER,
        at=at,
        by=by.actor,
        acting_for=by.acting_for(Right.PLAN_HELP, case.organisation_id),
        signed=signed,
        name=one_line(name),
        role=one_line(role),
        shown=shown,
        copy=copy,
    )
    noting(
        case,
        step.event,
        by=by,
        at=at,
        right=Right.PLAN_HELP,
        tells=("practice", "team"),
        to=step.to,
        memorandum=memorandum.number,
        copy=copy.sha256,
    )
    return made


def _step_on_paper(case: Case, by: Reader, side: Side, signed: date) -> Step:
    """The step that a signature on paper of a day takes. Raises Refused with why it takes none."""
    if not by.may(Right.PLAN_HELP).holds(case.organisation_id):
        raise Refused(f"Only those who {Right.PLAN_HELP.label} do this.")
    step = step_for(case, side)
    if step is None:
        raise Refused("No memorandum waits to be signed.")
    on_the_day = Reader(by.user, signed)
    for guard in (not_signed_by(side), is_not_over, *CHANGING.get(step.id, ())):
        refuse(guard(case, on_the_day))
    return step


def _shown(case: Case, shown: str) -> Memorandum:
    """The memorandum that waits, which is the very one that was shown."""
    memorandum = waiting(case)
    if memorandum is None:
        raise Refused("No memorandum waits to be signed.")
    if memorandum.pdf_sha256 != shown:
        raise Refused(
            "Another memorandum is before both sides now than the one you looked at. Read this one "
            "before you sign."
        )
    return memorandum


def _copy(case: Case, by: Reader, at: datetime, name: str, content: bytes) -> Attachment:
    try:
        found = checked(name, content, why_not_text=lambda _: "")
    except NotTaken as problem:
        raise Refused(str(problem)) from None
    if found.kind not in SCANS:
        raise Refused(f"{found.name} is no picture of paper: attach a PDF, a PNG or a JPEG.")
    made: Attachment = Attachment.objects.create(
        case=case,
        name=found.name,
        kind=found.kind,
        size=found.size,
        sha256=found.sha256,
        content=content,
        added=at,
        added_by=by.actor,
    )
    return made


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
