"""The API keeps to its own description, whatever it is asked."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import positive_data_acceptance

from resilience.site.wsgi import application
from tests.site.asking import england, small_england

__all__ = ["england", "small_england"]
load_all_checks()
described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
SAID_IN_WORDS = [positive_data_acceptance]
"""That a period is written like one, or that one parameter needs another, is described in words."""


@described.parametrize()
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@pytest.mark.slow
@pytest.mark.usefixtures("england")
def test_every_answer_is_as_described(case):
    plain = {"Accept-Encoding": "identity"}  # what calls the application cannot unzip
    case.call_and_validate(headers=plain, excluded_checks=SAID_IN_WORDS)
