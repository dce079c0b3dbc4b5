"""Letters about what is late, with the facts as they were, and the area's answer."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pytest
import time_machine

from resilience.accounts.rules import Refused
from resilience.audit.models import Event
from resilience.funding.models import Pot
from resilience.notices.models import Notice
from resilience.returns.milestones import letter
from resilience.returns.milestones.acts import CHANGED, answer, escalate
from resilience.returns.milestones.letter import Told
from resilience.returns.models import DeliveryPlan, Escalation
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, reader
from tests.funding.world import committed, organisation, pot
from tests.returns.milestones.test_compliance import PACK

NOW = at(2019, 2, 6, 10)
SAID = Told(
    [
        {"post": "Regional Director", "name": "A. Director"},
        {"post": "Regional Director of Commissioning Operations", "name": "B. Operations"},
    ],
    "Please tell us what is planned.\n\nWe can help.",
    date(2019, 2, 13),
)
WRITE = f"/milestones/{PROGRAMME}/Y54/committed/letter/"


@pytest.fixture
def money(case):
    """£4,000 committed of £10,000, long after the end of September."""
    committed(case, pot(10_000), 4_000)
    return case


@pytest.fixture
def february():
    with time_machine.travel(NOW, tick=False):
        yield


def seen(milestone: str = "committed", when=NOW) -> str:
    stands = letter.of_area(PACK, "Y54", milestone, when)
    return letter.fingerprint(letter.facts(PACK, stands, when))


def written(
    milestone: str = "committed", when=NOW, said=SAID, by="national", **other
) -> Escalation:
    told = {"seen": seen(milestone, when), "area": "Y54", "milestone": milestone, "said": said}
    return escalate(by=reader(by, when.date()), pack=PACK, at=when, **(told | other))


def test_a_letter_keeps_the_facts_of_its_moment_and_the_very_pdf(money):
    made = written()
    assert (made.number, made.area.code) == (1, "Y54")
    assert written("first_return").number == 2
    (team,) = made.facts["units"]
    assert team["pieces"][0]["reached"] == "£4,000 of £10,000 (40%)"
    assert team["pieces"][0]["missing"] == "£6,000 of “Funding committed”"
    assert "The Dene" not in str(made.facts)
    told = Notice.objects.filter(once=f"letter {made.pk}")
    assert {one.user.name for one in told} == {"regional"}
    assert not any("£" in one.text or "Dene" in one.text for one in told)
    assert bytes(made.pdf).startswith(b"%PDF-")
    assert hashlib.sha256(bytes(made.pdf)).hexdigest() == made.pdf_sha256
    event = Event.objects.filter(act="returns.escalated").earliest("pk")
    assert event.after["pdf_sha256"] == made.pdf_sha256


def test_a_second_press_writes_no_second_letter_and_no_second_answer(money):
    made = written()
    with pytest.raises(Refused, match="it is letter 1"):
        written()
    assert written(said=replace(SAID, words="Once more: what is planned?")).number == 2
    regional = reader("regional", NOW.date())
    answer(by=regional, to=made, at=NOW, text="By March.")
    with pytest.raises(Refused, match="sent already"):
        answer(by=regional, to=made, at=NOW, text="By March. ")
    assert made.answers.count() == 1


def test_the_same_letter_is_the_same_bytes(money):
    stands = letter.of_area(PACK, "Y54", "committed", NOW)
    facts = letter.facts(PACK, stands, NOW)
    one, two = (letter.pdf(PACK, stands.area, 1, "National", SAID, facts) for _ in range(2))
    assert one == two


def test_no_letter_is_written_about_what_is_met_or_not_yet_due(money):
    DeliveryPlan.objects.create(
        programme=PROGRAMME,
        year="2018-19",
        team=organisation("Q74"),
        number=1,
        at=at(2018, 7, 10, 9),
        by="x",
        agreed=date(2018, 7, 5),
        shares="Half for help that continues.",
    )
    for milestone, why in (
        ("third_return", "It is not due yet: it is due by Friday 5 April 2019 at 17:00."),
        ("memoranda", "There was nothing to do"),
        ("plans", r"It is met \(late\)"),
    ):
        with pytest.raises(Refused, match=why):
            written(milestone)
    assert not Escalation.objects.exists()


def test_who_looked_at_other_facts_looks_again(money):
    before = seen()
    committed(money, Pot.objects.get(), 1_000)
    with pytest.raises(Refused, match="facts have changed"):
        written(seen=before)
    assert CHANGED.startswith("The facts have changed")


def test_a_letter_that_lacks_something_is_refused(money):
    for said, why in (
        (replace(SAID, to=[SAID.to[0]]), "Name who it goes to"),
        (replace(SAID, to=[SAID.to[0], {**SAID.to[1], "name": "  "}]), "Name who it goes to"),
        (replace(SAID, answer_by=NOW.date()), "Ask for an answer within"),
        (replace(SAID, words="Ring 01429 000000 please"), "telephone"),
        (replace(SAID, words=" "), "Write something"),
    ):
        with pytest.raises(Refused, match=why):
            written(said=said)


def test_only_those_who_collect_returns_write_letters(money, as_, february):
    for somebody in ("regional", "resilience", "board", "finance", "lead"):
        with pytest.raises(Refused):
            written(by=somebody)
        assert as_(somebody).get(WRITE).status_code == 404


def test_a_letter_is_written_read_and_answered_on_its_pages(money, as_, february):
    page = as_("national").get(WRITE).content.decode()
    assert "13 February 2019" in page
    sent = {
        "post_0": "A. Director",
        "post_1": "B. Operations",
        "words": "Please tell us what is planned.",
        "answer_by": "13 February 2019",
        "seen": seen(),
    }
    national = as_("national")
    assert "Enter the name of" in national.post(WRITE, sent | {"post_0": ""}).content.decode()
    answer_ = national.post(WRITE, sent)
    made = Escalation.objects.get()
    with pytest.raises(Refused, match="Only those who send the returns"):
        answer(by=reader("resilience", NOW.date()), to=made, at=NOW, text="No.")
    address = f"/milestones/{PROGRAMME}/letters/1/"
    assert answer_.url == address
    paper = national.get(address + "letter.pdf")
    assert paper.content == bytes(made.pdf)
    assert national.post(address, {"text": "Mine"}).status_code == 404
    regional = as_("regional")
    assert "Please tell us what is planned." in regional.get(address).content.decode()
    assert regional.post(address, {"text": ""}).status_code == 200
    assert regional.post(address, {"text": "All is committed on Friday."}).status_code == 302
    assert "All is committed on Friday." in as_("national").get(address).content.decode()
    assert Notice.objects.filter(once__startswith="letter answer", user__name="national").exists()
    assert "Answered on" in regional.get(f"/milestones/{PROGRAMME}/letters/").content.decode()
    assert as_("other_resilience").get(address).status_code == 404
    assert as_("board").get(address).status_code == 404
