"""A town for the table of permissions: offices with keys, the table's people signed in, a report, and how each address
is asked with everything that it needs to do its work.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils.translation import get_language

from binhyen.accounts.models import Device, Membership, Person, Role, WrappedKey
from binhyen.accounts.tests.authenticator import SecurityKey
from binhyen.accounts.tests.test_second_factor import SECRET, code_of
from binhyen.kinds.case import acts as case_acts
from binhyen.kinds.tip import acts as tip_acts
from binhyen.matters import clock
from binhyen.matters.actors import Actor
from binhyen.matters.journal import Opening, open_matter, record
from binhyen.matters.models import Matter
from binhyen.offices import certificates, demonstration, directory, recovery, requesting
from binhyen.public.tests.conftest import Resident
from binhyen.public.tests.test_orders import ANSWERS as ORDERED
from binhyen.public.tests.test_plain import ANSWERS
from binhyen.public.tests.test_sealed_pages import PROPOSED
from binhyen.receiving import story
from binhyen.sealing import claim, device, filing, replacing, requests
from binhyen.sealing import words as wording
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import Identity
from binhyen.site.installation import Mail
from tests import permissions, town_orders, town_steering, town_stories

HOST = "localhost"  # a security key takes no other name without TLS
# One for all clients: making it takes longer than most answers.
SITE = ClientHandler(enforce_csrf_checks=True)

OFFICES = {
    "alice": ("cong-an-xa-huong-son", Role.OFFICER),
    "bob": ("cong-an-xa-hong-son", Role.OFFICER),
    "head": ("cong-an-xa-huong-son", Role.HEAD),
    "planner": ("ban-chi-dao-138-thanh-pho-ha-noi", Role.STEERING),
    "oversight": ("thanh-tra-thanh-pho-ha-noi", Role.OVERSIGHT),
    "admin": ("cong-an-thanh-pho-ha-noi", Role.ADMINISTRATOR),
    "left": ("cong-an-xa-huong-son", Role.OFFICER),
    "newcomer": ("cong-an-xa-huong-son", Role.OFFICER),
}


# --- the town: its offices, people, and one report of each state ------------------------------------------


@dataclass
class Town:
    """Offices with keys, the people of the table signed in, and matters of alice's office."""

    made: demonstration.Made
    people: dict[str, Person] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)
    receipt: Any = None  # of `tip`; the resident holds it
    unsent: Any = None  # a report that nobody has posted: its words open nothing yet
    staff: dict[str, Any] = field(default_factory=dict)
    attachment: str = ""  # of `tip`, by its hash
    tip: Matter = field(default_factory=Matter)
    resolved: Matter = field(default_factory=Matter)
    case: Matter = field(default_factory=Matter)
    records: Any = None  # of the steering pages
    stories: Any = None
    orders: Any = None
    # By language: what the addresses of records take, asked for by thousands of cells that change nothing of it.
    taken: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    key: int = 0
    unlocking: int = 0  # alice's device, as her list of devices names it
    device: SecurityKey = field(default_factory=SecurityKey)  # alice's, which unlocks her desk

    def office(self, role: str) -> Any:
        """The office at which somebody may try their luck: their own where it takes reports, else alice's."""
        slug = OFFICES.get(role, OFFICES["alice"])[0]
        return self.made.offices[slug if slug in self.made.keys else OFFICES["alice"][0]]

    def client(self, role: str) -> Client:
        """A browser with this role's session, and the desk's CSRF token."""
        client = Client(raise_request_exception=False, SERVER_NAME=HOST)
        client.handler = SITE
        client.cookies = SimpleCookie(
            self.cookies.get(role, self.cookies["stranger"]).output(header="", sep=";")
        )
        return client


def tell(client: Client, path: str, content: Any = None, **headers: str) -> HttpResponse:
    """Post JSON as the desk's script and the resident's do."""
    headers |= token(client) | {"Accept": "text/html-fragment, application/json"}
    return client.post(path, json.dumps(content or {}), content_type="application/json", headers=headers)


def token(client: Client) -> dict[str, str]:
    held = client.cookies.get("csrftoken")
    return {"X-CSRFToken": held.value} if held else {}


