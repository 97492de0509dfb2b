"""A matter whose office changed its keys twice, taken out: Debian's age opens every turn of it, and not the name."""

from __future__ import annotations

import json
import subprocess

import pytest
from django.test import Client

from binhyen.accounts.models import WrappedKey
from binhyen.commands import matter_export
from binhyen.desk.tests.conftest import playing, standing  # noqa: F401  # fixtures, used by name
from binhyen.desk.tests.test_regranting import Epoch
from binhyen.matters.models import Matter
from binhyen.public.tests.conftest import Resident, sealed, uploaded
from binhyen.receiving import story
from binhyen.sealing import filing, identity
from binhyen.sealing.identity import Who
from binhyen.sealing.keys import Identity
from binhyen.sealing.office import OfficeKeys

PHOTO = b"Bien so 29-X1 12345." * 700


class Taken(Epoch):
    """A report with a photo and a name, of whose office the keys change while both sides write."""

    def __init__(self, playing, choice="call"):
        started = Resident(playing.made).starts()
        named = [uploaded(Client(), sealed(started, PHOTO))]
        body = story.compose(text="Xem ảnh.", commune=("10489", "Xã Hương Sơn"))
        filed = filing.finish_tip(started, body, named, Who("Nguyễn Thị Hà", "0912", choice=choice))
        posted = Client().post("/bao-tin/gui/", filed.posted, content_type="application/json")
        assert posted.status_code == 201, posted.content
        super().__init__(playing)
        self.matter, self.tip = Matter.objects.get(ref=filed.matter), filed
        self.me = Identity.generate()

    def turns(self):
        """The office's keys become others."""
        keys = OfficeKeys.generate("by-demo", self.playing.office.slug)
        self.change(keys)
        self.old, self.new = self.new, keys

    def export(self, folder):
        office = self.playing.office
        for serial, keys in enumerate((self.old, self.new), 1):
            WrappedKey.objects.create(
                office=office, serial=serial, member=self.playing.mai, ciphertext=keys.wrap(self.me.recipient)
            )
        folder.mkdir()
        matter_export._write(self.matter, self.playing.mai, office.pk, folder)
        return folder


@pytest.fixture
def taken(playing):
    return Taken(playing)


def opened(folder, keys, out="opened"):
    """What open.sh made, by name, with its status and what it said; with these of the office's keys."""
    office = folder.parent / f"{out}.txt"
    office.write_text("".join(each.identity.reveal_age() + "\n" for each in keys))
    into = folder.parent / out
    done = subprocess.run(
        ["sh", str(folder / "open.sh"), str(office), str(into)], capture_output=True, text=True, check=False
    )
    return into, done


def said(into):
    return [json.loads(path.read_text("utf-8"))["text"] for path in sorted(into.glob("*.json"))]


def test_every_turn_of_a_talk_is_taken_out_and_opens_with_the_keys_of_now(taken, tmp_path):
    taken.write("Trước đó.")
    assert taken.regrant()["done"] == 1
    taken.write("Giữa chừng.")
    taken.turns()
    assert taken.regrant()["done"] == 1
    taken.write("Sau cùng.")
    folder = taken.export(tmp_path / "matter")
    assert {path.name for path in (folder / "grants").iterdir()} == {
        "intake-0.age",
        "talk-0.age",
        "talk-1.age",
        "talk-2.age",
    }
    into, done = opened(folder, [taken.new])
    assert (done.returncode, done.stderr) == (0, "")
    assert said(into) == ["Xem ảnh.", "Trước đó.", "Giữa chừng.", "Sau cùng."]
    (attached,) = into.glob("*.attachment")
    assert attached.read_bytes() == PHOTO


def test_what_the_office_s_keys_of_before_hold_is_named_and_the_rest_opens(taken, tmp_path):
    """Between new keys and giving the matter anew: its grants are still those of before."""
    taken.write("Trước đó.")
    folder = taken.export(tmp_path / "matter")
    into, done = opened(folder, [taken.new])
    assert done.returncode == 1
    assert "closed: grants/talk-0.age" in done.stderr
    assert "office-keys-*.age" in done.stderr
    assert said(into) == []
    into, done = opened(folder, [taken.new, taken.old], "both")
    assert (done.returncode, done.stderr) == (0, "")
    assert said(into) == ["Xem ảnh.", "Trước đó."]


def test_one_file_that_is_damaged_does_not_close_the_others(taken, tmp_path):
    assert taken.regrant()["done"] == 1
    taken.write("Hỏi.")
    folder = taken.export(tmp_path / "matter")
    (story_file,) = (folder / "envelopes").glob("01-story*.age")
    story_file.write_bytes(story_file.read_bytes()[:-1])
    into, done = opened(folder, [taken.new])
    assert done.returncode == 1
    assert f"closed: envelopes/{story_file.name}" in done.stderr
    assert said(into) == ["Hỏi."]
    assert [each.read_bytes() for each in into.glob("*.attachment")] == [PHOTO]


def test_the_readme_s_own_lines_lead_from_a_member_s_key_to_all_of_it(taken, tmp_path):
    taken.write("Trước đó.")
    folder = taken.export(tmp_path / "matter")
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    for part in (readme.partition("ENGLISH")[0], readme.partition("ENGLISH")[2]):
        lines = [line.strip() for line in part.splitlines() if line.startswith("   ")]
        start = next(number for number, line in enumerate(lines) if line.startswith("for keys in"))
        script = "\n".join(
            [*lines[start : start + 3], next(line for line in lines if line.startswith("sh "))]
        )
        memory = tmp_path / f"memory-{len(part)}"
        memory.mkdir()
        (memory / "me.txt").write_text(taken.me.reveal_age() + "\n")
        done = subprocess.run(
            ["sh", "-euc", script.replace("/dev/shm", str(memory))],
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert said(memory / "opened") == ["Xem ảnh.", "Trước đó."]


@pytest.mark.parametrize("choice", ["call", "none"])
def test_the_name_goes_along_and_opens_by_its_own_key_alone(playing, choice, tmp_path):
    taken = Taken(playing, choice)
    assert taken.regrant()["done"] == 1
    folder = taken.export(tmp_path / "matter")
    name, half = ((folder / "identity" / each).read_bytes() for each in ("name.age", "half.age"))
    into, done = opened(folder, [taken.new])
    assert done.returncode == 0
    everything = b"".join(path.read_bytes() for path in into.iterdir())
    assert "Nguyễn Thị Hà".encode() not in everything
    signers = [taken.new.signing.public]
    first = identity.unwrap(taken.new.identity, half, taken.matter.ref, signers, "office")
    key = tmp_path / "name.txt"
    key.write_text(Identity(first).reveal_age() + "\n")
    read = subprocess.run(["age", "-d", "-i", str(key)], input=name, capture_output=True, check=False)
    assert (read.returncode == 0) is (choice == "call")
    assert ("Nguyễn Thị Hà".encode() in read.stdout) is (choice == "call")
