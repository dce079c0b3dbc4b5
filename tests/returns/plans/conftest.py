"""The team whose delivery plan it is."""

from __future__ import annotations

import pytest

from resilience.organisations.models import Organisation
from resilience.returns.plans.addressed import At
from resilience.returns.plans.addressed import at as at_team
from tests.returns.plans.planning import DAY, PACK, YEAR


@pytest.fixture
def of(world) -> At:
    return at_team(Organisation.objects.get(code="Q74"), PACK, YEAR, DAY)
