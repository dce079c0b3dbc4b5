"""Questions of the network: asked, answered by the national team, read by all."""

from __future__ import annotations

import pytest

from resilience.accounts.rules import Refused
from resilience.notices.models import Notice
from resilience.returns.models import Asked
from resilience.returns.network.asking import answer, ask
from resilience.returns.network.work import work
from tests.cases.world import reader, user
from tests.returns.network.standing import DAY, HERE, NOW, PACK


def asked_(who: str = "resilience") -> Asked:
    said = {"subject": "Part-time GPs", "text": "How are part-time GPs counted?"}
    return ask(by=reader(who, DAY), pack=PACK, at=NOW, **said)


def test_a_question_waits_for_the_national_team_and_everyone_reads_the_answer(world, as_, monday):
    one = asked_()
    assert Notice.objects.get(once=f"question {one.pk}").user == user("national")
    totals = {who: [(h.id, h.for_me) for h in work(reader(who, DAY), 15)]
              for who in ("national", "resilience", "board")}  # fmt: skip
    assert totals == {
        "national": [("questions", True)], "resilience": [("own_questions", False)], "board": [],
    }  # fmt: skip
    with pytest.raises(Refused):
        answer(by=reader("regional", DAY), asked=one, pack=PACK, at=NOW, text="By sessions.")
    answer(by=reader("national", DAY), asked=one, pack=PACK, at=NOW, text="By sessions.")
    assert Notice.objects.get(once=f"answer {one.pk}").user == user("resilience")
    with pytest.raises(Refused, match="meanwhile"):
        answer(by=reader("national", DAY), asked=one, pack=PACK, at=NOW, text="Otherwise.")
    assert "By sessions." in as_("board").get(f"{HERE}questions/").content.decode()


def test_questions_go_by_e_mail_under_the_programmes_heading_too(world, as_, monday):
    text = as_("resilience").get(f"{HERE}questions/").content.decode()
    assert 'href="mailto:england.primarycareops@nhs.net?subject=GPRP%20Question"' in text


@pytest.mark.parametrize("who", ["lead", "supplier"])
def test_who_is_not_of_the_network_asks_nothing(world, who):
    with pytest.raises(Refused):
        asked_(who)
