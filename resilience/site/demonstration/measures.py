"""What would have been measured of an invented practice: believable in size, spread and company.

Small, single-handed and deprived practices tend to fare worse, with much chance in it; shares and
medians are about those that England publishes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from resilience.site.demonstration.land import rural
from resilience.site.demonstration.world import Practice, dice, open_practices, practices

MIDDLE = date(2018, 7, 1)
RATINGS = (("Inadequate", 0.02), ("Requires improvement", 0.08), ("Good", 0.86), ("Outstanding", 1))
"""The share of practices with each rating, from the most strained on; the rest have the last."""


def strain(practice: Practice, day: date, about: str) -> float:
    """How strained a practice is on a day, with the chance in measuring one thing about it."""
    wobble = dice(practice.code, about, day.year).gauss(0, 0.35)
    return practice.strain + practice.drift * _years(day) + wobble


def patients(practice: Practice, day: date) -> int:
    """Patients registered on a day, with those of the practices that merged into it by then."""
    own = practice.patients * (1 + practice.growth) ** _years(day)
    own *= 1 + dice(practice.code, "list", day).gauss(0, 0.004)
    new = (day - practice.opened).days / 365
    own *= min(1.0, 0.25 + new / 2)
    joined = (p for p in practices() if p.joins == practice.code and p.closed and p.closed < day)
    return round(own) + sum(round(p.patients * 0.9) for p in joined)


@dataclass(frozen=True)
class Workforce:
    """GPs of a practice: how many people, and full-time equivalents of 37.5 hours."""

    gps: int
    fte: float


def workforce(practice: Practice, day: date) -> Workforce:
    chance = dice(practice.code, "workforce", day.year)
    if practice.single_handed:
        return Workforce(1, round(chance.uniform(0.8, 1.1), 2))
    growing = 1 + 0.02 * _years(day)
    ratio = 1_950 * growing * math.exp(0.17 * strain(practice, day, "workforce"))
    fte = patients(practice, day) / min(max(ratio * chance.gauss(1, 0.08), 1_200), 4_500)
    return Workforce(max(2, math.ceil(fte * 1.25)), round(fte, 2))


def qof_points(practice: Practice, maximum: int, day: date) -> float:
    """Points achieved of the `maximum` in the year to `day`: mostly 90 to 100 per cent."""
    about = strain(practice, day, "qof")
    loss = dice(practice.code, "qof loss", day.year).gammavariate(0.9, 2.6) * math.exp(0.3 * about)
    if about > 1.6:
        loss += 8 * about
    return round(maximum * (1 - min(max(loss, 0), 55) / 100), 2)


def answers(practice: Practice, base: float, question: str, day: date) -> tuple[int, int]:
    """(how many gave the answer, how many answered) in a survey where `base` is the usual share."""
    chance = dice(practice.code, question, day.year)
    answered = chance.randint(55, 140) if practice.patients > 3_000 else chance.randint(20, 70)
    odds = base / (1 - base) * math.exp(0.45 * strain(practice, day, question))
    odds *= math.exp(chance.gauss(0, 0.2))
    return round(answered * odds / (1 + odds)), answered


def items(practice: Practice, months: int, day: date) -> int:
    """Items prescribed in some months."""
    rate = 1.62 * math.exp(dice(practice.code, "items").gauss(0, 0.14) + 0.03 * practice.strain)
    rate *= 1 + dice(practice.code, "items", day).gauss(0, 0.015)
    return round(patients(practice, day) * rate * months)


def deprivation(practice: Practice) -> float:
    """The score of where its patients live; the strained tend to be among the deprived."""
    score = 21 * math.exp(0.25 * practice.strain + dice(practice.code, "deprived").gauss(0, 0.3))
    return round(min(max(score, 4.0), 65.0), 1)


def aged_75(practice: Practice, day: date) -> int:
    """Patients of 75 and over; more in the country than in town."""
    share = dice(practice.code, "old").gauss(0.105 if rural(practice) else 0.08, 0.018)
    return round(patients(practice, day) * min(max(share, 0.02), 0.2))


def outliers(practice: Practice, day: date) -> int:
    """How many indicators of the web tool set the practice apart."""
    return max(0, round(1.4 + 1.5 * strain(practice, day, "web tool")))


def ratings(day: date) -> dict[str, str]:
    """The rating of each practice open on a day; the newest have none yet."""
    inspected = [p for p in open_practices(day) if (day - p.opened).days > 400]
    ranked = sorted(inspected, key=lambda p: -strain(p, date(day.year // 4 * 4, 1, 1), "rating"))
    return {p.code: _rating(i / len(ranked)) for i, p in enumerate(ranked)}


def _rating(share: float) -> str:
    end = 0.0
    for word, part in RATINGS:
        end += part
        if share < end:
            return word
    return RATINGS[-1][0]


def _years(day: date) -> float:
    return (day - MIDDLE).days / 365.25
