"""Writes tests/vectors/membership.json: `python -m binhyen.sealing.tests.make_membership_vectors`.

Run it only when the format changes; see make_vectors.py.
"""

from __future__ import annotations

from typing import Any

from binhyen.sealing import canonical, membership
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import Identity, SigningKey
from binhyen.sealing.office import OfficeKeys
from binhyen.sealing.tests import scene, vectors

FIRST = scene.COMMUNE
NEXT = OfficeKeys(
    scene.INSTALLATION,
    FIRST.office,
    Identity(scene.seed("next epoch")),
    SigningKey(scene.seed("next epoch signs")),
)
MAI, BINH = (Identity(scene.seed(name)).recipient for name in ("mai", "binh"))
CERTIFICATES = [scene.document(FIRST), scene.document(NEXT, serial=2, previous="a" * 64)]


def signed(previous: str, key: SigningKey = FIRST.signing, **changes: Any) -> dict[str, Any]:
    """A statement that gives Bình keys, with those changes; its signature holds whatever its shape is."""
    document = {
        "version": 1,
        "installation": scene.INSTALLATION,
        "office": FIRST.office,
        "serial": 1,
        "act": membership.ADDED,
        "person": "binh",
        "recipient": BINH,
        "by": "mai",
        "on": "2026-07-02",
        "previous": previous,
        **changes,
    }
    signature = key.sign(membership.CONTEXT + canonical.encode(document))
    return {"document": document, "signature": b64url(signature)}


def good() -> list[dict[str, Any]]:
    """Mai, then Bình; a new epoch for Mai; Bình leaves."""
    made = [signed("", person="mai", recipient=MAI)]
    made.append(signed(membership.digest(made[-1]["document"])))
    epoch = {"serial": 2, "person": "mai", "recipient": MAI, "on": "2027-05-03"}
    made.append(signed(membership.digest(made[-1]["document"]), NEXT.signing, **epoch))
    left = {"act": membership.REMOVED, "on": "2027-05-04", "serial": 2}
    made.append(signed(membership.digest(made[-1]["document"]), NEXT.signing, **left))
    return made


def membership_vectors() -> dict[str, Any]:
    """Chains good and bad, with the holders or the code that refuses each. Long because it is a list of cases."""
    whole = good()
    head = membership.digest(whole[0]["document"])
    altered = {**whole[1], "document": {**whole[1]["document"], "recipient": MAI}}

    def second(**changes: Any) -> list[dict[str, Any]]:
        return [whole[0], signed(**{"previous": head, **changes})]

    cases: list[dict[str, Any]] = [
        {"name": "nobody yet", "statements": []},
        {"name": "two members", "statements": whole[:2]},
        {"name": "a new epoch", "statements": whole[:3]},
        {"name": "somebody left", "statements": whole},
        {"name": "the same again", "statements": second(person="mai", recipient=MAI)},
        {"name": "one taken out", "statements": [whole[0], whole[2]], "code": "out_of_turn"},
        {"name": "the first taken out", "statements": whole[1:], "code": "out_of_turn"},
        {"name": "one twice", "statements": [whole[0], whole[0]], "code": "out_of_turn"},
        {"name": "another recipient put in", "statements": [whole[0], altered], "code": "forged"},
        {
            "name": "signed by a stranger",
            "statements": [whole[0], signed(head, scene.STRANGER.signing)],
            "code": "forged",
        },
        {"name": "signed by the first epoch's key", "statements": second(serial=2), "code": "forged"},
        {"name": "a serial without certificate", "statements": second(serial=3), "code": "forged"},
        {"name": "of another office", "statements": second(office="ca-ha-noi"), "code": "wrong_office"},
        {
            "name": "of another installation",
            "statements": second(installation="noi-khac"),
            "code": "wrong_office",
        },
        {
            "name": "removes whom nobody added",
            "statements": second(act=membership.REMOVED),
            "code": "not_standing",
        },
        {"name": "one field more", "statements": second(note="x"), "code": "malformed"},
        {"name": "another version", "statements": second(version=2), "code": "malformed"},
        {"name": "true for a serial", "statements": second(serial=True), "code": "malformed"},
        {"name": "another act", "statements": second(act="member_praised"), "code": "malformed"},
        {"name": "a name with a space", "statements": second(person="b inh"), "code": "malformed"},
        {"name": "no recipient", "statements": second(recipient="age1binh"), "code": "malformed"},
        {"name": "a day that is none", "statements": second(on="2026-02-30"), "code": "malformed"},
        {
            "name": "an instant for a day",
            "statements": second(on="2026-07-02T00:00:00Z"),
            "code": "malformed",
        },
        {"name": "previous is no hash", "statements": second(previous="x"), "code": "malformed"},
    ]
    by_serial = {document["serial"]: document for document in CERTIFICATES}
    for case in cases:
        if "code" not in case:
            chain = [(each["document"], each["signature"]) for each in case["statements"]]
            held = membership.standing(chain, by_serial)
            case["holders"] = [
                {"serial": serial, "person": person, "recipient": recipient}
                for serial, person, recipient in sorted(held)
            ]
    return {"certificates": CERTIFICATES, "cases": cases, "digest": head}


if __name__ == "__main__":
    vectors.write("membership", membership_vectors())
