"""An analyst's own figures: what has no original layout at hand, in the documented CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from resilience.site.demonstration import measures
from resilience.site.demonstration.world import Practice, dice, open_practices
from resilience.site.demonstration.writing import Row, csv_file

HEADINGS = ["practice", "indicator", "period", "numerator", "denominator", "value", "source"]
SUPPRESSED, MISSING = "*", "NA"
SAMPLED_BEFORE = 240
"""Days before the end of fieldwork when the patients are drawn; newer practices have none."""
OWN_PADS_AFTER = 180
"""Days from opening during which some items are still prescribed under another's code."""
FEW_ANSWERS = 25
"""Fewer answers than this are not published."""
QUESTIONS = {
    "gpps_recommend_no_percent": 0.07,
    "gpps_phone_not_easy_percent": 0.10,
    "gpps_appointment_no_percent": 0.09,
}
"""The survey's questions with the share of patients who usually give the answer asked about."""


def workforce(days: Iterable[date]) -> bytes:
    """GPs by month: patients per full-time equivalent, and heads; some practices gave no return."""

    def rows(practice: Practice, day: date) -> Iterable[Row]:
        source = f"General Practice Workforce, {day:%B %Y} (synthetic)"
        known = measures.workforce(practice, day)
        patients = measures.patients(practice, day)
        returned = dice(practice.code, "return", day.year).random() > 0.04
        ratio = [patients, known.fte if returned else MISSING, ""]
        heads = ["", "", known.gps if returned else MISSING]
        yield [practice.code, "patients_per_gp", f"{day:%Y-%m}", *ratio, source]
        yield [practice.code, "gp_headcount", f"{day:%Y-%m}", *heads, source]

    return _file(days, rows)


def survey(days: Iterable[date], *, without: tuple[str, ...] = ()) -> bytes:
    """The patient survey, fieldwork January to March of each day's year; few answers are hidden."""

    def rows(practice: Practice, day: date) -> Iterable[Row]:
        if (day - practice.opened).days < SAMPLED_BEFORE:
            return
        source = f"GP Patient Survey {day.year} (synthetic)"
        for question, base in QUESTIONS.items():
            if question not in without:
                gave, answered = measures.answers(practice, base, question, day)
                few = answered < FEW_ANSWERS
                ratio = [SUPPRESSED, SUPPRESSED, ""] if few else [gave, answered, ""]
                yield [practice.code, question, f"{day.year}-01/{day.year}-03", *ratio, source]

    return _file(days, rows)


def prescribing(days: Iterable[date]) -> bytes:
    """Items for each patient in the three months before each day; the newest have none."""

    def rows(practice: Practice, day: date) -> Iterable[Row]:
        if (day - practice.opened).days < OWN_PADS_AFTER:
            return
        last = date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)
        period = f"{last.year}-{last.month - 2:02}/{last:%Y-%m}"
        ratio = [measures.items(practice, 3, day), measures.patients(practice, day), ""]
        source = "Prescribing data, three months (synthetic)"
        yield [practice.code, "prescribing_items_per_patient", period, *ratio, source]

    return _file(days, rows)


def context(days: Iterable[date]) -> bytes:
    """Whom practices care for: the deprivation of where their patients live, and who is old."""

    def rows(practice: Practice, day: date) -> Iterable[Row]:
        patients = measures.patients(practice, day)
        deprived, old = measures.deprivation(practice), measures.aged_75(practice, day)
        source = f"Deprivation and age, {day.year} (synthetic)"
        yield [practice.code, "deprivation_score", f"{day.year}", "", "", deprived, source]
        yield [practice.code, "aged_75_plus_percent", f"{day:%Y-%m}", old, patients, "", source]

    return _file(days, rows)


def ratings(days: Iterable[date]) -> bytes:
    """Ratings as they stood, for years before any register of locations is at hand."""
    known = {day: measures.ratings(day) for day in days}

    def rows(practice: Practice, day: date) -> Iterable[Row]:
        if rating := known[day].get(practice.code):
            source = f"CQC ratings as at {day:%B %Y} (synthetic)"
            yield [practice.code, "cqc_overall_rating", f"{day:%Y-%m}", "", "", rating, source]

    return _file(known, rows)


def web_tool(days: Iterable[date]) -> bytes:
    """Counts of outlier indicators, which need a year of figures."""

    def rows(practice: Practice, day: date) -> Iterable[Row]:
        if (day - practice.opened).days < 365:
            return
        value = measures.outliers(practice, day)
        source = f"Primary Care Web Tool, {day:%B %Y} (synthetic)"
        period = f"{day:%Y-%m}"
        yield [practice.code, "web_tool_outlier_indicators", period, "", "", value, source]

    return _file(days, rows)


def closed_lists(days: Iterable[date], commissioners: str) -> bytes:
    """Closed lists, from those commissioners that keep the record; one row names no practice and
    one has a word that nobody understands."""

    def rows(practice: Practice, day: date) -> Iterable[Row]:
        if practice.commissioner.code[-1] in commissioners:
            strained = measures.strain(practice, day, "list") > 2.0
            value = "yes" if strained else "no"
            source = f"Commissioner's record, {day:%B %Y} (synthetic)"
            yield [practice.code, "list_closed", f"{day:%Y-%m}", "", "", value, source]

    return _file(days, rows) + csv_file(
        [
            ["Otterwick", "list_closed", f"{max(days):%Y-%m}", "", "", "no", "Email (synthetic)"],
            ["Z90002", "list_closed", "last spring", "", "", "yes", "Email (synthetic)"],
        ]
    )


def _file(days: Iterable[date], rows: Callable[[Practice, date], Iterable[Row]]) -> bytes:
    found = [row for day in days for practice in open_practices(day) for row in rows(practice, day)]
    return csv_file([HEADINGS, *found])
