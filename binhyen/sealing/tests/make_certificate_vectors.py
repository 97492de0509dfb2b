"""Certificates that hold and certificates that do not. See make_vectors.py."""

from __future__ import annotations

from typing import Any

from binhyen.sealing import directory
from binhyen.sealing.encoding import b64url
from binhyen.sealing.keys import Identity
from binhyen.sealing.tests import scene as set_up
from binhyen.sealing.tests import vectors


def certificates() -> dict[str, Any]:
    """Certificates good and bad, with the code that refuses each. Long because it is a list of cases."""
    keys, good = set_up.COMMUNE, set_up.certified(set_up.COMMUNE)
    instant = directory.instant

    def signed(**changes: Any) -> dict[str, Any]:
        """Signed by enough of the oversight keys, though `sign` itself would refuse to."""
        document = {**good["document"], **changes}
        signatures = {
            key.public: b64url(key.sign(directory.to_sign(document))) for key in set_up.OVERSIGHT[:2]
        }
        return {"document": document, "signatures": signatures}

    def with_signatures(signatures: object) -> dict[str, Any]:
        return {"document": good["document"], "signatures": signatures}

    one = dict(list(good["signatures"].items())[:1])
    stranger = set_up.STRANGER.signing
    late, early = set_up.NOW.replace(year=2027), set_up.NOW.replace(year=2025)
    cases: list[dict[str, Any]] = [
        {"name": "good", "certificate": good},
        {"name": "signed by all", "certificate": set_up.certified(keys, set_up.OVERSIGHT)},
        {"name": "thirteen months", "certificate": signed(valid_to="2027-08-01T00:00:00Z")},
        {"name": "a floor just reached", "certificate": good, "floor_serial": 1},
        {"name": "its first second", "certificate": good, "now": instant(set_up.FROM)},
        {
            "name": "over thirteen months",
            "certificate": signed(valid_to="2027-08-01T00:00:01Z"),
            "code": "too_long",
        },
        {"name": "expired", "certificate": good, "now": instant(late), "code": "expired"},
        {"name": "expired this second", "certificate": good, "now": instant(set_up.TO), "code": "expired"},
        {"name": "not yet", "certificate": good, "now": instant(early), "code": "not_yet"},
        {"name": "rolled back", "certificate": good, "floor_serial": 2, "code": "rolled_back"},
        {"name": "of another office", "certificate": good, "office": "ca-ha-noi", "code": "wrong_office"},
        {
            "name": "of another installation",
            "certificate": signed(installation="noi-khac"),
            "code": "wrong_office",
        },
        {"name": "signed once", "certificate": with_signatures(one), "code": "unsigned"},
        {"name": "signed by nobody", "certificate": with_signatures({}), "code": "unsigned"},
        {"name": "no signatures at all", "certificate": with_signatures(None), "code": "unsigned"},
        {
            "name": "signed by strangers",
            "certificate": set_up.certified(keys, [stranger, set_up.PROVINCE.signing]),
            "code": "unsigned",
        },
        {
            "name": "a stranger beside one root",
            "certificate": with_signatures({**one, **set_up.certified(keys, [stranger])["signatures"]}),
            "code": "unsigned",
        },
        {
            "name": "altered",
            "certificate": {
                **good,
                "document": {**good["document"], "recipient": set_up.STRANGER.identity.recipient},
            },
            "code": "unsigned",
        },
        {"name": "one field more", "certificate": signed(note="x"), "code": "malformed"},
        {"name": "another version", "certificate": signed(version=2), "code": "malformed"},
        {"name": "true for a version", "certificate": signed(version=True), "code": "malformed"},
        {
            "name": "ends before it begins",
            "certificate": signed(valid_to="2026-06-01T00:00:00Z"),
            "code": "malformed",
        },
        {
            "name": "a day that is not",
            "certificate": signed(valid_from="2026-02-30T00:00:00Z"),
            "code": "malformed",
        },
        {
            "name": "a local time",
            "certificate": signed(valid_from="2026-07-01T00:00:00+07:00"),
            "code": "malformed",
        },
        {"name": "serial nought", "certificate": signed(serial=0), "code": "malformed"},
        {"name": "a second without a first", "certificate": signed(serial=2), "code": "malformed"},
        {
            "name": "a post-quantum recipient",
            "certificate": signed(recipient="age1pq1" + "q" * 55),
            "code": "malformed",
        },
        {
            "name": "a recipient misspelt",
            "certificate": signed(recipient=_misspelt(keys.identity)),
            "code": "malformed",
        },
    ]
    leap = signed(valid_from="2026-12-31T00:00:00Z", valid_to="2028-01-31T00:00:00Z")
    cases.append(
        {"name": "thirteen months over a year's end", "certificate": leap, "now": "2027-01-05T00:00:00Z"}
    )
    short = signed(valid_from="2026-01-31T00:00:00Z", valid_to="2027-02-28T00:00:01Z")
    cases.append({"name": "thirteen months to a short month", "certificate": short, "code": "too_long"})
    return {
        "directory": vectors.plain(set_up.DIRECTORY),
        "now": instant(set_up.NOW),
        "root_words": list(directory.root_words(set_up.DIRECTORY.roots)),
        "recipient_words": [
            keys.identity.recipient,
            list(directory.recipient_words(keys.identity.recipient)),
        ],
        "digest": directory.digest(good["document"]),
        "cases": cases,
    }


def _misspelt(identity: Identity) -> str:
    last = identity.recipient[-1]
    return identity.recipient[:-1] + ("q" if last != "q" else "p")
