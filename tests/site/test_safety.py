"""An installation that others can reach refuses to start on settings that are not safe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from resilience.site.safety import why_not_start

HERE = ["localhost"]
SAFE = {
    "HERE_ONLY": HERE,
    "ALLOWED_HOSTS": ["resilience.example.nhs.uk"],
    "DEMONSTRATION": False,
    "DEBUG": False,
    "HTTPS": True,
    "SECRET_KEY": "k" * 50,
    "REQUIRE_SECOND_FACTOR": True,
    "SESSION_IDLE_SECONDS": 1800,
    "SESSION_ABSOLUTE_SECONDS": 43_200,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}
UNSAFE = {
    "RESILIENCE_DEBUG": {"DEBUG": True},
    "RESILIENCE_ALLOWED_HOSTS": {"ALLOWED_HOSTS": ["*"]},
    "RESILIENCE_SECRET_KEY": {"SECRET_KEY": "secret"},
    "RESILIENCE_HTTPS": {"HTTPS": False},
    "RESILIENCE_REQUIRE_SECOND_FACTOR": {"REQUIRE_SECOND_FACTOR": False},
    "RESILIENCE_IDLE_MINUTES": {"SESSION_IDLE_SECONDS": 100_000},
    "RESILIENCE_SESSION_HOURS": {"SESSION_ABSOLUTE_SECONDS": 200_000},
    "RESILIENCE_EMAIL_URL": {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"},
}


def test_a_safe_installation_starts():
    assert why_not_start(SimpleNamespace(**SAFE)) == []


@pytest.mark.parametrize("named", UNSAFE)
def test_each_unsafe_setting_is_refused_by_name(named):
    (reason,) = why_not_start(SimpleNamespace(**SAFE | UNSAFE[named]))
    assert named in reason


@pytest.mark.parametrize("named", UNSAFE)
def test_on_ones_own_machine_nothing_is_refused(named):
    own = SAFE | UNSAFE[named] | {"ALLOWED_HOSTS": HERE}
    assert why_not_start(SimpleNamespace(**own)) == []


def test_every_reason_is_told_at_once_and_no_traceback(tmp_path):
    unsafe = {"RESILIENCE_ALLOWED_HOSTS": "*", "RESILIENCE_DEBUG": "1", "RESILIENCE_HTTPS": "no"}
    told = subprocess.run(
        [str(Path(sys.executable).with_name("resilience")), "check"],
        env={**os.environ, **unsafe, "DJANGO_SETTINGS_MODULE": "resilience.site.settings"}
        | {"RESILIENCE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 2
    assert all(name in told.stderr for name in unsafe)
    assert "Traceback" not in told.stderr