def found() -> Town:
    """The town, everybody signed in. Inside a transaction of the caller's."""
    town = Town(demonstration.make(settings.INSTALLATION.id))
    for role in OFFICES:
        settle(town, role)
    write_matters(town)
    office = town.office("alice")
    alice = Actor("officer", town.people["alice"].pk, office.pk)
    committee = town.made.offices[OFFICES["planner"][0]]
    town.records = town_steering.write(town.people["planner"], committee, alice, office)
    head = Actor("head", town.people["head"].pk, office.pk)
    town.stories = town_stories.write(alice, head, office)
    town.orders = town_orders.write(town.made.offices["ubnd-xa-huong-son"])
    stranger = Client(enforce_csrf_checks=True, SERVER_NAME=HOST)
    stranger.get(reverse("desk:home"))
    town.cookies["stranger"] = stranger.cookies
    for role in OFFICES:
        sign_in(town, role)
    give_alice_a_key(town)
    add_device(town, town.client("alice"), "alice", town.device)
    town.unlocking = Device.objects.values_list("pk", flat=True).get()
    return town


def settle(town: Town, role: str) -> None:
    """A person with a role at an office and, but for the newcomer, an authenticator app and recovery codes."""
    town.branches[role] = secrets.token_hex(32)
    person = Person.objects.create_person(
        role, town.branches[role], full_name=role.title(), recipient=Identity.generate().recipient
    )
    town.people[role] = person
    slug, held = OFFICES[role]
    until = clock.today() if role == "left" else None
    Membership.objects.create(
        person=person, office=town.made.offices[slug], role=held, from_on=dt.date(2025, 7, 1), to_on=until
    )
    if role != "newcomer":
        totp.TOTP.activate(person, SECRET)
        town.codes[role] = RecoveryCodes.activate(person).generate_codes()


def sign_in(town: Town, role: str) -> None:
    client = town.client("stranger")
    begun = tell(client, reverse("desk:accounts:sign_in"), {"username": role, "sign_in": town.branches[role]})
    assert begun.status_code == 200
    if role != "newcomer":
        proved = tell(client, reverse("desk:accounts:second_factor"), {"code": town.codes[role].pop()})
        assert proved.json()["next"] == "desk"
    town.cookies[role] = client.cookies


def give_alice_a_key(town: Town) -> None:
    client = town.client("alice")
    options = tell(client, reverse("desk:accounts:begin_key")).json()["options"]
    added = tell(
        client, reverse("desk:accounts:add_key"), {"credential": SecurityKey().create(options), "name": ""}
    )
    assert added.status_code == 200
    town.key = Authenticator.objects.get(user=town.people["alice"], type="webauthn").pk
    town.cookies["alice"] = client.cookies


def add_device(town: Town, client: Client, role: str, key: SecurityKey) -> None:
    posted = _device(town, client, role, key)
    assert tell(client, reverse("desk:add_device"), posted).status_code == 200


def write_matters(town: Town) -> None:
    """A report classified, a report with a result, and a case, all at alice's office."""
    office = town.office("alice")
    alice = Actor("officer", town.people["alice"].pk, office.pk)
    resident = Resident(town.made)
    filed = [resident.attaches(Client(), photo=b"x" * 5_000), resident.seals(), resident.seals()]
    town.unsent = filed.pop()
    for each in filed:
        assert tell(Client(), reverse("public:file"), each.posted).status_code == 201
    town.receipt = filed[0]
    town.tip, town.resolved = (Matter.objects.get(ref=each.matter) for each in filed)
    town.attachment = town.tip.attachments.get().sha256
    record(town.tip, "classified", by=alice, facts=tip_acts.Classified("gambling"))
    record(town.resolved, "concluded", by=alice, facts=tip_acts.Concluded("mediated", None))
    facts = case_acts.Opened("gambling", clock.today(), office.area_id, office.pk, "12/KLTM")
    town.case = open_matter(
        Opening.unsealed("case", settings.INSTALLATION.id), "opened", by=alice, facts=facts
    )


# --- how each address is asked ----------------------------------------------------------------------------


@contextmanager
def with_mail() -> Iterator[None]:
    """An installation that sends e-mail and speaks with push services, so that its pages offer both. Nothing is sent:
    nobody runs its worker."""
    before = settings.INSTALLATION
    mail = Mail("127.0.0.1", "binhyen@example.vn", port=1, tls="none")
    settings.INSTALLATION = dataclasses.replace(before, mail=mail, push=True)
    yield
    settings.INSTALLATION = before


