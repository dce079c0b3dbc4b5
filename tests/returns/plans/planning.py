"""A team's delivery plan, written and told in few words."""

from __future__ import annotations

from datetime import date, datetime

from resilience.funding.years import Year
from resilience.programmes.packs import load
from resilience.returns.models import DeliveryPlan, PracticesTold
from resilience.returns.plans.addressed import At
from resilience.returns.plans.reaching import reached
from resilience.returns.plans.standing import standings
from resilience.returns.plans.telling import tell_practices
from resilience.returns.plans.writing import latest, write_plan
from tests.cases.conftest import at
from tests.cases.world import PROGRAMME, reader

NOW = at(2019, 1, 9, 10)
DAY = NOW.date()
YEAR = Year.called("2018-19")
PACK = load(PROGRAMME)
DEADLINES = [("Send us your first report", date(2019, 3, 1)), ("Sign", date(2019, 2, 1))]
TEAM = f"/delivery-plans/{PROGRAMME}/2018-19/Q74/"


def written(of: At, by: str = "resilience", **other: object) -> DeliveryPlan:
    said = {
        "seen": getattr(latest(of), "number", 0),
        "at": NOW,
        "agreed": date(2018, 7, 2),
        "agreed_with": ["00K", "LMC-1"],
        "partners": "",
        "summary": "Single-handed practices first.",
        "shares": "A third for help that goes on.",
        "deadlines": DEADLINES,
    }
    return write_plan(by=reader(by, DAY), of=of, **(said | other))


def told(of: At, text: str = "", when: datetime = NOW) -> PracticesTold:
    mark = reached(of, latest(of), DAY).mark
    return tell_practices(by=reader("resilience", DAY), of=of, seen=mark, at=when, text=text)


def stands(of: At):
    return standings(PACK, YEAR, [of.team], DAY)[of.team.pk]
