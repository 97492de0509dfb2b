"""A sealed matter taken out: Debian's age opens it with the office's keys, and what was exported is noted."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests import running

pytestmark = pytest.mark.processes
SLUG = "huongson"

FILED = """
import io, sys
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from binhyen.accounts.models import Person
from binhyen.matters import access, readings
from binhyen.matters.models import Envelope, Matter, Reading
person = Person.objects.get(username=sys.argv[2])
ref = sys.argv[3] if len(sys.argv) > 3 else ""
seen = [m.ref for m in access.visible(person).filter(kind="tip") if Envelope.objects.filter(matter=m).exists()]
print(seen[0], Reading.objects.filter(matter__ref=ref or seen[0], what=readings.EXPORTED, person=person).count())
"""


def asked(*command: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, **options)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return running.made(tmp_path_factory.mktemp("export") / "data")


def first_matter(demo) -> tuple[str, int]:
    told = asked(sys.executable, "-c", FILED, str(demo.data), SLUG)
    assert told.returncode == 0, told.stderr
    ref, noted = told.stdout.split()
    return ref, int(noted)


def test_plain_age_opens_an_exported_matter_down_to_the_story(demo, tmp_path):
    ref, noted = first_matter(demo)
    out = tmp_path / "matter"
    done = demo.command("export-matter", ref, "--by", SLUG, "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert first_matter(demo) == (ref, noted + 1)
    assert b"AGE-SECRET-KEY" not in b"".join(path.read_bytes() for path in out.rglob("*.age"))
    installation = json.loads((demo.data / "installation.json").read_text())["id"]
    assert installation in (out / "README.txt").read_text(encoding="utf-8")
    from binhyen.sealing import branches, words

    identity = branches.stretch(words.parse_phrase(demo.phrase(SLUG)), installation).identity
    (tmp_path / "me.txt").write_text(identity.reveal_age() + "\n")
    line = "age -d -i me.txt matter/office-keys-1.age | grep -ao 'AGE-SECRET-KEY-1[0-9A-Z]*' > office.txt"
    assert asked("sh", "-c", line, cwd=tmp_path).returncode == 0
    opened = asked("sh", str(out / "open.sh"), "office.txt", str(tmp_path / "opened"), cwd=tmp_path)
    assert opened.returncode == 0, opened.stderr
    story = json.loads(next((tmp_path / "opened").glob("01-story*.json")).read_text(encoding="utf-8"))
    assert story["text"]
    # Another office's key opens nothing of it.
    stranger = asked("age-keygen").stdout
    (tmp_path / "stranger.txt").write_text(stranger)
    assert asked("sh", str(out / "open.sh"), "stranger.txt", "nothing", cwd=tmp_path).returncode != 0


def test_who_does_not_read_it_exports_nothing(demo, tmp_path):
    ref, _noted = first_matter(demo)
    for by in ("hongson", "bcd138", "giamsat", "nobody"):
        refused = demo.command("export-matter", ref, "--by", by, "--out", str(tmp_path / by))
        assert refused.returncode == 2
        assert not (tmp_path / by).exists()
