"""Files pushed at every address, and an installation that breaks while words are on their way."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.urls import reverse

from binhyen.matters import kinds
from binhyen.sealing import words as wording
from binhyen.sealing.branches import stretch
from tests import permissions
from tests.canary.life import FORM, JSON, Life
from tests.canary.people import RECEIPT, REPORT
from tests.canary.remains import open_files, processes
from tests.routes import every_route, parameters

MEGABYTES, FAR_TOO_MANY = 3, 20
# In place of the certificates in force, others that cannot be read.
UNREADABLE = (
    "INSERT INTO offices_certificate (office_id, serial, document, signatures, hash, valid_from, valid_to)"
    " SELECT office_id, serial + 1, '{', signatures, 'x' || substr(hash, 2), valid_from, valid_to"
    " FROM offices_certificate"
)
SLUGS = {kind.slug for kind in kinds.every()}
LOST = ("matters_receipt", "offices_certificate", "accounts_person")


# --- files ------------------------------------------------------------------------------------------------


def push_files(life: Life) -> None:
    """A file to every address that takes a post, by a stranger and by an officer, in both languages."""
    body = file(life)
    officer = signed_in(life)
    for line, cells in permissions.read().items():
        if all(act == "-" for _read, act in cells.values()):
            continue
        for who, session in {"a stranger": {}, "an officer": officer}.items():
            for language in ("", "/en"):
                status = push(life, language + path_of(line), body, session)
                life.uploads[f"{line} by {who} {language}"] = status


def send_too_much(life: Life) -> None:
    """Twenty megabytes in one breath, by a sender who reads the answer only when all is sent."""
    inside = life.word("far too much")
    body = urlencode({"story": inside * (FAR_TOO_MANY * 1024 * 1024 // len(inside))})
    for path, kind in ((REPORT, FORM), (RECEIPT, FORM), ("/bao-tin/gui/", JSON), ("/ma-tra-cuu/tra/", JSON)):
        for language in ("", "/en"):
            life.large[language + path] = life.ask("POST", language + path, body, kind)


def file(life: Life) -> bytes:
    """A form with a text and a photograph, three megabytes of it."""
    name, text, inside = life.word("a file's name"), life.word("a form's text"), life.word("a file").encode()
    return (
        f'--canary\r\nContent-Disposition: form-data; name="story"\r\n\r\n{text}'
        f'\r\n--canary\r\nContent-Disposition: form-data; name="photo"; filename="{name}.jpg"'
        "\r\nContent-Type: image/jpeg\r\n\r\n"
    ).encode() + b"%b\r\n--canary--\r\n" % (inside * (MEGABYTES * 1024 * 1024 // len(inside)))


# --- uploads that are broken off --------------------------------------------------------------------------


def break_off(life: Life) -> None:
    """Files on the page without JavaScript that never arrive whole, are empty, or are too many.

    In the middle of each, everything that the server has open is searched, also files that have no name.
    """
    before = arriving(life)
    for name, files, whole in (("torn", 1, False), ("refused", 9, True), ("unfinished", 1, True)):
        body = plain_report(life, name, files)
        life.broken_off[name] = broken_off(life, body if whole else body[: len(body) // 2], len(body))
    deadline = time.monotonic() + 30
    while arriving(life) - before or any(held_open(life)):
        # The server hears of a line that broke when it next reads from it.
        if time.monotonic() > deadline:
            break
        time.sleep(0.1)
    life.left_behind = arriving(life) - before | {name for name, _content in held_open(life)}


def plain_report(life: Life, name: str, files: int) -> bytes:
    """A report with so many files, three megabytes together; the last answer is missing, so it is not taken."""
    answers = {"category": "gambling_org", "commune": "10489", "conflict": "no"}
    parts = [
        f'--canary\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in (answers | {"story": life.text(f"a {name} story")}).items()
    ]
    called, inside = life.word(f"the name of a {name} file"), life.word(f"a {name} file").encode()
    head = f'--canary\r\nContent-Disposition: form-data; name="attached"; filename="{called}.jpg"\r\n\r\n'
    part = head.encode() + inside * (MEGABYTES * 1024 * 1024 // files // len(inside)) + b"\r\n"
    return b"".join([*parts, part * files, b"--canary--\r\n"])


def broken_off(life: Life, body: bytes, announced: int) -> int:
    """The status, or 0 when the line is cut before there is one."""
    with life.connected() as connection:
        connection.putrequest("POST", REPORT)
        kind = {"Content-Type": "multipart/form-data; boundary=canary", "Content-Length": str(announced)}
        for name, value in (life.headers | kind).items():
            connection.putheader(name, value)
        connection.endheaders()
        most = len(body) * 3 // 4
        connection.send(body[:most])
        deadline = time.monotonic() + 30
        while not (held := list(held_open(life))) and time.monotonic() < deadline:
            time.sleep(0.05)
        for name, content in held:
            life.looked_into += 1
            life.found += life.search.within(content, name)
        connection.send(body[most:])
        return connection.getresponse().status if len(body) == announced else 0


def held_open(life: Life) -> Iterator[tuple[str, bytes]]:
    """Files among the attachments that the server has open, by descriptor, and their bytes."""
    folder = str(life.running.data / "attachments")
    for pid in processes(life):
        with suppress(OSError):
            for entry in Path(f"/proc/{pid}/fd").iterdir():
                with suppress(OSError):
                    if str(entry.readlink()).startswith(folder):
                        yield f"{entry} of the server", entry.read_bytes()


def arriving(life: Life) -> set[str]:
    return {path.name for path in (life.running.data / "attachments" / "arriving").iterdir()}


# What an address takes, when its line in the table says no more.
SAMPLES = {
    "ref": "a" * 26,
    "sha256": "0" * 64,
    "unit": "10489",
    "year": 2026,
    "slug": "ke-hoach",
    "form": "pdf",
    "commune": "10489",
    "size": "a4",
}


def path_of(line: str) -> str:
    """An address of this line: of a matter and a record that nobody has."""
    name, case = permissions.name_of(line), permissions.case_of(line)
    own = {"act": case, "code": case or "tips.received"} | ({"slug": case} if case in SLUGS else {})
    values: dict[str, Any] = SAMPLES | own
    # A number, where nothing else is said.
    return reverse(name, args=[values.get(each) or 1 for each in parameters(dict(every_route())[name])])


def signed_in(life: Life) -> dict[str, str]:
    """The headers of an officer's session, begun through the door."""
    phrase = wording.parse_phrase(life.running.phrase("huongson"))
    with life.connected() as connection:
        connection.request("GET", "/ban-lam-viec/")
        opened = connection.getresponse()
        opened.read()
        token = re.search(r"csrftoken=(\w+)", opened.headers["Set-Cookie"])
        assert token
        body = json.dumps({"username": "huongson", "sign_in": stretch(phrase, life.installation).sign_in})
        sent = {"Cookie": token[0], "X-CSRFToken": token[1], "Content-Type": JSON}
        connection.request("POST", "/ban-lam-viec/dang-nhap/", body, sent)
        answer = connection.getresponse()
        assert json.loads(answer.read())["next"] == "desk"
    told = " ".join(answer.headers.get_all("Set-Cookie") or [])
    cookies = dict(re.findall(r"\b(desk|csrftoken)=(\w+)", told))
    held = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {"Cookie": held, "X-CSRFToken": cookies["csrftoken"]}


