"""The wheel carries everything, and runs where there is nothing but Python."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.site.test_project import ROOT, answer_of

pytestmark = pytest.mark.slow
START = "from resilience.cli import main; main()"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [Path(sys.executable).with_name("hatchling"), "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    held = set(zipfile.ZipFile(wheel).namelist())
    package = [path for path in (ROOT / "resilience").rglob("*") if path.is_file()]
    wanted = {str(path.relative_to(ROOT)) for path in package if path.suffix != ".pyc"}
    assert wanted <= held
    for name in (
        "resilience/look/static/vendor/nhsuk/nhsuk-frontend.min.css",
        "resilience/look/templates/look/page.html",
        "resilience/organisations/names.toml",
        "resilience/organisations/migrations/0001_initial.py",
        "resilience/programmes/packs/gprp-2018-19/criteria.toml",
        "resilience/evidence/indicators/patients_per_gp.toml",
    ):
        assert name in held


def test_the_wheel_needs_no_compiler(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")


def test_what_was_installed_from_the_wheel_serves_the_demonstration(wheel, tmp_path):
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)  # no network in a test: its needs are in place
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    alone = {
        "PATH": str(tmp_path),  # neither make nor npm
        "PYTHONPATH": str(installed),
        "RESILIENCE_HOME": str(tmp_path / "home"),
    }

    def command(*words: str) -> list[str]:
        return [sys.executable, "-c", START, *words]

    built = subprocess.run(
        command("demo"), env=alone, cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert built.returncode == 0, built.stderr
    server = subprocess.Popen(
        command("runserver", "--noreload", address),
        env=alone,
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert b"Synthetic demonstration" in answer_of(f"http://{address}/")
        assert b"Z90001" in answer_of(f"http://{address}/organisations/Z90001/")
        css = answer_of(f"http://{address}/static/vendor/nhsuk/nhsuk-frontend.min.css")
        assert len(css) > 50_000
        assert b'"synthetic": true' in answer_of(f"http://{address}/api/v1/practices")
    finally:
        server.terminate()
        server.wait(timeout=10)


def test_the_files_are_those_of_the_wheel_and_not_of_the_repository(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "import resilience; print(resilience.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(str(tmp_path))
