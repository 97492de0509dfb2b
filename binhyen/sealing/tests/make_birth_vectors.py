"""Birth statements of version 2, such that hold and such that do not. See make_vectors.py."""

from __future__ import annotations

from typing import Any

from binhyen.sealing import birth, canonical, directory
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import Identity, SigningKey
from binhyen.sealing.tests import scene as set_up

RESIDENT = set_up.quick(set_up.WORDS, set_up.INSTALLATION)
INTAKE, TALK, NAME = (Identity(set_up.seed(f"born {stream}")).recipient for stream in ("in", "talk", "name"))
OFFICE = set_up.COMMUNE.signing
Born = dict[str, Any]


def born(**changes: Any) -> Born:
    """A report to the commune's police, with the province as custodian of the name; any shape."""
    return {
        "version": 2,
        "installation": set_up.INSTALLATION,
        "certificate": directory.digest(set_up.document(set_up.COMMUNE)),
        "custodian": directory.digest(set_up.document(set_up.PROVINCE)),
        "intake": INTAKE,
        "talk": TALK,
        "identity": NAME,
        "author": {"recipient": RESIDENT.identity.recipient, "signing_key": RESIDENT.signing.public},
        "written": "browser",
        "signer": RESIDENT.signing.public,
        "kind": "tip",
        "category": "drugs",
        "area": "10459",
        **changes,
    }


def without(*names: str, **changes: Any) -> Born:
    return {name: value for name, value in born(**changes).items() if name not in names}


def signature(document: Born, key: SigningKey, context: bytes = birth.CONTEXT) -> str:
    return b64url(key.sign(context + canonical.encode(document)))


def births() -> dict[str, Any]:
    """Long because it is a list of cases."""
    good = born()
    own = good["certificate"]
    staff = {"written": "staff", "signer": OFFICE.public}

    def case(name: str, code: str, document: Born, key: SigningKey = RESIDENT.signing, **more: Any) -> Born:
        told = {"code": code} if code else {"matter": birth.ref(document)}
        said = {"birth": document, "signature": signature(document, key), **more}
        return {"name": name, **said, **told}

    cases = [
        case("by a resident", "", good),
        case("in the server's form", "", born(written="server")),
        case("without a custodian", "", born(custodian=own)),
        case("by staff", "", born(**staff), OFFICE, office_key=OFFICE.public),
        case("of version 1", "", without("identity", "custodian", version=1)),
        case("of version 1 with a name", "malformed", born(version=1)),
        case("without a custodian's hash", "malformed", without("custodian")),
        case("without a name's recipient", "malformed", without("identity")),
        case("without either", "malformed", without("identity", "custodian")),
        case("of version 3", "malformed", born(version=3)),
        case("true for a version", "malformed", born(version=True)),
        case("a version in letters", "malformed", born(version="2")),
        case("one field more", "malformed", born(note="x")),
        case("a custodian that is no hash", "malformed", born(custodian="ca-ha-noi")),
        case("an empty custodian", "malformed", born(custodian="")),
        case("a hash in capitals", "malformed", born(custodian=good["custodian"].upper())),
        case("a line break after the hash", "malformed", born(custodian=good["custodian"] + "\n")),
        case("no recipient for the name", "malformed", born(identity="age1khong")),
        case("an empty recipient for the name", "malformed", born(identity="")),
        case("the name opens with the story", "malformed", born(identity=INTAKE)),
        case("the name opens with the talk", "malformed", born(identity=TALK)),
        case("the name opens with the receipt", "malformed", born(identity=RESIDENT.identity.recipient)),
        case("the story opens with the talk", "malformed", born(intake=TALK)),
        case("an author of one field more", "malformed", born(author={**good["author"], "name": "x"})),
        case("an author that is none", "malformed", born(author=None)),
        case("written elsewhere", "malformed", born(written="paper")),
        case("an area with a space", "malformed", born(area="104 59")),
        case("a signer that is none", "malformed", born(signer="x")),
        case("signed by a stranger", "forged", good, set_up.STRANGER.signing),
        case(
            "a stranger named as signer",
            "wrong_signer",
            born(signer=set_up.STRANGER.signing.public),
            set_up.STRANGER.signing,
        ),
        case("staff, signed by another office", "wrong_signer", *_staff(set_up.STRANGER.signing)),
        case("staff, signed by the resident", "wrong_signer", *_staff(RESIDENT.signing)),
        case("of another installation", "wrong_matter", born(installation="noi-khac")),
    ]
    whole = signature(good, RESIDENT.signing)
    altered = {
        "the custodian exchanged": born(custodian=own),
        "the name's recipient exchanged": born(identity=Identity(set_up.seed("of the attacker")).recipient),
    }
    for name, document in altered.items():
        cases.append({"name": name, "birth": document, "signature": whole, "code": "forged"})
    as_act = signature(good, RESIDENT.signing, b"binhyen-act/1\n")
    cases.append({"name": "signed as an act", "birth": good, "signature": as_act, "code": "forged"})
    cases.append({"name": "no signature", "birth": good, "signature": "", "code": "forged"})
    for case_ in cases:
        case_.setdefault("office_key", OFFICE.public)
    return {"installation": set_up.INSTALLATION, "cases": cases}


def _staff(key: SigningKey) -> tuple[Born, SigningKey]:
    return born(written="staff", signer=key.public), key
