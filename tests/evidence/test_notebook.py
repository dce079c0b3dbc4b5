"""The notebook for analysts runs from top to bottom without the web part."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from resilience.site.demonstration.files import write_files

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "evidence.ipynb"
RUN = "import sys; exec(sys.stdin.read(), {}); assert 'django' not in sys.modules"


@pytest.fixture(scope="module")
def cells() -> list[dict]:
    return json.loads(NOTEBOOK.read_text("utf-8"))["cells"]


def test_the_notebook_holds_no_outputs(cells):
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code
    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)


@pytest.mark.slow
def test_every_cell_runs_on_the_files_of_the_demonstration(cells, tmp_path):
    write_files(tmp_path / "files")
    code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    done = subprocess.run(
        [sys.executable, "-c", RUN], input=code, cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "rejected     gp-reg-pat-prac-all.csv.gz" in done.stdout
    assert "registered_patients" in done.stdout
    assert "patients, 1 March 2026" in done.stdout
    assert str(tmp_path) not in done.stdout