def address(town: Town, line: str, ref: str = "") -> str:
    """The path of a line, in the language that is active."""
    name, case = permissions.name_of(line), permissions.case_of(line)
    matter = ref or (town.resolved if case == "reopened" else town.tip).ref
    arguments: dict[str, list[Any]] = {
        "public:upload": ["b" * 26],
        "desk:matter": [matter],
        "desk:sealed": [matter],
        "desk:attachment": [matter, town.attachment],
        "desk:identity": [matter],
        "desk:identity_opened": [matter],
        "desk:receipt": [matter],
        "desk:unreadable": [matter],
        "desk:custody_request": [matter, 2],
        "desk:custody_answer": [matter, 2],
        "desk:correct": [matter],
        "desk:act": [matter, case],
        "desk:intake": [case],
        "desk:renewal": ["cong-an-xa-huong-son"],
        "desk:regrant": ["cong-an-xa-huong-son"],
        "desk:evidence": [clock.today().year, "10489", "tips.received"],
        "desk:accounts:remove_key": [town.key],
        "desk:remove_device": [town.unlocking],
        "desk:poster": ["10489", "a5"],
        "desk:keys_of_office": [OFFICES["alice"][0]],
        "desk:state_member": [OFFICES["alice"][0]],
    }
    of_records = taken_by_records(town)
    if line in of_records:
        return reverse(name, args=of_records[line])
    figures = f"?unit=10489&year={clock.today().year}"
    query = {"desk:correct": "?muc=2", "desk:yearbook": figures, "desk:reach": figures}
    return reverse(name, args=arguments.get(name, [])) + query.get(name, "")


def taken_by_records(town: Town) -> dict[str, list[Any]]:
    """By line of the table, what its address takes, in the language that is active."""
    language = get_language()
    if language not in town.taken:
        town.taken[language] = (
            town_steering.arguments(town.records)
            | town_stories.arguments(town.stories)
            | town_orders.arguments(town.orders)
        )
    return town.taken[language]


FRAGMENTS = {
    "desk:queue",
    "desk:matter",
    "desk:sealed",
    "desk:attachment",
    "desk:index",
    "desk:act",
    "desk:identity",
    "desk:identity_opened",
    "desk:receipt",
    "desk:unreadable",
    "desk:custody",
    "desk:custody_request",
    "desk:custody_answer",
    "desk:correct",
    "desk:intake",
    "desk:renewal",
    "desk:recovery",
    "desk:regrant",
    "desk:office_keys",
    "desk:keys_of_office",
    "desk:state_member",
    "desk:begin_device",
    "desk:add_device",
    "desk:remove_device",
    "desk:begin_unlock",
    "desk:unlock",
}
DOORS = {
    f"desk:accounts:{name}"
    for name in (
        "sign_in",
        "second_factor",
        "begin_passkey",
        "who_am_i",
        "begin_key",
        "arrive",
    )
}


def read(town: Town, client: Client, line: str, _role: str, ref: str = "") -> HttpResponse:
    """GET as a browser opens a page, or as the desk's script fetches a fragment."""
    fetched = permissions.name_of(line) in FRAGMENTS | DOORS
    accept = (
        "text/html-fragment, application/json" if fetched else "text/html,application/xhtml+xml,*/*;q=0.8"
    )
    return client.get(address(town, line, ref), headers={"Accept": accept})


def act(town: Town, client: Client, line: str, role: str, ref: str = "") -> HttpResponse:
    """POST everything that the address needs to do its work."""
    path = address(town, line, ref)
    body = BODIES.get(line, lambda *_: {})(town, client, role)
    held = OFFICES.get(role, OFFICES["alice"])[0]
    body = town_steering.bodies(town.made.offices[held], town.records).get(line, body)
    body = town_stories.bodies(town.made.offices[held]).get(line, body)
    name = permissions.name_of(line)
    if name in JSON:
        return tell(client, path, body)
    if name == "public:uploads":
        return client.post(path, headers={"Tus-Resumable": "1.0.0", "Upload-Length": "5000"})
    accept = "text/html-fragment" if name in FRAGMENTS else "text/html"
    return client.post(path, body, headers=token(client) | {"Accept": accept})


