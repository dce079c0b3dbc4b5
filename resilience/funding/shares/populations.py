"""How many patients each practice has on a day, and which publication says so (G4.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from resilience.evidence.figures import Figures, Latest
from resilience.evidence.indicators import indicators
from resilience.evidence.releases import Release
from resilience.look import words
from resilience.programmes.schema.funding import Funding


class NothingToShareBy(Exception):
    """No population or no area is known of the day; the message says what would mend it."""


@dataclass(frozen=True)
class Population:
    """The patients of practices by code, on the list of one period, and what is said of it.

    `sources` are the releases it is from; `flags` sentences for whoever relies on it."""

    indicator: str
    patients: Mapping[str, int]
    latest: Latest
    sources: tuple[Release, ...]
    flags: tuple[str, ...]

    @property
    def title(self) -> str:
        return indicators()[self.indicator].title

    @property
    def source(self) -> str:
        """Its releases, their publishers and periods, in a few words."""
        return "; ".join(named(one) for one in self.sources)


def named(release: Release) -> str:
    """A release as a sentence names it."""
    return f"{release.title}, {release.period} ({release.publisher})"


def population(
    funding: Funding,
    practices: Collection[str],
    day: date,
    figures: Figures,
    releases: Mapping[str, Release],
) -> Population:
    """The population by which a programme's money is shared on a day: the first of the pack's that
    is known of `full_percent` of the open practices, else the one known of most.

    Raises NothingToShareBy where no list of a practice is young enough.
    """
    known = {}
    for indicator in funding.populations:
        latest = figures.latest(indicator, as_at=day, max_age_months=funding.population_months)
        known[indicator] = _patients(latest), latest
    covered = {name: len(lists.keys() & practices) for name, (lists, _) in known.items()}
    if not any(covered.values()):
        raise NothingToShareBy(_nothing(funding, [latest for _, latest in known.values()], day))
    full = [name for name in known if covered[name] * 100 >= funding.full_percent * len(practices)]
    chosen = full[0] if full else max(known, key=lambda name: covered[name])
    patients, latest = known[chosen]
    sources = tuple(releases[one] for one in latest.releases)
    found = Population(chosen, patients, latest, sources, ())
    flags = (*_stands_in(funding, found, covered, len(practices), day), *_other_list(found))
    return Population(chosen, patients, latest, sources, flags)


def _patients(latest: Latest) -> dict[str, int]:
    return {
        code: round(one.value)
        for code, one in latest.figures.items()
        if isinstance(one.value, int | float)
    }


def _nothing(funding: Funding, found: list[Latest], day: date) -> str:
    meant = " or ".join(f"“{indicators()[name].title}”" for name in funding.populations)
    older = ", ".join(one.too_old.label for one in found if one.too_old)
    known = f" The last that is known is of {older}, which is too old." if older else ""
    return (
        f"Nothing says how many patients practices had by {words.day(day)}: load a file with "
        f"{meant} of at most {funding.population_months} months before, or choose another day."
        f"{known}"
    )


def _stands_in(
    funding: Funding, found: Population, covered: Mapping[str, int], practices: int, day: date
) -> list[str]:
    """That the population which is meant is not the one by which money is shared."""
    meant = funding.populations[0]
    if found.indicator == meant:
        return []
    return [
        f"“{indicators()[meant].title}” is known of {covered[meant]:,} of the {practices:,} "
        f"practices open on {words.day(day)}. The shares rest on another list, which is known of "
        f"{covered[found.indicator]:,}: “{found.title}”, from {found.source}."
    ]


def _other_list(found: Population) -> list[str]:
    """That figures of the population are not quite what its title says, as their note has it."""
    notes = Counter((one.note, one.release) for one in found.latest.figures.values() if one.note)
    by_id = {one.id: one for one in found.sources}
    return [
        f"{words.plural(count, 'list')} of patients from {named(by_id[release])}: {note}."
        for (note, release), count in sorted(notes.items())
    ]
