"""What is known of the practice that leads a case, for those who deliberate: what the latest screen
found, what people entered, what the practice says of its figures, and what earlier help did.

Figures are those of the screen; what people entered is weighed for the day of the assessment, so
that what somebody learned yesterday counts today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from resilience.accounts.reader import Reader
from resilience.accounts.tiers import Tier
from resilience.cases.models import Case
from resilience.evidence.periods import parse_period
from resilience.look import words
from resilience.profiles.context import contexts
from resilience.programmes.answering import said
from resilience.programmes.local import in_force
from resilience.programmes.schema import Pack
from resilience.screening.answers import in_words
from resilience.screening.explained import indicator_of, value_words
from resilience.screening.exports import source_words
from resilience.screening.findings import LETTERS, NOT_KNOWN, RESULTS
from resilience.screening.laying import SEEN, laid
from resilience.screening.models import Intelligence, ScreenedPractice, Snapshot
from resilience.screening.snapshots import first_of
from resilience.screening.thresholds import indicators_of
from resilience.screening.weighing import counting, says_of, weigh
from resilience.screening.wording import number_words

Plain = dict[str, Any]
COMPARED = {
    "england_median": "median of England",
    "area_median": "median of its commissioner",
    "threshold": "threshold",
}
NO_SCREEN = "No screen has a figure of the practice."
RESULT_WORDS = {one.value: one.label for one in Intelligence.Says}


@dataclass(frozen=True)
class Evidence:
    """What an assessment is frozen from; `Assessment` says what its parts hold."""

    as_at: date
    snapshot: str = ""
    criteria: list[Plain] = field(default_factory=list)
    context: list[Plain] = field(default_factory=list)
    continuing: Plain = field(default_factory=dict)


def evidence_of(case: Case, reader: Reader) -> Evidence:
    """What is known on a reader's day, who deliberates on the case. The number of queries does not
    grow with what is known."""
    practice, pack = case.organisation, in_force(case.programme)
    snapshot = first_of(Snapshot.objects.filter(programme=case.programme, as_at__lte=reader.day))
    screened = _screened(snapshot, practice.code, reader)
    rules = snapshot.pack if snapshot and screened else pack.model_dump(mode="json")
    entries = list(
        Intelligence.objects.in_force()
        .filter(organisation=practice, programme=case.programme, about__lte=reader.day)
        .select_related("entered_for")
    )
    found = [_criterion(one, rules, screened, entries, reader.day) for one in rules["criteria"]]
    return Evidence(
        as_at=reader.day,
        snapshot=snapshot.key if snapshot and screened else "",
        criteria=found,
        context=_context(rules["criteria"], screened, practice.code, reader),
        continuing=_continuing(case, pack, reader),
    )


def _screened(snapshot: Snapshot | None, code: str, reader: Reader) -> ScreenedPractice | None:
    if snapshot is None:
        return None
    seen = ScreenedPractice.objects.filter(snapshot=snapshot, code=code).visible_to(reader).first()
    if seen:
        seen.snapshot = snapshot  # with its pack, which stays in memory
    return seen


def _criterion(
    criterion: Mapping[str, Any],
    rules: Mapping[str, Any],
    screened: ScreenedPractice | None,
    entries: Iterable[Intelligence],
    day: date,
) -> Plain:
    own = [one for one in entries if one.criterion == criterion["id"]]
    hidden = counting(rules, criterion, day, (o for o in own if o.tier == Tier.RESTRICTED))
    if criterion["restricted"]:
        return {"id": criterion["id"], "restricted": True, "entries": [one.pk for one in hidden]}
    open_ = (one for one in own if one.tier in SEEN[Tier.DELIBERATION])
    counted = counting(rules, criterion, day, open_)
    letter, finding = _found(criterion, screened)
    if local := weigh(criterion, counted):
        letter, finding = laid(criterion, letter, finding, local)
    told = _told(criterion, RESULTS[letter], finding, screened)
    told["said"] = [_said(criterion, one) for one in counted]
    if criterion["restricted_part"]:
        told["entries"] = [one.pk for one in hidden]
    return told


def _found(criterion: Mapping[str, Any], screened: ScreenedPractice | None) -> tuple[str, Plain]:
    if screened is None:
        return LETTERS[NOT_KNOWN], {"reason": NO_SCREEN}
    return screened.letters[criterion["id"]], screened.finding(criterion["id"])


def _told(
    criterion: Mapping[str, Any],
    result: str,
    finding: Mapping[str, Any],
    screened: ScreenedPractice | None,
) -> Plain:
    """A criterion ready to read."""
    name = finding.get("release", "")
    release = screened.snapshot.releases.get(name, {}) if screened else {}
    indicator = indicator_of(criterion["rule"], finding)
    compared = finding.get("comparison", {})
    known = result != NOT_KNOWN
    return {
        "id": criterion["id"],
        "result": result,
        "reason": finding["reason"],
        "title": indicator.title if indicator and finding.get("value") is not None else "",
        "value": finding.get("value") if known else None,
        "words": value_words(indicator, finding) if known else "",
        "unit": finding.get("unit", ""),
        "period": parse_period(finding["period"]).words if finding.get("period") else "",
        "source": finding.get("source") or source_words(release),
        "release": name,
        "file": release.get("file", ""),
        "hash": release.get("hash", ""),
        "line": finding.get("line"),
        "comparison": dict(compared),
        "compared": [
            f"{number_words(indicator, compared[one])} {what}"
            for one, what in COMPARED.items()
            if indicator and compared.get(one) is not None
        ],
        "beside": finding.get("beside", ""),
        "note": finding.get("note", ""),
    }


def _said(criterion: Mapping[str, Any], one: Intelligence) -> Plain:
    """What a body says of a criterion, in its own words."""
    return {
        "for": one.entered_for.name,
        "says": RESULT_WORDS[says_of(criterion, one)],
        "answers": in_words(criterion, one.reports),
        "note": one.note,
        "about": words.day(one.about),
        "source": one.source,
    }


def _context(
    criteria: Iterable[Mapping[str, Any]],
    screened: ScreenedPractice | None,
    code: str,
    reader: Reader,
) -> list[Plain]:
    """What the practice itself says of the figures that its criteria ask for."""
    every = contexts(reader, [code])
    periods = {
        one["id"]: screened.finding(one["id"]).get("period", "") if screened else ""
        for one in criteria
    }
    return [
        {
            "criterion": criterion["id"],
            "indicator": one.indicator,
            "text": one.text,
            "written": words.day(one.written),
        }
        for criterion in criteria
        for one in every.beside(code, indicators_of(criterion["rule"]), periods[criterion["id"]])
    ]


def _continuing(case: Case, pack: Pack, reader: Reader) -> Plain:
    """The review of earlier help that is in force, by its questions."""
    in_place = case.continuing_reviews.in_force().visible_to(reader)
    review = in_place.first()
    if review is None or pack.deciding is None:
        return {}
    questions = pack.form(pack.deciding.continuing_form).questions
    return {
        "written": words.day(review.written),
        "answers": review.answers,
        "lines": [
            [one.label, said(one, review.answers.get(one.id), menu=pack.menu)]
            for one in questions
            if one.id in review.answers
        ],
    }
