"""Pages of data returns: from the calendar to what was sent, as those see them who may."""

from __future__ import annotations

import csv
import io
import re

import pytest
import time_machine

from resilience.returns.models import Change, Return
from tests.cases.conftest import at
from tests.returns.filing.world import APRIL, WORDS, returned, sent, written

ALL = "/returns/gprp-2018-19/"
APRIL_OF = f"{ALL}april-2019/Y54/"
LATE = at(2019, 4, 5, 16, 1)
"""One minute past five by the clocks of London."""


@pytest.fixture
def april():
    with time_machine.travel(APRIL, tick=False):
        yield


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def fields(client, address: str) -> dict[str, str]:
    """The fields of the form of a page with what stands in them."""
    told = page(client, address)
    inputs = re.findall(r"<input[^>]*>", told)
    found = {re.search(r'name="([^"]*)"', one)[1]: one for one in inputs}
    return {
        name: (re.search(r'value="([^"]*)"', one) or ["", ""])[1]
        for name, one in found.items()
        if name not in ("csrfmiddlewaretoken", "q")
    }


def test_the_calendar_is_open_to_who_sees_counts_and_opens_returns_whose_day_came(
    world, as_, april
):
    told = page(as_("board"), ALL)
    assert "Friday 5 April 2019 at 17:00" in told
    assert "The programme calls this day a Tuesday" in told
    assert Return.objects.count() == 6
    assert "Overdue by" in page(as_("regional"), ALL)
    assert APRIL_OF in page(as_("regional"), ALL)
    assert APRIL_OF not in page(as_("board"), ALL)


def test_a_region_sends_its_return_one_minute_late_and_it_says_so(money, as_):
    with time_machine.travel(LATE, tick=False):
        client = as_("regional")
        for question, text in WORDS.items():
            address = f"{APRIL_OF}words/{question}/"
            client.post(address, fields(client, address) | {"text": text})
        assert "1 minute late" in page(client, f"{APRIL_OF}send/")
        signed = fields(client, f"{APRIL_OF}send/") | {"signed": "Kim Lee, Head"}
        answer = client.post(f"{APRIL_OF}send/", signed, follow=True)
        assert "It is sent, 1 minute late." in answer.content.decode()
        assert "Sent late by 1 minute" in page(client, ALL)
        assert "5 April 2019 at 17:01:00" in page(client, f"{APRIL_OF}sent/1/")


def test_each_figure_leads_to_its_records(money, as_, april):
    client = as_("regional")
    assert "£4,000" in page(client, f"{APRIL_OF}figures/")
    told = page(client, f"{APRIL_OF}figures/paid/?team=Q74")
    assert f"/cases/{money.reference}/money/" in told
    assert f"/cases/{money.reference}/" in page(client, f"{APRIL_OF}figures/agreed/")
    assert "As the letter of allocation has it." in page(client, f"{APRIL_OF}figures/available/")
    for measure in ("case_studies", "business_cases", "helped"):
        page(client, f"{APRIL_OF}figures/{measure}/")


def test_the_file_has_the_figures_of_the_page(money, as_, april):
    answer = as_("regional").get(f"{APRIL_OF}figures/?format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    lines = {(one["measure"], one["team"]): one for one in csv.DictReader(io.StringIO(text))}
    assert lines["committed", "Q74"]["value"] == lines["committed", ""]["value"] == "400000"
    rows = as_("regional").get(f"{APRIL_OF}figures/?format=csv&table=rows")
    assert b"A81001" in b"".join(rows.streaming_content)


def test_what_was_mended_since_is_marked_in_what_was_sent(money, as_, april):
    made = sent(written(returned()))
    Change.objects.create(
        of=made.of,
        at=APRIL,
        by="x",
        submission=made,
        team="Q74",
        practice="A81001",
        field="paid",
        before=150_000,
        after=160_000,
        why="A payment was left out.",
    )
    told = page(as_("national"), f"{APRIL_OF}sent/1/")
    assert "Sent as £1,500, mended since" in told
    assert "A payment was left out." in told
    assert "£1,600" in page(as_("national"), f"{APRIL_OF}sent/1/paid/")


def test_what_differs_is_explained_and_a_large_change_asks_for_a_sentence(money, as_):
    january = at(2019, 1, 8, 10)
    sent(written(returned("january-2019", when=january), when=january), when=january)
    with time_machine.travel(APRIL, tick=False):
        one, client = written(returned()), as_("regional")
        told = page(client, f"{APRIL_OF}differences/")
        assert "The Dene Surgery" in told
        assert "came in" in told
        assert "Say why figures differ" in page(client, f"{APRIL_OF}send/")
        typed = fields(client, f"{APRIL_OF}differences/")
        why = {name: "The help began." for name in typed if name.startswith("why:")}
        client.post(f"{APRIL_OF}differences/", typed | why)
        made = sent(Return.objects.get(pk=one.pk))
        assert made.words["why:paid"] == "The help began."
        assert "The help began." in page(as_("national"), f"{APRIL_OF}sent/1/")


@pytest.mark.parametrize(
    ("name", "address", "status"),
    [
        ("analyst", "", 200),
        ("analyst", "send/", 404),
        ("resilience", "", 404),
        ("board", "figures/", 404),
        ("lead", "", 404),
        ("national", "differences/", 200),
        ("national", "words/progress/", 404),
        ("regional", "words/nothing/", 404),
        ("regional", "figures/nothing/", 404),
        ("regional", "figures/paid/?team=X", 400),
        ("regional", "figures/paid/?page=0", 400),
        ("regional", "sent/99999999999999999999/", 404),
    ],
)
def test_who_opens_what(world, as_, april, name, address, status):
    assert as_(name).get(APRIL_OF + address).status_code == status


@pytest.mark.parametrize(
    "address",
    ["/returns/none/", f"{ALL}none/Y54/", f"{ALL}april-2019/NONE/", f"{ALL}april-2019/%00/"],
)
def test_what_there_is_not_is_answered(world, as_, april, address):
    assert as_("national").get(address).status_code == 404


def test_an_england_without_areas_has_a_calendar_and_no_return(
    db, client, django_user_model, april
):
    from resilience.organisations.models import Kind, Organisation

    nation = Organisation.objects.create(code="ENG", kind=Kind.NATION, name="England")
    person = django_user_model.objects.create_user("n@example.nhs.uk", name="N")
    person.memberships.create(organisation=nation, role="national_team", starts="2013-04-01")
    client.force_login(person)
    assert "You see the return of no area" in page(client, ALL)
