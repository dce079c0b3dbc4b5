"""The page, the file, the API and the return have the same number, from one query."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from resilience.audit.models import Event
from resilience.cases.beginning import begin
from resilience.cases.happening import happen
from resilience.cases.models import Case
from resilience.funding.models import Pot
from resilience.funding.years import Year
from resilience.organisations.models import Ancestor, Kind, Organisation
from resilience.programmes.local import in_force
from resilience.returns.collecting.content import hash_of
from resilience.returns.figures.sent import rows_sent
from resilience.returns.figures.sums import figure
from resilience.returns.models import PublishedMonth
from resilience.returns.published import freezing
from resilience.returns.published.freezing import publish_months
from resilience.returns.published.months import months_due
from tests.cases.conftest import at
from tests.cases.world import LONG_AGO, PROGRAMME, reader
from tests.funding.world import allocated, pot
from tests.returns.filing.world import returned, sent, written

ADDRESS = "/published/gprp-2018-19/2018-19/"
APRIL = at(2019, 4, 10, 9)
API = "/api/v1/published/gprp-2018-19/2018-19"


@pytest.fixture
def six_asked(world):
    """In July 2018 six practices of the North ask for help, and £100,000 is there."""
    pot(100_000)
    for made in surgeries(6):
        asks(made, at(2018, 7, 3, 10))


def surgeries(many: int, first: int = 0) -> Iterator[Organisation]:
    """Practices of the North."""
    for number in range(first, first + many):
        code = f"A820{number:02}"
        made = Organisation.objects.create(code=code, kind=Kind.PRACTICE, name=f"Surgery {number}")
        for above in ("00K", "Q74", "Y54", "ENG"):
            area = Organisation.objects.get(code=above)
            Ancestor.objects.create(
                descendant=made,
                ancestor=area,
                kind=area.kind,
                direct=above == "00K",
                starts=LONG_AGO,
            )
        yield made


def asks(practice: Organisation, when) -> None:
    case = begin(
        programme=PROGRAMME,
        practices=[practice],
        route=Case.Route.SELF_REFERRAL,
        state="received",
        tier="commissioner",
        at=when,
    )
    by = reader("lead", when.date())
    happen(case, "received", by=by, at=when, acting_for=practice, to="received")


def the_file(client, address: str = ADDRESS) -> dict[tuple[str, str, str], dict[str, str]]:
    text = b"".join(client.get(f"{address}?format=csv").streaming_content).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    return {(one["month"], one["area"], one["measure"]): one for one in rows}


def test_return_page_file_and_api_have_the_same_number(six_asked, client):
    asked = str(figure(rows_sent([sent(written(returned()))]), "asked").value)
    publish_months(APRIL)
    found = the_file(client)
    answer = client.get(f"{API}?limit=1000").json()
    told = client.get(f"{ADDRESS}?month=2019-03").content.decode()
    by_api = {(o["month"], o["area"], o["measure"]): o for o in answer["items"]}
    assert asked == found["2019-03", "Y54", "asked"]["value"] == "6"
    assert found.keys() == by_api.keys()
    for key, one in found.items():
        assert one["value"] == ("" if by_api[key]["value"] is None else str(by_api[key]["value"]))
        assert one["state"] == by_api[key]["state"]
    assert found["2019-03", "england", "available"]["state"] == "not known", "Q83 entered nothing"
    assert found["2019-03", "Y54", "available"]["value"] == "10000000"
    assert "Practices that asked: </span>6" in told
    assert "£100,000" in told


def test_a_seventh_practice_is_not_told_until_more_follow(six_asked, client):
    asks(Organisation.objects.get(code="A81001"), at(2018, 9, 3, 10))
    publish_months(APRIL)
    found = the_file(client)
    assert found["2018-08", "england", "asked"]["value"] == "6"
    assert found["2018-09", "england", "asked"]["state"] == "held back"
    assert found["2018-09", "england", "asked"]["value"] == ""


def test_a_month_comes_out_ten_days_after_it_ended(six_asked, client):
    year, returns = Year.called("2018-19"), in_force(PROGRAMME).returns
    assert months_due(year, returns, date(2018, 8, 9))[-1] == date(2018, 6, 30)
    assert months_due(year, returns, date(2018, 8, 10))[-1] == date(2018, 7, 31)
    assert len(months_due(year, returns, date(2020, 1, 1))) == 12
    assert publish_months(at(2018, 5, 9, 22, 59)) == 0
    assert publish_months(at(2018, 5, 10)) == 1
    assert publish_months(at(2018, 5, 10)) == 0


def test_before_anything_is_out_one_is_told_from_when(six_asked, client):
    told = client.get(ADDRESS).content.decode()
    assert "No figures yet" in told
    assert "come out on 10 May 2018" in told
    (line,) = the_file(client).values()
    assert (line["state"], line["value"]) == ("not out yet", "")
    assert "come out on 10 May 2018" in line["about"]
    answer = client.get(API).json()
    assert answer["items"] == []
    assert (answer["next_month"], answer["next_month_out"]) == ("2018-04-30", "2018-05-10")


def test_what_is_entered_late_changes_nothing_that_is_out(six_asked, client):
    publish_months(at(2018, 9, 10))
    before, out = the_file(client), list(PublishedMonth.objects.values())
    for one in surgeries(6, first=6):
        asks(one, at(2018, 8, 3, 10))
    allocated(Pot.objects.get(), 5)
    assert publish_months(at(2018, 9, 11)) == 0
    assert the_file(client) == before
    assert publish_months(at(2018, 10, 10)) == 1
    after = the_file(client)
    assert {key: after[key] for key in before} == before
    assert list(PublishedMonth.objects.values())[: len(out)] == out
    assert after["2018-08", "england", "asked"]["value"] == "6"
    assert after["2018-09", "england", "asked"]["value"] == "12", "it comes into the next"


def test_one_that_is_entered_late_is_not_told_by_the_next_month(six_asked, client):
    """As it is, and not as it was, August would have seven, and so might September."""
    publish_months(at(2018, 9, 10))
    asks(Organisation.objects.get(code="A81001"), at(2018, 8, 3, 10))
    publish_months(at(2018, 10, 10))
    assert the_file(client)["2018-09", "england", "asked"]["state"] == "held back"


def test_numbers_are_judged_by_the_year_before_too(six_asked, client):
    """Who asked in March still waits in April: one more is one who asked in April."""
    publish_months(APRIL)
    asks(Organisation.objects.get(code="A81001"), at(2019, 4, 3, 10))
    publish_months(at(2019, 5, 10))
    assert the_file(client)["2019-03", "england", "asked"]["value"] == "6"
    april = the_file(client, "/published/gprp-2018-19/2019-20/")
    assert april["2019-04", "england", "asked"]["state"] == "held back"


def test_pages_only_read_what_is_out(six_asked, client):
    publish_months(APRIL)
    for address in (ADDRESS, f"{ADDRESS}?format=csv", f"{API}?limit=1000"):
        with CaptureQueriesContext(connection) as queries:
            found = client.get(address)
            if found.streaming:
                list(found.streaming_content)
        about = [one["sql"] for one in queries if "returns_publishedmonth" in one["sql"]]
        assert len(about) == 1
        assert not any('"behind"' in one for one in about)
        assert not any("cases_case" in one["sql"] for one in queries)
        assert len(queries) < 8


def test_what_is_out_is_frozen_with_a_hash_and_a_record(six_asked):
    publish_months(at(2018, 5, 10))
    (month,) = PublishedMonth.objects.all()
    assert month.sha256 == hash_of(month.content)
    assert Event.objects.get(act="returns.month_published").after["sha256"] == month.sha256
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as raw:
        raw.execute("UPDATE returns_publishedmonth SET year = 'x'")


def test_of_two_who_publish_at_once_one_does(six_asked, monkeypatch):
    made = freezing._made

    def meanwhile(*of):
        monkeypatch.setattr(freezing, "_made", made)
        late = made(*of)
        assert publish_months(at(2018, 5, 10)) == 1
        return late

    monkeypatch.setattr(freezing, "_made", meanwhile)
    assert publish_months(at(2018, 5, 10)) == 0
    assert PublishedMonth.objects.count() == 1
    assert Event.objects.filter(act="returns.month_published").count() == 1


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (ADDRESS, 200),
        ("/published/none/2018-19/", 404),
        ("/published/gprp-2018-19/1918-19/", 404),
        ("/published/gprp-2018-19/2018-20/", 404),
        (f"{ADDRESS}?month=2030-01", 400),
        (f"{ADDRESS}?format=pdf", 400),
        ("/api/v1/published/gprp-2018-19/2030-31", 404),
        ("/api/v1/published/none/2018-19", 404),
        (f"{API}?month=1", 400),
    ],
)
def test_what_makes_no_sense_is_answered(world, client, address, status):
    assert client.get(address).status_code == status


def test_an_empty_england_publishes_nothing(db):
    assert publish_months(APRIL) == 0
