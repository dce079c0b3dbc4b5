"""Whatever anybody sends to any page of an agreement, a page answers and nothing is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from resilience.agreements.actions.delivered import add_deliverable
from resilience.agreements.actions.issues import raise_issue
from resilience.agreements.models import plan_of
from resilience.cases.models import Case
from tests.agreements.test_ways_out import does
from tests.agreements.world import ENDS, in_force
from tests.cases.conftest import at
from tests.cases.world import user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = at(2019, 2, 4, 10)
FIELD = re.compile(r'name="([^"]+)"')
HOSTILE = (
    "",
    "\x00",
    "\u202eevil\u200b\ud7ff",
    "=1+1",
    "<script>{{ 7*7 }}</script>",
    "{clause:notice}{body}",
    '#eval("1") $x$ @y',
    "-1",
    "1e400",
    "nan",
    "9" * 5000,
    "x" * 20_000,
    "31/12/9999",
    "1/1/0001",
    "30 June 2019",
    "yes",
    "no",
    "1",
    "2",
    "٣",
    "£1,000.005",
    "good words",
    "👩‍⚕️" * 500,
    "[1]",
    "on",
    "practice",
    "body",
)
PATHS = (
    "",
    "begin/",
    "propose/",
    "agree/",
    "approve/",
    "plan/",
    "plan/leads/practice/",
    "plan/leads/strategic/who/",
    "plan/leads/nobody/",
    "plan/words/exit/",
    "plan/words/strategy/",
    "plan/words/case-study/",
    "plan/objectives/",
    "plan/objectives/add/",
    "plan/objectives/add/?suggestion=%00",
    "plan/milestones/add/",
    "plan/help/add/",
    "plan/reports/add/",
    "plan/objectives/1/",
    "plan/help/1/",
    "plan/milestones/1/",
    "plan/reports/1/remove/",
    "plan/objectives/1/remove/",
    "plan/reports/99999999999999999999999/",
    "issue/",
    "sign/",
    "sign/paper/",
    "memorandum/1/",
    "memorandum/99999999999999999999/",
    "memorandum/1/exe/",
    "vary/",
    "vary/take-back/",
    "extend/",
    "give-notice/",
    "notices/{notice}/take-back/",
    "notices/99999999999999999999999/take-back/",
    "end-by-notice/",
    "raise-issue/",
    "issues/",
    "issues/1/",
    "issues/1/settle/",
    "issues/1/escalate/",
    "issues/1/advice/",
    "issues/1/x/",
    "issues/99999999999999999999/settle/",
    "confidentiality/",
    "assistance/",
    "assistance/99999999999999999999/withdraw/",
    "follow/",
    *(f"follow/add/{x}/" for x in ("visit", "action", "risk", "deliverable", "account", "x")),
    "follow/reading/{objective}/",
    "follow/reading/99999999999999999999/",
    "follow/deliverable/{deliverable}/",
    "follow/milestone/{milestone}/",
    "follow/risk/99999999999999999999/",
    "reports/{row}/",
    "reports/99999999999999999999/",
    "exit/",
    "exit/begin/",
    "look-back/6/",
    "look-back/99999999999999999999/",
    "business-cases/",
    "business-cases/begin/",
    "business-cases/1/",
    "business-cases/1/change/",
    "business-cases/1/submit/",
    "business-cases/1/answer/",
)


@pytest.mark.parametrize("who", ["lead", "resilience"])
def test_no_page_breaks(case, who, client):
    in_force(case)
    plan = plan_of(case)
    owed = {"given": plan.helps.get(), "what": "Two adverts", "due": ENDS}
    does(add_deliverable, case, "resilience", NOW, **owed)
    does(raise_issue, case, "lead", NOW, what="Nobody rang.")
    ids = {
        "objective": plan.objectives.first().pk,
        "row": plan.reportrows.first().pk,
        "milestone": plan.milestones.first().pk,
        "deliverable": plan.deliverables.first().pk,
        "notice": 1,
    }
    values, broken = cycle(HOSTILE), []
    client.raise_request_exception = False
    client.force_login(user(who))
    with time_machine.travel(NOW):
        for path in PATHS:
            address = f"/cases/{case.reference}/agreement/{path.format(**ids)}"
            answer = client.get(address)
            told = [{}, *sent(answer, case, values)] if answer.status_code == 200 else []
            statuses = [
                answer.status_code,
                *(client.post(address, one).status_code for one in told),
            ]
            broken += [address] if max(statuses) >= 500 else []
    assert not broken


def sent(answer, case: Case, values) -> Iterator[dict[str, object]]:
    """What a form asks, answered by what nobody should send, with the version as it is."""
    names = set(FIELD.findall(answer.content.decode())) - {"csrfmiddlewaretoken", "q"}
    data: dict[str, object] = {name: next(values) for name in sorted(names)}
    if "seen" in data:
        data["seen"] = Case.objects.get(pk=case.pk).version
    if "file" in data:
        data["file"] = SimpleUploadedFile("signed.svg", b"<svg onload=alert(1)>")
    yield data
