"""Recovery as people do it: the command on a machine of its own, and Debian's age with the holders' own files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.processes
BINHYEN = [sys.executable, "-m", "binhyen.commands.cli"]
HOLDERS = ("an", "binh", "chi")


def run(*command: str, **options) -> subprocess.CompletedProcess[str]:
    without = {k: v for k, v in os.environ.items() if k not in ("BINHYEN_DATA", "DJANGO_SETTINGS_MODULE")}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=120, env=without, **options
    )


def made_set(folder: Path, needed: int = 2) -> Path:
    """Holders' keys by age-keygen in `folder`, and the set in the folder beside them."""
    options = []
    for name in HOLDERS:
        assert run("age-keygen", "-o", str(folder / f"{name}.txt")).returncode == 0
        public = run("age-keygen", "-y", str(folder / f"{name}.txt")).stdout.strip()
        options += ["--holder", f"{name}={public}"]
    made = run(*BINHYEN, "recovery", "make", *options, "--needed", str(needed), "--out", str(folder / "set"))
    assert made.returncode == 0, made.stderr
    return folder / "set"


def test_the_set_is_opened_as_its_own_instructions_say(tmp_path):
    made = made_set(tmp_path)
    files = sorted(path.name for path in made.glob("*.age"))
    assert files == ["an--binh.age", "an--chi.age", "binh--chi.age"]
    told = (made / "README.txt").read_text(encoding="utf-8")
    line = next(line.strip() for line in told.splitlines() if line.strip().startswith("age -d"))
    for path in (*made.glob("*.age"), *tmp_path.glob("*.txt")):
        (tmp_path / "together").mkdir(exist_ok=True)
        (tmp_path / "together" / path.name).write_bytes(path.read_bytes())
    opened = run("sh", "-c", line, cwd=tmp_path / "together")
    assert opened.returncode == 0, opened.stderr
    recipient = (made / "recipient.txt").read_text().strip()
    assert run("age-keygen", "-y", input=opened.stdout).stdout.strip() == recipient


def test_the_set_is_for_its_user_alone_and_no_file_holds_the_key(tmp_path):
    made = made_set(tmp_path)
    assert made.stat().st_mode & 0o077 == 0
    for path in made.iterdir():
        assert b"AGE-SECRET-KEY" not in path.read_bytes(), path


def test_a_set_that_one_could_open_and_a_folder_in_use_are_refused(tmp_path):
    made = made_set(tmp_path)
    public = [run("age-keygen", "-y", str(tmp_path / f"{name}.txt")).stdout.strip() for name in HOLDERS]
    options = [o for name, key in zip(HOLDERS, public, strict=True) for o in ("--holder", f"{name}={key}")]
    make = (*BINHYEN, "recovery", "make", *options)
    alone = run(*make, "--needed", "1", "--out", str(tmp_path / "one"))
    assert (alone.returncode, (tmp_path / "one").exists()) == (2, False)
    assert "one alone" in alone.stderr
    again = run(*make, "--needed", "2", "--out", str(made))
    assert again.returncode == 2
    assert "new folder" in again.stderr
