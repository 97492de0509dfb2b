"""An installation that was lived in, for tests that rob it: `python -m tests.inhabited born|epoch DATA OUT`.

Runs in processes of its own, so that the installation's own files are what the tests find. Residents and officers go
through the doors as their browsers do, sealing with the keys that a demonstration throws away; what only they know
is written to OUT, which no thief has:

    born    reports of every choice and every fate at one office, one at a neighbour's, one handed on, one erased
    epoch   an officer leaves, the office makes new keys, gives those of its open matters anew, and goes on; its
            neighbour makes new keys too
"""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import sys
from pathlib import Path
from typing import Any

OFFICE, NEIGHBOUR, RECEIVER = "cong-an-xa-huong-son", "cong-an-xa-hong-son", "cong-an-xa-my-duc"
CUSTODIAN = "cong-an-thanh-pho-ha-noi"
LEAVER, HEAD, NEIGHBOURS_HEAD = "huongson", "huongson.truong", "hongson.truong"
JSON = "application/json"


class Scene:
    """Plays everybody, and remembers what only they know. Django is set up before one is made."""

    def __init__(self, out: Path) -> None:
        from django.test import Client

        self.out = out
        self.known: dict[str, Any] = {"texts": {}, "refs": {}, "receipts": {}, "keys": {}, "oversight": []}
        if out.is_file():
            self.known = json.loads(out.read_text(encoding="utf-8"))
        self.resident = Client()

    def write(self) -> None:
        self.out.write_text(json.dumps(self.known, indent=1), encoding="utf-8")

    def text(self, name: str) -> str:
        """A text that stands nowhere else, known by this name."""
        return self.known["texts"].setdefault(name, f"{name.replace(' ', '-')}-{secrets.token_hex(12)}")

    def keys(self, office: str, epoch: str = "") -> Any:
        from django.conf import settings

        from binhyen.sealing.encoding import from_b64url
        from binhyen.sealing.keys import Identity, SigningKey
        from binhyen.sealing.office import OfficeKeys

        identity, seed = self.known["keys"][office + epoch]
        return OfficeKeys(
            settings.INSTALLATION.id, office, Identity.from_age(identity), SigningKey(from_b64url(seed))
        )

    def keep_keys(self, keys: Any, epoch: str = "") -> None:
        from binhyen.sealing.encoding import b64url

        self.known["keys"][keys.office + epoch] = [keys.identity.reveal_age(), b64url(keys.signing.reveal())]

    # --- residents ------------------------------------------------------------------------------------------------

    def files(self, name: str, choice: str = "none", *, attached: bool = False, office: str = OFFICE) -> Any:
        """A resident's report, posted: its story, the name behind it and perhaps a file are texts to look for."""
        from binhyen.matters import clock
        from binhyen.offices import certificates, custody, directory
        from binhyen.offices.models import Office
        from binhyen.public.tests.conftest import sealed, uploaded
        from binhyen.receiving import story
        from binhyen.sealing import filing
        from binhyen.sealing.identity import Who
        from binhyen.sealing.words import shown

        to = Office.objects.select_related("area").get(slug=office)
        held, keeper = certificates.current(to, clock.now()), custody.custodian(to, clock.today())
        assert held is not None
        assert keeper is not None
        started = filing.start_tip(
            directory.for_reading(), held.for_browser(), clock.now(),
            kind="tip", category="gambling", area=to.area.code, custodian=keeper.for_browser(),
        )  # fmt: skip
        named = []
        if attached:
            content = self.text(f"{name} attachment").encode() * 400
            named.append(uploaded(self.resident, sealed(started, content, "file")))
        body = story.compose(
            text=self.text(f"{name} story"), commune=(to.area.code, to.area.name), identity=choice
        )
        who = Who(self.text(f"{name} name"), self.text(f"{name} number"), choice=choice)
        filed = filing.finish_tip(started, body, named, who)
        posted = self.resident.post("/bao-tin/gui/", json.dumps(filed.posted), content_type=JSON)
        assert posted.status_code == 201, posted.content
        self.known["refs"][name] = filed.matter
        self.known["receipts"][name] = " ".join(shown(filed.words))
        return filed

    def answers(self, filed: Any, name: str) -> None:
        from binhyen.offices import directory
        from binhyen.receiving import story
        from binhyen.sealing import filing

        lookup = {"lookup": filed.keys.lookup.hex()}
        found = self.resident.post("/ma-tra-cuu/tra/", json.dumps(lookup), content_type=JSON).json()
        talk = filing.read_talk(filed.keys, found["bundle"], directory.for_reading())
        reply = filing.seal_reply(filed.keys, talk, story.message(self.text(name)))
        said = json.dumps(lookup | {"reply": reply})
        assert self.resident.post("/ma-tra-cuu/tra-loi/", said, content_type=JSON).status_code == 201

    def receipt(self, name: str) -> Any:
        """A resident back with their ten words."""
        from types import SimpleNamespace

        from django.conf import settings

        from binhyen.sealing import filing
        from binhyen.sealing.words import parse_receipt

        words = parse_receipt(self.known["receipts"][name])
        return SimpleNamespace(keys=filing.open_receipt(words, settings.INSTALLATION.id))

    # --- officers -------------------------------------------------------------------------------------------------

    def desk(self, username: str) -> Any:
        from binhyen.accounts.models import Person
        from binhyen.desk.tests.conftest import Desk

        return Desk(Person.objects.get(username=username))

    def matter(self, name: str) -> Any:
        from binhyen.matters.models import Matter

        return Matter.objects.get(ref=self.known["refs"][name])

    def read(self, matter: Any, keys: Any, *older: Any) -> Any:
        from binhyen.matters.bundles import bundle
        from binhyen.offices import directory

        found = bundle(matter, ("intake", "talk"), holder="office", office_id=matter.office_id)
        return keys.read_matter(found, directory.for_reading(), older)

    def asks(self, name: str, text: str, username: str = LEAVER, epoch: str = "") -> None:
        """An officer asks in the talk."""
        matter, keys = self.matter(name), self.keys(OFFICE, epoch)
        sealed = keys.seal_message(self.read(matter, keys), {"version": 1, "text": self.text(text)})
        done = self.desk(username).do(matter, "asked", {"messages": {"message": sealed}}, da_thay="9")
        assert done.status_code == 200, done.content.decode()

    def asks_for_name(self, name: str, text: str) -> None:
        """An officer asks the custodian for a name that is kept secret, and says why."""
        from binhyen.offices.models import Certificate
        from binhyen.sealing import lending
        from binhyen.sealing.encoding import from_b64url, sha256_hex

        matter, keys, act = self.matter(name), self.keys(OFFICE), "identity_requested"
        to = [json.loads(Certificate.objects.get(office__slug=CUSTODIAN).document)]
        row = lending.tell(keys, matter.ref, "identity_request", self.text(text), to)
        sha256 = sha256_hex(from_b64url(row["ciphertext"]))
        signature = lending.sign(keys, json.loads(matter.birth), f"{act}.protect", row["ref"], sha256)
        posted = {"act": act, "matter": matter.ref, "envelope": row, "after": "", "signature": signature}
        desk, sealed = self.desk(LEAVER), json.dumps({"identity": posted})
        where = f"{desk.home}viec/{matter.ref}/danh-tinh/"
        assert desk.post(where, {"niem_phong": sealed, "reason": "protect"}).status_code == 200

    def hands_on(self, name: str) -> None:
        from binhyen.matters import clock
        from binhyen.offices import certificates, directory
        from binhyen.offices.models import Office

        matter, keys, to = self.matter(name), self.keys(OFFICE), Office.objects.get(slug=RECEIVER)
        held = certificates.current(to, clock.now())
        assert held is not None
        given = keys.regrant(
            self.read(matter, keys), directory.for_reading(), held.for_browser(), clock.now()
        )
        done = self.desk(LEAVER).do(matter, "forwarded", {"handover": given}, office=str(to.pk))
        assert done.status_code == 200, done.content.decode()

    def ends(self, name: str, *, erased: bool = False) -> None:
        from binhyen.accounts.models import Person
        from binhyen.kinds.tip import acts
        from binhyen.matters import clock, keeping
        from binhyen.matters.actors import Actor
        from binhyen.matters.journal import record
        from binhyen.procedure import Erased

        matter = self.matter(name)
        by = Actor("head", Person.objects.get(username=HEAD).pk, matter.office_id)
        record(matter, "concluded", by=by, facts=acts.Concluded("unverifiable"))
        record(matter, "result_notified", by=by, facts=acts.ResultNotified("in_person", clock.today()))
        if erased:
            with clock.at(clock.now() + dt.timedelta(days=3700)):
                facts = Erased(keeping.said_by_the_program("erased")["unopenable_from"])
                record(matter, "erased", by=by, facts=facts)

    # --- the two acts of the play -----------------------------------------------------------------------------------

    def born(self) -> None:
        filed = self.files("open", "call", attached=True)
        self.asks("open", "open question")
        self.answers(filed, "open answer")
        self.files("kept", "keep")
        self.asks_for_name("kept", "kept reason")
        self.files("handed")
        self.hands_on("handed")
        self.files("closed", "call")
        self.ends("closed")
        self.files("erased", "call", attached=True)
        self.ends("erased", erased=True)
        self.files("neighbour", office=NEIGHBOUR)

    def epoch(self) -> None:
        from binhyen.accounts import leaving
        from binhyen.accounts.models import Person
        from binhyen.offices.models import Office
        from binhyen.units import days

        office, old = Office.objects.get(slug=OFFICE), self.keys(OFFICE)
        leaving.leave(Person.objects.get(username=LEAVER), office, days.today())
        new = self.changes_keys(office, HEAD)
        self.changes_keys(Office.objects.get(slug=NEIGHBOUR), NEIGHBOURS_HEAD)
        self.gives_anew(office, new, old)
        self.asks("open", "later question", HEAD, " new")
        self.answers(self.receipt("open"), "later answer")
        self.files("later", "call", attached=True)

    def changes_keys(self, office: Any, head: str) -> Any:
        """New keys, which oversight signs and one member is given."""
        from binhyen.accounts import membership
        from binhyen.accounts.models import Person
        from binhyen.matters import clock
        from binhyen.offices import demonstration
        from binhyen.sealing.encoding import from_b64url
        from binhyen.sealing.keys import SigningKey
        from binhyen.sealing.office import OfficeKeys

        new = OfficeKeys.generate(self.keys(office.slug).installation, office.slug)
        oversight = tuple(SigningKey(from_b64url(seed)) for seed in self.known["oversight"])
        demonstration.certify(office, new, oversight[:2], clock.now() - dt.timedelta(days=1))
        member = Person.objects.get(username=head)
        membership.wrap(office, new, 2, member, member)
        self.keep_keys(new, " new")
        return new

    def gives_anew(self, office: Any, new: Any, old: Any) -> None:
        from binhyen.matters import clock, regranting
        from binhyen.offices import certificates, directory
        from binhyen.sealing import regranting as sealing

        of, certificate = directory.for_reading(), certificates.current(office, clock.now())
        assert certificate is not None
        made = []
        for matter in regranting.waiting(office):
            others = [
                certificates.newest([each], clock.today())[each.pk].for_browser()
                for each in regranting.also_talking(matter)
            ]
            opened = self.read(matter, new, old)
            made.append(sealing.regrant(new, opened, of, certificate.for_browser(), clock.now(), others))
        desk, body = self.desk(HEAD), json.dumps({"regranted": made, "skip": []})
        done = desk.post(f"{desk.home}khoa/cap-lai/{OFFICE}/", body, content_type=JSON).json()
        assert (done["refused"], done["left"]) == ([], 0), done


def main(act: str, data: Path, out: Path) -> None:
    os.environ["BINHYEN_STATIC"] = "hashed"
    from binhyen.commands import demonstration as command
    from binhyen.commands.calling import set_up

    if act == "born":
        command.prepare(data)
    set_up(str(data))
    from django.test.utils import setup_test_environment

    from binhyen.offices import demonstration
    from binhyen.sealing.encoding import b64url

    setup_test_environment()
    scene = Scene(out)
    if act == "born":
        make = demonstration.make

        def remember(installation: str) -> demonstration.Made:
            made = make(installation)
            for keys in made.keys.values():
                scene.keep_keys(keys)
            scene.known["oversight"] = [b64url(key.reveal()) for key in made.oversight]
            return made

        demonstration.make = remember
        command.seed(data)
        scene.born()
    else:
        scene.epoch()
    scene.write()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
