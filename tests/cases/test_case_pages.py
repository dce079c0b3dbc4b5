"""The page of a case: who sees it, and what it says to each side."""

from __future__ import annotations

import pytest

from resilience.cases.actions import flag, raise_concern, take
from resilience.cases.models import Case
from tests.cases.at_pages import DAY, NOW, SEES, rows, text
from tests.cases.conftest import at
from tests.cases.full_case import NOTE, STATEMENT, full_case
from tests.cases.world import PEOPLE, PROGRAMME, practice, reader, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_the_practice_sees_when_it_will_hear_and_the_team_what_it_owes(referred, as_):
    case = referred()
    page = text(as_("lead").get(f"/cases/{case.reference}/"))
    assert "Sent to the local team" in page and "It is the local team’s turn." in page
    assert "You will hear that the local team has your request" in page
    assert "By 9 January 2019." in page
    assert "You will hear the next steps or the outcome" in page
    assert "It was due by 4 January 2019." in page
    assert "Withdraw the request" in page and "Acknowledge it" not in page
    page = text(as_("resilience").get(f"/cases/{case.reference}/"))
    assert "Acknowledge a self-referral" in page and "It waits for the local team." in page
    assert "Acknowledge it" in page and "Withdraw" not in page


def test_both_sides_see_why_a_clock_stands_still(referred, as_):
    case = referred(at=at(2019, 1, 2, 12))
    by = reader("resilience", DAY)
    take(by=by, case=case, step="acknowledge", seen=1, at=NOW)
    take(by=by, case=case, step="pause", seen=2, at=NOW, text="The inspection report.")
    for name in ("lead", "resilience"):
        page = text(as_(name).get(f"/cases/{case.reference}/"))
        assert "Stands still" in page and "“The inspection report.”" in page
    assert "Done on 7 January 2019. It was due by 16 January 2019." in page


def test_who_sees_no_case_is_told_there_is_none(referred, as_):
    case = referred()
    for name in PEOPLE:
        for more in ("", "print/"):
            answer = as_(name).get(f"/cases/{case.reference}/{more}")
            assert answer.status_code == (200 if name in SEES else 404), (name, more)
    assert as_("lead").get("/cases/R-999999/").status_code == 404


def test_everything_of_a_case_is_on_its_page(world, as_):
    case = full_case()
    page = text(as_("resilience").get(f"/cases/{case.reference}/"))
    for words in (
        "The Dene Surgery and 1 other practice",
        "12,570",
        "resilience, Cumbria and North East",
        "Cordelia Stonechat",
        "Case for support",
        "Two partners retire in March and nobody has applied.",
        "plan.txt",
        "Until the end of March.",
        "Tees Local Medical Committee",
        STATEMENT,
        "Priority: <strong>High</strong>",
        NOTE,
        "Who can see this page",
    ):
        assert words in page, words
    file = case.attachments.get()
    answer = as_("lead").get(f"/cases/{case.reference}/files/{file.pk}/")
    assert answer.content == b"Plan"
    assert answer["Content-Disposition"].startswith("attachment")
    other = full_case_of_somebody_else()
    assert as_("lead").get(f"/cases/{other.reference}/files/{file.pk}/").status_code == 404
    assert as_("resilience").get(f"/cases/{other.reference}/files/{file.pk}/").status_code == 404


def full_case_of_somebody_else() -> Case:
    by = reader("other_resilience", DAY)
    return flag(
        by=by,
        practices=[practice("P81001")],
        programme=PROGRAMME,
        route=Case.Route.GROUP,
        why="Found with others.",
        at=NOW,
    )


def test_what_is_for_those_who_decide_reaches_nobody_else(world, as_):
    """The note of a deliberation, and what bodies say of a request: on no page, print or file."""
    case = full_case()
    told = {NOTE: {"commissioner", "resilience", "regional"}}
    told[STATEMENT] = told[NOTE] | {"officer"}
    addresses = [f"/cases/{case.reference}/", f"/cases/{case.reference}/print/", "/cases/"]
    for canary, readers in told.items():
        for name in SEES:
            pages = "".join(text(as_(name).get(address)) for address in addresses)
            assert (canary in pages) == (name in readers), (canary, name)
    assert "A statement of support was given" in text(as_("lead").get(addresses[0]))
    for name in SEES:
        file = as_(name).get("/cases/?format=csv")
        assert NOTE not in str(rows(file)) and STATEMENT not in str(rows(file))


def test_people_are_named_to_their_colleagues_only_and_by_no_address(world, as_):
    case = full_case()
    address = f"/cases/{case.reference}/"
    seen = {name: text(as_(name).get(address)) for name in SEES}
    assert "for North of England (regional)" in seen["regional"]
    assert "for The Dene Surgery (lead)" in seen["member"]
    for name in SEES - {"regional", "analyst"}:
        assert "(regional)" not in seen[name], name
    for name in SEES - {"lead", "member"}:
        assert "(lead)" not in seen[name], name
    for page in seen.values():
        for name in PEOPLE:
            assert user(name).email not in page and str(user(name).key) not in page


def test_a_practice_does_not_learn_who_raised_a_concern(world, as_):
    by = reader("officer", DAY)
    case = raise_concern(
        by=by, practice=practice(), programme=PROGRAMME, why="Two partners leave.", at=NOW
    )
    address = f"/cases/{case.reference}/"
    assert as_("lead").get(address).status_code == 404
    assert "Two partners leave." in text(as_("officer").get(address))
    assert "a concern of the LMC" in text(as_("officer").get("/cases/"))
    take(by=reader("resilience", DAY), case=case, step="offer", seen=1, at=NOW, text="Help.")
    page = text(as_("lead").get(address))
    assert "You have been offered help" in page and "It is your turn." in page
    assert "Accept the offer" in page and "Decline the offer" in page
    for told in (page, text(as_("lead").get("/cases/"))):
        assert "Tees Local Medical Committee sees it too" not in told
        assert "a concern" not in told.split("<h2", 1)[-1].split("</form>")[-1]
    assert rows(as_("lead").get("/cases/?format=csv"))[0]["began"] == "the local team offered help"
    assert not rows(as_("lead").get("/cases/?route=concern&format=csv"))