def push(life: Life, path: str, body: bytes, session: Mapping[str, str]) -> int:
    """Send it in two parts, and look between them at what the server has open."""
    kind = {"Content-Type": "multipart/form-data; boundary=canary", "Content-Length": str(len(body))}
    with life.connected() as connection:
        connection.putrequest("POST", path)
        for name, value in (life.headers | kind | {"Accept": "text/html"} | session).items():
            connection.putheader(name, value)
        connection.endheaders()
        most = len(body) - 200_000
        connection.send(body[:most])
        # Django would have a temporary file open now, from 2.5 MB on. The server needs a moment to take them in.
        time.sleep(0.05)
        life.opened_files |= {name for pid in processes(life) for name in open_files(life, pid)}
        connection.send(body[most:])
        answer = connection.getresponse()
        answer.read()
        return answer.status


# --- broken -----------------------------------------------------------------------------------------------


def break_it(life: Life, url: str) -> None:
    """Certificates that cannot be read, then tables that are gone; the doors are tried in each state."""
    change(life, url, UNREADABLE)
    try_doors(life, "unreadable certificates")
    for table in LOST:
        change(life, url, f"ALTER TABLE {table} RENAME TO lost_{table}")
    try_doors(life, "lost tables")


def try_doors(life: Life, state: str) -> None:
    words = " ".join(life.receipts[0])
    report = {
        "category": "gambling_org",
        "commune": "10489",
        "conflict": "no",
        "understood": "on",
        "story": life.text(f"a story into {state}"),
        "name": life.word(f"a name into {state}"),
    }
    answer = {"words": words, "sure": "1", "wants": "reply", "text": life.text(f"an answer into {state}")}
    lookup = json.dumps({"lookup": life.keys(0).lookup.hex()})
    tries = {
        "report": ("POST", REPORT, urlencode(report), FORM),
        "receipt": ("POST", RECEIPT, urlencode(answer), FORM),
        "look-up": ("POST", "/ma-tra-cuu/tra/", lookup, JSON),
        "first page": ("GET", "/?" + urlencode({"q": life.word(f"a query into {state}")}), None, ""),
    }
    for name, (method, path, body, kind) in tries.items():
        what = f"{name} with {state}"
        life.failures[what], life.failure_pages[what] = life.ask(method, path, body, kind)


def change(life: Life, url: str, statement: str) -> None:
    """What a broken disk, or an administrator's mistake, does to a running installation."""
    if url:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(statement)  # type: ignore[arg-type]  # psycopg wants a literal; these are ours
        return
    connection = sqlite3.connect(life.running.data / "binhyen.sqlite3", timeout=30)
    with connection:
        connection.execute(statement)
    connection.close()
