"""What a resident attached, out of an exported matter by Debian's age: the very bytes, and nothing behind them."""

from __future__ import annotations

import json
import subprocess

from django.test import Client

from binhyen.accounts.models import Person
from binhyen.commands import matter_export
from binhyen.matters.models import Matter
from binhyen.public.tests.conftest import made, resident, standing  # noqa: F401  # fixtures, used by name
from binhyen.public.tests.test_replacing import alice, change, words  # noqa: F401  # a fixture and two hands
from binhyen.sealing import authors


def test_an_attachment_opens_to_its_own_bytes(made, resident, tmp_path):
    photo = b"Bien so 29-X1 12345." * 700
    report = resident.attaches(Client(), photo=photo)
    posted = Client().post("/bao-tin/gui/", report.posted, content_type="application/json")
    assert posted.status_code == 201, posted.status_code
    office = made.offices["cong-an-xa-huong-son"]
    person = Person.objects.create(username="an", full_name="An")
    matter_export._write(Matter.objects.get(ref=report.matter), person, office.pk, tmp_path)
    key = tmp_path / "office.txt"
    key.write_text(made.keys[office.slug].identity.reveal_age() + "\n")
    opened = tmp_path / "opened"
    done = subprocess.run(
        ["sh", str(tmp_path / "open.sh"), str(key), str(opened)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (attached,) = opened.glob("*.attachment")
    assert attached.read_bytes() == photo
    assert opened.stat().st_mode & 0o077 == 0


def test_what_was_signed_since_goes_along(made, alice, client, tmp_path):
    """Without the change of receipt, a checker would take the resident's later words for somebody else's."""
    assert change(client, alice.keys, words()).status_code == 201
    office = made.offices["cong-an-xa-huong-son"]
    person = Person.objects.create(username="an", full_name="An")
    matter_export._write(Matter.objects.get(ref=alice.matter), person, office.pk, tmp_path)
    signed = json.loads((tmp_path / "signed.json").read_text(encoding="utf-8"))
    changed = [(each["document"], each["signature"]) for each in signed["authors"]]
    certified = [each["document"] for each in signed["certificates"]]
    assert authors.chain(changed, signed["birth"], certified)
    assert not {"grants", "envelopes"} & set(signed)
