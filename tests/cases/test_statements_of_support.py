"""What bodies say of a request: each in its own area, read by those who assess it."""

from __future__ import annotations

import pytest

from resilience.accounts.rules import Refused
from resilience.cases.actions import state_support
from resilience.cases.models import Case, CaseEvent, SupportStatement
from tests.cases.conftest import RECEIVED
from tests.cases.stepping import DAY, LATER
from tests.cases.world import PEOPLE, reader


@pytest.mark.django_db
def test_each_says_what_it_supports_in_its_own_area_only(referred):
    case = referred("A81001", RECEIVED, "lead", "P81001")
    said = {"case": case, "statement": "They need it.", "priority": "high", "at": LATER}
    state_support(by=reader("commissioner", DAY), supports="yes", seen=1, **said)
    state_support(by=reader("other_commissioner", DAY), supports="no", seen=2, **said)
    state_support(by=reader("commissioner", DAY), supports="unknown", seen=3, **said)
    in_force = case.statements.in_force().values_list("said_for__code", "supports")
    assert set(in_force) == {("00T", "no"), ("00K", "unknown")}
    with pytest.raises(Refused):
        state_support(by=reader("resilience", DAY), supports="yes", seen=4, **said)


@pytest.mark.django_db
def test_a_commissioner_says_nothing_of_a_practice_elsewhere(referred):
    case = referred()
    with pytest.raises(Refused, match="not of your area"):
        state_support(
            by=reader("other_commissioner", DAY),
            case=case,
            supports="yes",
            statement="",
            priority="",
            seen=1,
            at=LATER,
        )
    assert not Case.objects.visible_to(reader("other_commissioner", DAY)).exists()


@pytest.mark.django_db
def test_what_a_body_says_of_a_request_is_read_by_those_who_assess_it(referred):
    """And by itself; the practice sees that it was said (GB4.1 is not for its use)."""
    case = referred()
    said = {"case": case, "supports": "yes", "statement": "They need it.", "priority": "high"}
    state_support(by=reader("officer", DAY), seen=1, at=LATER, **said)
    state_support(by=reader("commissioner", DAY), seen=2, at=LATER, **said)
    read = {
        name: set(
            SupportStatement.objects.visible_to(reader(name, DAY)).values_list(
                "said_for__code", flat=True
            )
        )
        for name in PEOPLE
    }
    both = {"LMC-1", "00K"}
    assert {name: codes for name, codes in read.items() if codes} == {
        "officer": {"LMC-1"},
        "commissioner": both,
        "resilience": both,
        "regional": both,
    }
    seen = CaseEvent.objects.visible_to(reader("lead", DAY), case)
    assert [one.kind for one in seen] == ["received", "support_stated", "support_stated"]
