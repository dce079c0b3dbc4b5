"""What an address of this part names, for who may look at it; else there is no such page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest

from resilience.accounts.access import may, opened_to, reader_of
from resilience.accounts.roles import Right
from resilience.programmes.schema import Pack
from resilience.programmes.schema.returns import Collection, Returns
from resilience.returns.addressed import collection_called, returning_pack
from resilience.returns.collecting.asking import speaks_for
from resilience.returns.collecting.subjects import Subject, subject_of
from resilience.returns.figures.areas import areas
from resilience.returns.figures.rows import Rows
from resilience.returns.figures.sent import rows_sent
from resilience.returns.models import Return, Submission

collecting = opened_to(may(Right.COLLECT_RETURNS))


@dataclass(frozen=True)
class Place:
    """A data return of a programme."""

    pack: Pack
    returns: Returns
    collection: Collection

    @property
    def args(self) -> list[str]:
        return [self.pack.id, self.collection.id]


@dataclass
class OfArea:
    """The return of an area, and what it sent last."""

    place: Place
    of: Return

    @property
    def args(self) -> list[str]:
        return [*self.place.args, self.of.area.code]

    @cached_property
    def submission(self) -> Submission | None:
        return Submission.objects.filter(of=self.of).order_by("-number").first()

    @cached_property
    def rows(self) -> Rows:
        """As they were sent, with what was mended since."""
        return rows_sent([self.submission] if self.submission else ())

    def subject(self, request: HttpRequest) -> Subject:
        """What an address asks about; 404 for what there is not."""
        of = (request.GET.get(name, "") for name in ("team", "practice", "field"))
        said = self.submission.words if self.submission else {}
        found = subject_of(self.place.pack, self.place.returns, self.rows, said, *of)
        if found is None or self.submission is None:
            raise Http404
        return found


def place_of(programme: str, collection: str) -> Place:
    """A data return that an address names."""
    pack, returns = returning_pack(programme)
    return Place(pack, returns, collection_called(returns, collection))


def return_of(programme: str, collection: str, area: str) -> OfArea:
    """The return of an area that an address names; 404 before it is open."""
    place = place_of(programme, collection)
    of = {"programme": programme, "collection": collection, "area__code": area}
    found = Return.objects.filter(**of).select_related("area").first()
    if found is None:
        raise Http404
    return OfArea(place, found)


def own_return(request: HttpRequest, programme: str, collection: str, area: str) -> OfArea:
    """The same for who sees the return, or leads a team of the area."""
    found, reader = return_of(programme, collection, area), reader_of(request)
    if Return.objects.visible_to(reader).filter(pk=found.of.pk).exists():
        return found
    if own_teams(request, found):
        return found
    raise Http404


def own_teams(request: HttpRequest, found: OfArea) -> list[str]:
    """The codes of the teams of an area that a reader leads."""
    known = areas(found.place.pack, found.place.collection.as_at)
    teams = next((one.teams for one in known if one.code == found.of.area.code), ())
    reader = reader_of(request)
    return [one.code for one in teams if speaks_for(reader, found.of, one.code)]
