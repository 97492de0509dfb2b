"""Recovery as people do it: the command on a machine of its own, and Debian's age with the holders' own files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from binhyen.sealing.words import wordlist
from tests import running
from tests.running import Running

pytestmark = pytest.mark.processes
BINHYEN = [sys.executable, "-m", "binhyen.commands.cli"]
HOLDERS = ("an", "binh", "chi")

# A member who joins after all others lost their phrases.
JOINER = """
import json, sys
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from binhyen.accounts.models import Membership, Person
from binhyen.offices.models import Office
from binhyen.sealing.directory import recipient_words
from binhyen.sealing.keys import Identity
from binhyen.units import days
identity = Identity.generate()
person = Person.objects.create(username="moi", full_name="Nguyễn Văn Mới", recipient=identity.recipient)
Membership.objects.create(
    person=person, office=Office.objects.get(slug=sys.argv[2]), role="officer", from_on=days.today()
)
words = " ".join(recipient_words(identity.recipient))
print(json.dumps({"recipient": identity.recipient, "identity": identity.reveal_age(), "words": words}))
"""

OPENS = """
import sys
from binhyen.commands.calling import set_up
set_up(sys.argv[1])
from binhyen.accounts.models import WrappedKey
from binhyen.offices import certificates
from binhyen.sealing.keys import Identity
from binhyen.sealing.office import OfficeKeys
from binhyen.units import days
key = WrappedKey.objects.get(member__username="moi")
document = certificates.newest([key.office], days.today())[key.office_id].for_browser()["document"]
OfficeKeys.unwrap(Identity.from_age(sys.argv[3]), bytes(key.ciphertext), document)
print("opens")
"""


def run(*command: str, **options) -> subprocess.CompletedProcess[str]:
    without = {k: v for k, v in os.environ.items() if k not in ("BINHYEN_DATA", "DJANGO_SETTINGS_MODULE")}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, env=without, **options
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


# --- the installation ----------------------------------------------------------------------------------------------

POLICE, PROVINCE = "cong-an-xa-phuc-son", "01"


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Running:
    return running.made(tmp_path_factory.mktemp("recovery") / "data")


def recovered(demo: Running) -> str:
    """The line that an, binh type: the identity in a pipe, and in no file."""
    return "age -d -i an.txt an--binh.age | age -d -i binh.txt"


def in_the_set(demo: Running, line: str) -> subprocess.CompletedProcess[str]:
    return run("sh", "-c", line, cwd=demo.data / "demonstration-recovery")


def well(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def state_of(demo: Running, slug: str = POLICE) -> dict[str, object]:
    told = demo.command("recovery", "status", "--format", "json")
    return next(each for each in json.loads(told.stdout) if each["office"] == slug)


def test_a_drill_opens_a_decoy_and_is_written_down(demo, tmp_path):
    decoy = tmp_path / "decoy.age"
    assert state_of(demo)["code"] == "drill"
    well(demo.command("recovery", "drill", "--area", PROVINCE, "--out", str(decoy)))
    said = well(in_the_set(demo, f"{recovered(demo)} | age -d -i - {decoy}"))
    words = said.split("report:\n")[1].splitlines()[0]
    first, *rest = words.split()
    other = next(word for word in wordlist() if word != first)
    wrong = demo.command("recovery", "drilled", "--words", " ".join([other, *rest]))
    assert wrong.returncode == 2
    assert state_of(demo)["drilled_on"] is None
    well(demo.command("recovery", "drilled", "--words", words))
    assert state_of(demo)["code"] == "well"
    assert demo.command("recovery", "drilled", "--words", words).returncode == 2


def test_a_new_member_reads_again_after_everybody_lost_their_phrase(demo, tmp_path):
    """The installation, the machine without a network, and back; the decrypted identity is in no file."""
    member = json.loads(well(run(sys.executable, "-c", JOINER, str(demo.data), POLICE)))
    released, wrapped = tmp_path / "release.json", tmp_path / "wrapped.json"
    well(demo.command("recovery", "release", POLICE, "--yes", "--out", str(released)))
    assert state_of(demo)["code"] == "rotate"
    offline = (
        f"{recovered(demo)} | {sys.executable} -m binhyen.commands.cli recovery rewrap {released} --identity -"
        f" --person moi --to {member['recipient']} --out {wrapped} --words "
    )
    refused = in_the_set(demo, offline + "'" + " ".join(member["words"].split()[::-1]) + "'")
    assert (refused.returncode, wrapped.exists()) == (2, False)
    assert "ask the member in person" in refused.stderr
    well(in_the_set(demo, f"{offline}'{member['words']}'"))
    assert "AGE-SECRET-KEY" not in released.read_text() + wrapped.read_text()
    well(demo.command("recovery", "give", str(wrapped)))
    assert demo.command("recovery", "give", str(wrapped)).returncode == 2
    assert (
        well(run(sys.executable, "-c", OPENS, str(demo.data), POLICE, member["identity"])).strip() == "opens"
    )
    assert demo.command("verify").returncode == 0
    assert demo.command("recovery", "status").returncode == 1
    well(demo.command("replay", "--check"))


def test_one_holder_and_another_set_s_identity_open_nothing(demo, tmp_path):
    released = tmp_path / "release.json"
    well(demo.command("recovery", "release", "cong-an-xa-my-duc", "--yes", "--out", str(released)))
    alone = in_the_set(demo, "age -d -i an.txt an--binh.age | age -d -i an.txt")
    assert alone.returncode != 0
    stranger = run("age-keygen").stdout
    member = run("age-keygen", "-y", input=stranger).stdout.strip()
    from binhyen.sealing.directory import recipient_words

    asked = (
        *(
            *BINHYEN,
            "recovery",
            "rewrap",
            str(released),
            "--identity",
            "-",
            "--person",
            "moi",
            "--to",
            member,
        ),
        *("--words", " ".join(recipient_words(member)), "--out", str(tmp_path / "out.json")),
    )
    refused = run(*asked, input=stranger)
    assert refused.returncode == 2
    assert "another recovery set" in refused.stderr
    assert not (tmp_path / "out.json").exists()


def test_a_new_set_is_signed_by_oversight_offline_and_taken_in(tmp_path):
    keys = [tmp_path / f"holder-{number}.json" for number in (1, 2)]
    roots = [run(*BINHYEN, "oversight", "key", "--out", str(key)).stdout.strip() for key in keys]
    at = ("--data", str(tmp_path / "real"))
    options = [option for root in roots for option in ("--oversight", root)]
    well(run(*BINHYEN, "init", "--name", "Thử", *options, *at))
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "units.csv").write_text(
        "code,name,prefix,level,parent,parent_level,valid_from\n01,Thử,Thành phố,province,,,2000-01-01\n"
    )
    well(run(*BINHYEN, "records", "import", str(tmp_path / "records"), *at))
    recipient = (made_set(tmp_path) / "recipient.txt").read_text().strip()
    request = tmp_path / "request.json"
    well(
        run(
            *BINHYEN,
            "recovery",
            "request",
            "--area",
            "01",
            "--recipient",
            recipient,
            "--out",
            str(request),
            *at,
        )
    )
    signed = []
    for number, key in enumerate(keys):
        signed.append(str(tmp_path / f"signed-{number}.json"))
        told = well(
            run(*BINHYEN, "oversight", "sign", str(request), "--key", str(key), "--out", signed[-1], "--yes")
        )
        assert recipient in told
        assert "EVERY office" in told
    short = run(*BINHYEN, "recovery", "take-in", signed[0], *at)
    assert short.returncode == 2
    assert "too few" in short.stderr
    well(run(*BINHYEN, "recovery", "take-in", *signed, *at))
    again = run(
        *BINHYEN, "recovery", "request", "--area", "01", "--recipient", recipient, "--out", "x.json", *at
    )
    assert again.returncode == 2
    assert well(run(*BINHYEN, "recovery", "drill", "--area", "01", "--out", str(tmp_path / "decoy.age"), *at))
