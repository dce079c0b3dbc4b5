"""What the records say of the help that a case study is about, for whoever writes it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone

from resilience.accounts.reader import Reader
from resilience.agreements.models import ExitReview, Objective
from resilience.agreements.timing.times import first_help
from resilience.cases.models import Case
from resilience.funding.models import Commitment
from resilience.look import words
from resilience.programmes.schema import Pack
from resilience.returns.models import CaseStudy
from resilience.returns.studies.wanted import kinds_of

Fact = dict[str, str]


def facts(study: CaseStudy, pack: Pack, reader: Reader) -> list[Fact]:
    """Facts by name, so far as they are known. They are beside the words, to write from: no file
    and no public page has them."""
    case = study.case
    size = case.list_size
    told = [
        ("Registered patients", words.number(size)),
        ("Kind of help", kinds_of(pack).get(study.category, study.category)),
        ("From asking to the first help", _waited(case, reader.day)),
        *_money(case, reader),
        *_reached(case, pack),
    ]
    return [{"key": key, "value": value} for key, value in told]


def _waited(case: Case, day: date) -> str:
    first = first_help(Case.objects.filter(pk=case.pk), day).get(case.pk)
    if first is None:
        return "Help has not begun"
    days: timedelta = first - timezone.localdate(case.begun)
    return words.plural(days.days, "day")


def _money(case: Case, reader: Reader) -> list[tuple[str, str]]:
    own = Commitment.objects.visible_to(reader).filter(case=case)
    sums = own.order_by().aggregate(committed=Sum("committed"), paid=Sum("paid"))
    if sums["committed"] is None:
        return [("Money for the help", "None was committed here")]
    return [
        ("Money committed for the help", words.pounds(sums["committed"])),
        ("Money paid for the help", words.pounds(sums["paid"])),
    ]


def _reached(case: Case, pack: Pack) -> list[tuple[str, str]]:
    review = ExitReview.objects.filter(case=case).order_by("at", "pk").last()
    if review is None:
        return [("What became of the objectives", "The help was not reviewed at its end yet")]
    titles = {one.id: one.title for one in pack.delivering.reached} if pack.delivering else {}
    objectives = Objective.objects.filter(plan=review.plan_id)
    return [
        (
            f"Objective {one.number}: {one.what}",
            titles.get(review.reached.get(str(one.pk), ""), words.STATES["not_known"]),
        )
        for one in objectives
    ]