def _file(town: Town, _client: Client, _role: str) -> Any:
    return town.unsent.posted


def _held(town: Town, role: str) -> Any:
    return town.receipt if role == "resident" else town.unsent


def _lookup(town: Town, _client: Client, role: str) -> Any:
    return {"lookup": _held(town, role).keys.lookup.hex()}


def _reply(town: Town, client: Client, role: str) -> Any:
    found = tell(client, reverse("public:lookup"), {"lookup": town.receipt.keys.lookup.hex()}).json()
    talk = filing.read_talk(town.receipt.keys, found["bundle"], directory.for_reading())
    keys = _held(town, role).keys
    return {"lookup": keys.lookup.hex(), "reply": filing.seal_reply(keys, talk, story.message("Tối qua."))}


def _replacement(town: Town, client: Client, role: str) -> Any:
    """The words of this receipt were on no officer's screen, so not even its holder may change it."""
    found = tell(client, reverse("public:lookup"), {"lookup": town.receipt.keys.lookup.hex()}).json()
    talk = filing.read_talk(town.receipt.keys, found["bundle"], directory.for_reading())
    posted = replacing.at_first_use(town.receipt.keys, talk, town.unsent.keys)
    return {"lookup": _held(town, role).keys.lookup.hex(), "replacement": posted}


def _proof(town: Town, _client: Client, role: str) -> Any:
    keys = _held(town, role).keys
    return {"lookup": keys.lookup.hex(), "r": keys.proof.hex()}


def _claim(town: Town, _client: Client, role: str) -> Any:
    """No reward was offered to anybody here."""
    keys = _held(town, role).keys
    _shown, posted = claim.make(keys, settings.INSTALLATION.id, town.receipt.matter, "ab" * 32)
    return {"lookup": keys.lookup.hex(), "claim": posted}


def _words(town: Town, _client: Client, role: str) -> Any:
    return {"words": " ".join(wording.shown(_held(town, role).words)), "sure": "1"}


def _sign_in(town: Town, _client: Client, role: str) -> Any:
    return {"username": role, "sign_in": town.branches.get(role, "ab" * 32)}


def _code(town: Town, _client: Client, role: str) -> Any:
    return {"code": town.codes.get(role, ["00000000"])[0]}


def _app(town: Town, client: Client, _role: str) -> Any:
    client.get(reverse("desk:accounts:add_app"), headers={"Accept": "text/html"})
    secret = client.session.get("mfa.totp.secret") if "desk" in client.cookies else None
    return {"code": code_of(secret) if secret else "000000"}


def _key(town: Town, client: Client, _role: str) -> Any:
    begun = tell(client, reverse("desk:accounts:begin_key"))
    if begun.status_code != 200:
        return {}
    return {"credential": SecurityKey(f"http://{HOST}", HOST).create(begun.json()["options"]), "name": ""}


def _device(town: Town, client: Client, role: str, key: SecurityKey | None = None) -> Any:
    begun = tell(client, reverse("desk:begin_device"), {"sign_in": town.branches.get(role, "")})
    if begun.status_code != 200:
        return {}
    made = (key or SecurityKey()).create(begun.json()["options"])
    return {"credential": made, "wrapped": b64url(device.MAGIC.ljust(device.LENGTH, b"x"))}


def _unlocking(town: Town, client: Client, _role: str) -> Any:
    begun = tell(client, reverse("desk:begin_unlock"))
    return {"credential": town.device.get(begun.json()["options"])} if begun.status_code == 200 else {}


def _staff_tip(town: Town, _client: Client, role: str) -> Any:
    office = town.office(role)
    if office.slug not in town.staff:
        held = certificates.newest([office], clock.today())[office.pk].for_browser()
        told = story.compose(text="Mất con bò.", commune=(office.area.code, office.area.full_name))
        report = {"kind": "tip", "category": "theft", "area": office.area.code, "story": told}
        keys = town.made.keys[office.slug]
        town.staff[office.slug] = keys.file_tip(directory.for_reading(), held, clock.now(), **report).posted
    sealed = json.dumps({"filed": town.staff[office.slug]})
    facts = {"category": "theft", "area": office.area_id, "office": office.pk, "channel": "phone"}
    return facts | {"urgency": "U3", "niem_phong": sealed}


