"""What the command says of itself to somebody who has never used it."""

from __future__ import annotations

from tests.site.test_project import resilience
from tests.thorough import THOROUGH


def test_help_shows_our_commands_first_on_one_screen(tmp_path):
    done = resilience("--help", home=tmp_path / "home")
    lines = done.stdout.splitlines()
    ours = [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]
    assert (done.returncode, done.stderr) == (0, "")
    assert ours[:5] == ["load", "evidence", "screen", "demo", "runserver"]
    assert len(lines) <= 24
    assert all(len(line) <= 100 for line in lines)
    assert [line for line in lines if "Django" in line and "migrate" in line] == lines[-1:]


def test_a_command_alone_is_answered_with_the_same(tmp_path):
    home = tmp_path / "home"
    assert resilience(home=home).stdout == resilience("help", home=home).stdout


def test_a_home_that_cannot_be_used_is_one_clear_line_even_then(tmp_path):
    (tmp_path / "home").write_text("a file, not a folder")
    done = resilience("--help", home=tmp_path / "home")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_a_share_that_is_no_number_is_one_clear_line(tmp_path):
    for wrong in ("ten", "-1", "nan") if THOROUGH else ("nan",):
        done = resilience("evidence", home=tmp_path / "home", RESILIENCE_HOLD_PERCENT=wrong)
        assert done.returncode == 2
        assert done.stderr == (
            f"resilience: RESILIENCE_HOLD_PERCENT is '{wrong}'; "
            "write a number in per cent, like 10.\n"
        )
