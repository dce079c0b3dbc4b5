"""Suppliers: what they offer where, and what is known of their work."""

from __future__ import annotations

from datetime import date

import pytest

from resilience.accounts.rules import Refused
from resilience.agreements.actions.suppliers import end_service, offer_service
from resilience.agreements.helping.record import record_of
from resilience.agreements.helping.services import services
from resilience.agreements.models import Deliverable, HeldToAccount, SupplierService
from resilience.organisations.models import Organisation
from tests.agreements.spending import rated, reviewed
from tests.agreements.world import DAY, NOW, in_force, planned
from tests.cases.at_pages import read, signed_in
from tests.cases.world import PROGRAMME, reader

__all__ = ["rated"]
pytestmark = pytest.mark.django_db
ADDRESS = f"/help/{PROGRAMME}/suppliers/"


def organisation(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def offered(by: str = "resilience", area: str = "Q74", **other) -> SupplierService:
    told = {"category": "workforce", "about": "Finds GPs.", "starts": date(2018, 4, 1)} | other
    return offer_service(
        by=reader(by, DAY),
        supplier=organisation("SUP-1"),
        programme=PROGRAMME,
        area=organisation(area),
        **told,
    )


def test_those_who_plan_help_in_an_area_say_what_is_offered_in_it(world):
    offered("commissioner", "00K")
    offered("regional", "Y54")
    for name, area in (("commissioner", "Q74"), ("resilience", "00T"), ("finance", "Q74")):
        with pytest.raises(Refused, match="not within the areas in which you"):
            offered(name, area)
    with pytest.raises(Refused, match="offers this in Hartlepool in these days already"):
        offered("resilience", "00K", starts=date(2019, 1, 1))
    with pytest.raises(Refused, match="Choose a kind of support"):
        offered(category="hovercraft")


def test_a_service_ends_on_a_day_and_one_not_begun_is_taken_off(world):
    one, coming = offered(), offered(area="00K", starts=date(2019, 4, 1))
    end_service(by=reader("resilience", DAY), service=one, day=date(2019, 2, 1))
    end_service(by=reader("commissioner", DAY), service=coming, day=DAY)
    assert [row.pk for row in services(PROGRAMME, date(2019, 1, 31))] == [one.pk]
    assert not services(PROGRAMME, date(2019, 2, 1))
    with pytest.raises(Refused, match="not within the areas"):
        end_service(by=reader("other_resilience", DAY), service=one, day=DAY)


def test_an_area_is_offered_what_is_offered_above_and_within_it(world):
    offered("regional", "Y54")
    offered("resilience", "00K", category="coaching")
    offered("other_resilience", "00T", category="diagnostic")
    for code, found in (("00K", 2), ("Q74", 2), ("Y54", 3), ("00T", 2), ("Q83", 2)):
        assert services(PROGRAMME, DAY, area=organisation(code)).count() == found, code
    assert services(PROGRAMME, DAY, category="coaching").count() == 1


def delivered(case, *rows: tuple[date, date | None]) -> None:
    plan = case.plans.get()
    for number, (due, came) in enumerate(rows, start=1):
        told = {"what": "A report", "due": due, "delivered": came}
        Deliverable.objects.create(plan=plan, help=plan.helps.get(), number=number, **told)


def test_the_record_counts_what_came_on_time_and_names_only_practices_one_sees(case):
    in_force(case)
    early, late = date(2019, 1, 2), date(2019, 1, 6)
    delivered(case, (late, early), (late, late), (early, late), (early, None), (DAY, None))
    Deliverable.objects.filter(number=1).update(sent_back="Two pages are missing.")
    HeldToAccount.objects.create(
        case=case, at=NOW, by="x", supplier=organisation("SUP-1"), what="The report is overdue."
    )
    known = record_of(organisation("SUP-1"), PROGRAMME, reader("resilience", DAY))
    told = known.seen
    assert (told.practices, told.on_time, told.late, told.overdue, told.coming, told.sent_back) == (
        *(1, 2, 1, 1, 1, 1),
    )
    assert len(known.held) == 1
    elsewhere = record_of(organisation("SUP-1"), PROGRAMME, reader("other_resilience", DAY))
    assert elsewhere.seen.practices == 0 and elsewhere.others is None
    assert not elsewhere.deliverables and not elsewhere.held


def test_the_record_is_for_who_plans_or_pays_and_the_supplier_not_for_practices(case, client):
    in_force(case)
    delivered(case, (date(2019, 1, 2), None))
    for name, sees, named in (
        *(("resilience", True, True), ("finance", True, True), ("supplier", True, True)),
        *(("other_resilience", True, False), ("lead", False, False), ("officer", False, False)),
    ):
        page = read(signed_in(client, name), f"{ADDRESS}SUP-1/")
        assert ("Its record" in page) is sees, name
        assert ("The Dene Surgery" in page.split("What it offers")[1]) is named, name


def test_a_rating_of_fewer_than_five_practices_is_shown_to_nobody(rated, case):
    rated(5, 5, 5, 5)
    supplier, who = organisation("SUP-1"), reader("resilience", DAY)
    assert record_of(supplier, PROGRAMME, who).rated is None
    reviewed(case.plans.get(), organisation("A81001"), 1, "R-9")
    found = record_of(supplier, PROGRAMME, who).rated
    assert found and (found.practices, found.middle) == (5, 5)


def test_suppliers_stand_by_name_and_words_are_inert(world, client):
    offered(about="<script>alert(1)</script> =1+1 {{ 7*7 }}")
    Organisation.objects.create(code="SUP-0", kind="supplier", name="<b>Zeal</b>")
    page = signed_in(client, "resilience").get(ADDRESS).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page and "{{ 7*7 }}" in page
    assert page.index("&lt;b&gt;Zeal") < page.rindex("Steady Hands Ltd") and "<b>Zeal" not in page
    assert "Nobody is listed for this" in client.get(ADDRESS + "?kind=coaching").content.decode()
    assert client.get(ADDRESS + "?area=nowhere").status_code == 400


def test_a_lead_lists_and_ends_a_service_on_pages(world, client):
    client = signed_in(client, "resilience")
    page = f"{ADDRESS}SUP-1/services/new/"
    assert "Choose a kind of help" in client.post(page, {}).content.decode()
    told = {"category": "coaching", "area": "00K", "about": "A coach.", "starts": "1 April 2018"}
    client.post(page, told | {"last": "31 March 2027"})
    one = SupplierService.objects.get()
    assert (one.area.code, one.ends) == ("00K", date(2027, 4, 1))
    client.post(f"{ADDRESS}services/{one.pk}/end/", {"day": "1 April 2020"})
    one.refresh_from_db()
    assert one.ends == date(2020, 4, 1)


def test_a_plan_that_is_only_planned_is_no_record(case):
    planned(case)
    told = record_of(organisation("SUP-1"), PROGRAMME, reader("resilience", DAY))
    assert told.seen.practices == 0 and told.rated is None