def _renewal(town: Town, _client: Client, _role: str) -> Any:
    office = town.office("alice")
    keys = town.made.keys[office.slug]
    asked = requesting.draft(
        office, recipient=keys.identity.recipient, signing_key=keys.signing.public, now=clock.now()
    )
    return {
        "document": asked,
        "signature": requests.ask(asked, keys.signing),
        "wrapped": [],
        "statements": [],
    }


def _recovery(town: Town, _client: Client, role: str) -> Any:
    office = town.office("alice")
    if role in town.people:
        WrappedKey.objects.get_or_create(
            office=office, serial=1, member=town.people[role], defaults={"ciphertext": b"age"}
        )
    newest = recovery.newest_set(office.area)
    assert newest is not None
    wrapped = b64url(town.made.keys[office.slug].wrap(newest.recipient))
    copies = [{"serial": 1, "ciphertext": wrapped}]
    return {"offices": [{"office": office.slug, "set": newest.hash, "copies": copies}]}


def _case(town: Town, _client: Client, role: str) -> Any:
    office = town.office(role)
    opened = {"category": "theft", "opened_on": clock.today().isoformat(), "number": "7/2026", "persons": "1"}
    return opened | {"area": office.area_id, "office": office.pk, "nature": "criminal"}


# A browser's half of RFC 8291, appendix A.
A_BROWSER = {
    "endpoint": "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}
POINT = {"latitude": 20_600_000, "longitude": 105_750_000, "accuracy_m": 10, "category": "sidewalk"}
BODIES: dict[str, Callable[[Town, Client, str], Any]] = {
    "public:file": _file,
    "public:report_plain": lambda *_: ANSWERS,
    "public:nominate_plain": lambda *_: PROPOSED,
    "public:order_plain": lambda *_: ORDERED,
    "public:order_route": lambda *_: POINT | {"conflict": False},
    "public:orders_near": lambda *_: POINT | {"words": "bàn ghế"},
    "public:follow": lambda *_: {"address": "lan@example.vn", "xa": "10489"},
    "public:follow_push": lambda *_: A_BROWSER | {"xa": "10489"},
    "public:follow_confirm": lambda *_: {"token": "a" * 43},
    "public:follow_leave": lambda *_: {"token": "a" * 43},
    "public:keep": _words,
    "public:lookup": _lookup,
    "public:reply": _reply,
    "public:prove": _proof,
    "public:replace": _replacement,
    "public:claim": _claim,
    "desk:paying": lambda *_: {"claim": claim.Claim(bytes(16)).written(), "wants": "pay"},
    "public:inclusion": lambda *_: {"leaf": "0" * 64},
    "public:proof_plain": lambda *_: {"proof": "binhyen-proof/1"},
    "public:receipt_plain": _words,
    "desk:accounts:sign_in": _sign_in,
    "desk:accounts:second_factor": _code,
    "desk:accounts:confirm": _code,
    "desk:accounts:add_app": _app,
    "desk:accounts:add_key": _key,
    "desk:begin_device": lambda town, _client, role: {"sign_in": town.branches.get(role, "")},
    "desk:add_device": _device,
    "desk:unlock": _unlocking,
    "desk:index": lambda town, *_: {"refs": [town.tip.ref]},
    "desk:correct": lambda *_: {"reason": "not_done", "how": "huy"},
    "desk:act[reopened]": lambda *_: {"reason": "new_information"},
    "desk:intake[tip]": _staff_tip,
    "desk:renewal": _renewal,
    "desk:recovery": _recovery,
    "desk:regrant": lambda *_: {"regranted": [], "skip": []},
    "desk:intake[case]": _case,
}
JSON = DOORS | {
    "public:follow_push",
    "public:file",
    "public:lookup",
    "public:reply",
    "public:replace",
    "public:claim",
    "public:prove",
    "public:inclusion",
    "public:order_route",
    "public:orders_near",
    "desk:index",
    "desk:renewal",
    "desk:recovery",
    "desk:regrant",
    "desk:state_member",
    "desk:begin_device",
    "desk:add_device",
    "desk:remove_device",
    "desk:begin_unlock",
    "desk:unlock",
    "desk:accounts:sign_out",
    "desk:accounts:add_key",
}
