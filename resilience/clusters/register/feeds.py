"""What the dashboard puts forward for the register of an area: worked out when somebody looks, and
kept by nobody until they take it in or set it aside (Q16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from resilience.accounts.reader import Reader
from resilience.clusters.models import Risk, RiskSetAside
from resilience.clusters.register.addressed import Of, practices_in
from resilience.look import words
from resilience.look.jinja import url
from resilience.organisations.models import Organisation
from resilience.programmes.schema.toolkit import Feed
from resilience.screening.changes import previous
from resilience.screening.findings import LETTERS, MET
from resilience.screening.models import ScreenedPractice, Snapshot
from resilience.screening.presenting import SIGNALS
from resilience.screening.sight import Sight
from resilience.screening.snapshots import snapshot_of
from resilience.screening.status import PracticeStatus
from resilience.screening.status_queries import statuses

WORSE = {"green": 0, "amber": 1, "red": 2}
"""The bands of a signal; that too little is known is none of them."""


@dataclass(frozen=True)
class PutForward:
    """A risk that a feed puts forward: about a practice, or about the area where there is none.
    `about` names the feed and its subject, `fact` what is so; the facts are sentences, and they are
    read at `source`."""

    feed: Feed
    about: str
    fact: str
    subject: str
    practice: Organisation | None
    facts: tuple[str, ...]
    source: str

    @property
    def key(self) -> str:
        """The same for the same fact, for good."""
        return f"{self.feed.id}:{self.about}:{self.fact}"

    @property
    def title(self) -> str:
        return self.feed.title.format(subject=self.subject)

    @property
    def score(self) -> int:
        return self.feed.likely * self.feed.severe


def put_forward(of: Of, reader: Reader) -> list[PutForward]:
    """What the dashboard puts forward and nobody dealt with, in the order of the pack's feeds: no
    fact that was taken in or set aside, nothing of which a risk is open."""
    handled, begun = _handled(of), _open(of)
    return [
        one
        for one in _Dashboard(of, reader).every()
        if one.key not in handled
        and f"{one.feed.id}:{one.about}" not in begun
        and not (one.feed.kind == "status" and one.practice and one.practice.pk in begun)
    ]


def _handled(of: Of) -> set[str]:
    here = {"programme": of.pack.id, "area": of.organisation}
    taken = Risk.objects.filter(**here).exclude(fed_by="").values_list("fed_by", flat=True)
    return {*taken, *RiskSetAside.objects.filter(**here).values_list("fed_by", flat=True)}


def _open(of: Of) -> set[str | int]:
    """The feeds with their subject of which a risk is open, and the practices that one is about."""
    found = Risk.objects.filter(programme=of.pack.id, area=of.organisation, closed=None)
    begun: set[str | int] = set()
    for fed_by, practice in found.values_list("fed_by", "practice"):
        begun |= {fed_by.rpartition(":")[0], *([practice] if practice else ())}
    return begun


@dataclass
class _Dashboard:
    """What stands behind the feeds of an area, as a reader sees it on the reader's day."""

    of: Of
    reader: Reader

    def every(self) -> Iterator[PutForward]:
        kinds = {
            "status": self._confirmed,
            "late_review": self._late,
            "moved": self._moved,
            "domain": self._domains,
        }
        for feed in self.of.register.feeds:
            yield from kinds[feed.kind](feed)

    @cached_property
    def _practices(self) -> dict[str, Organisation]:
        return {one.code: one for one in practices_in(self.of.organisation, self.reader.day)}

    @cached_property
    def _statuses(self) -> list[PracticeStatus]:
        found = statuses(self.reader, self.of.pack.id, self.reader.day, self._practices)
        return [found[code] for code in self._practices if code in found]

    @cached_property
    def _latest(self) -> Snapshot | None:
        return snapshot_of(self.of.pack.id, None)

    def _screened(self, snapshot: Snapshot) -> dict[str, ScreenedPractice]:
        """The practices of the area in a screen."""
        inside = f"/{self.of.organisation.code}/"
        seen = Sight(snapshot, self.reader).practices.filter(areas__contains=inside).slim()
        return {one.code: one for one in seen if one.code in self._practices}

    @cached_property
    def _now(self) -> dict[str, ScreenedPractice]:
        return self._screened(self._latest) if self._latest else {}

    def _confirmed(self, feed: Feed) -> Iterator[PutForward]:
        for one in self._statuses:
            if one.status == feed.status:
                yield self._of_status(feed, one, f"{one.confirmed_for.name} wrote: {one.reason}")

    def _late(self, feed: Feed) -> Iterator[PutForward]:
        for one in self._statuses:
            if one.is_late(self.reader.day):
                due = f"It was to be looked at again by {words.day(one.review_by)}."
                yield self._of_status(feed, one, due)

    def _of_status(self, feed: Feed, one: PracticeStatus, why: str) -> PutForward:
        return PutForward(
            feed=feed,
            about=one.organisation.code,
            fact=str(one.pk),
            subject=one.organisation.name,
            practice=one.organisation,
            facts=(f"Confirmed as {one.words.lower()} on {words.day(one.written)}.", why),
            source=url("screening:status", self.of.pack.id, one.organisation.code),
        )

    def _moved(self, feed: Feed) -> Iterator[PutForward]:
        """Practices in a band of more need in the last screen than in the one before."""
        before = previous(self._latest) if self._latest else None
        if self._latest is None or before is None:
            return
        was = {code: one.signal for code, one in self._screened(before).items()}
        days = f"{words.day(before.as_at)} and {words.day(self._latest.as_at)}"
        for code, one in self._now.items():
            old = was.get(code, "")
            if old in WORSE and one.signal in WORSE and WORSE[one.signal] > WORSE[old]:
                moved = f"from {SIGNALS[old].lower()} to {SIGNALS[one.signal].lower()}"
                yield PutForward(
                    feed=feed,
                    about=code,
                    fact=f"{one.signal}-{self._latest.as_at}",
                    subject=one.name,
                    practice=self._practices[code],
                    facts=(f"Its signal moved {moved} between the screens as at {days}.",),
                    source=url("screening:practice", self.of.pack.id, code),
                )

    def _domains(self, feed: Feed) -> Iterator[PutForward]:
        """Domains in which many practices of the area meet a criterion."""
        if self._latest is None or not self._now:
            return
        within = {c["id"]: c["domain"] for c in self._latest.pack["criteria"]}
        flagged: Counter[str] = Counter()
        for one in self._now.values():
            flagged.update(
                {within[c] for c, letter in one.letters.items() if letter == LETTERS[MET]}
            )
        total = len(self._now)
        for domain in self._latest.pack["domains"]:
            count = flagged[domain["id"]]
            many = count * 100 >= (feed.share_percent or 100) * total
            if many and count >= (feed.fewest_practices or 1):
                yield PutForward(
                    feed=feed,
                    about=domain["id"],
                    fact=f"{count}-of-{total}",
                    subject=domain["title"],
                    practice=None,
                    facts=(
                        f"{count} of {words.plural(total, 'practice')} meet a criterion under "
                        f"{domain['title'].lower()}, as at {words.day(self._latest.as_at)}.",
                    ),
                    source=url("screening:area", self.of.pack.id, self.of.organisation.code),
                )
