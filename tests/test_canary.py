"""What residents type is found nowhere: not in the database, its logs, the server's logs, temporary files or phones.

A real installation is served; real browsers file reports, open receipts and answer, with JavaScript and without, behind
a proxy that names every address it can think of; files are pushed at every address; and the installation is broken
while words are on their way. Then everything that is left on the disk is searched for all that was typed, in every
form in which it may have been written down. The parts are in tests/canary/.
"""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser

from binhyen.sealing import words as wording
from tests.canary import harm, people, remains
from tests.canary.life import Life, bare, telling_headers
from tests.canary.search import Search, canary
from tests.running import made

POSTGRESQL = os.environ.get("BINHYEN_DATABASE", "")

# --- the search finds what it is for ----------------------------------------------------------------------

WRITTEN: dict[str, Callable[[str], bytes]] = {
    "as it is": lambda text: text.encode(),
    "JSON": lambda text: json.dumps({"story": text}).encode(),
    "a dictionary's repr": lambda text: repr({"story": text}).encode(),
    "the repr of bytes": lambda text: repr(f"xx{text}xx".encode()).encode(),
    "a form": lambda text: urlencode({"story": text}).encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 from the other end": lambda text: text.encode("utf-16-be"),
    "SQLite's dump": lambda text: f"INSERT X'{text.encode().hex().upper()}'".encode(),
    "PostgreSQL's dump": lambda text: b"\\x" + text.encode().hex().encode(),
    "base64": lambda text: base64.b64encode(f"a{text}".encode()),
    "base64url": lambda text: base64.urlsafe_b64encode(f"ab{text}c".encode()),
    "entities": lambda text: text.encode("ascii", "xmlcharrefreplace"),
}


@pytest.mark.parametrize("way", WRITTEN)
def test_the_search_finds_a_canary_however_it_is_written(tmp_path: Path, way: str):
    written, search = WRITTEN[way], Search()
    story = search.add("the story", canary("thử"))
    words = list(wording.shown(wording.generate_receipt()))
    search.add_words("the receipt", words, bare(words))
    log = tmp_path / "log"
    for leak in (f"Tối qua, {story}.", " ".join(words), " ".join(bare(words))):
        log.write_bytes(b"before " + written(leak) + b" after")
        assert search.within_files(tmp_path), leak
    for spelling in (words, bare(words)):
        log.write_bytes("".join(f"<li>{word}</li>\n" for word in spelling).encode())
        assert search.within_files(tmp_path)
    log.write_bytes(written("\n".join(wording.wordlist()) + canary("khác")))
    assert search.within_files(tmp_path) == []


# --- an installation's life -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Life]:
    """All that the tests below look back at. Lived once: it takes a minute."""
    home = tmp_path_factory.mktemp("canary")
    (home / "temporary").mkdir()
    with database() as url:
        environment = {"TMPDIR": str(home / "temporary")} | ({"BINHYEN_DATABASE": url} if url else {})
        life = Life(home, made(home / "data", **environment))
        life.headers = telling_headers(life.search)
        watch = remains.Watch(home / "temporary")
        life.running.start(home / "server.log")
        try:
            people.file_with_javascript(life, chromium)
            people.file_without_javascript(life, chromium)
            people.report_order_without_javascript(life, chromium)
            people.work_at_the_desk(life, chromium)
            people.slip(life)
            harm.break_off(life)
            harm.push_files(life)
            harm.send_too_much(life)
            life.temporary_files = watch.seen()
            harm.break_it(life, url)
            # While it runs, the write-ahead log is not yet folded into the database.
            remains.look(life, url, running=True)
        finally:
            life.running.stop()
        remains.look(life, url, running=False)
        yield life


@contextmanager
def database() -> Iterator[str]:
    """A PostgreSQL database of its own when the tests run on PostgreSQL; "" is the installation's SQLite."""
    if not POSTGRESQL:
        yield ""
        return
    name = f"canary_{secrets.token_hex(4)}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(POSTGRESQL)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


# --- what is found ----------------------------------------------------------------------------------------


@pytest.mark.browser
def test_nothing_that_was_typed_is_kept_anywhere(life: Life):
    assert life.control, "the search does not even find what is there"
    assert life.found == []


@pytest.mark.browser
def test_no_word_of_a_receipt_or_a_story_is_in_an_address(life: Life):
    assert any("/ma-tra-cuu/tra/" in url for _who, url, _body in life.asked)
    assert [line for _who, url, _body in life.asked for line in life.search.within(url.encode(), url)] == []


@pytest.mark.browser
def test_with_javascript_only_what_is_sealed_leaves_the_phone(life: Life):
    """But for the look-up itself, which opens nothing and which the server keeps only as a hash."""
    posted = [(who, body) for who, _url, body in life.asked if who in ("phone POST", "desk POST") and body]
    assert len(posted) >= 6
    found = [line for who, body in posted for line in life.search.within(body, who)]
    assert any(line.startswith("the look-up of receipt 1") for line in found)
    assert [line for line in found if not line.startswith("the look-up of")] == []


@pytest.mark.browser
def test_the_phone_keeps_nothing(life: Life):
    """Its profile on the disk: history, cache, forms, the session that is restored after a crash."""
    found = life.search.within_files(life.home / "phone")
    assert [line for line in found if not line.startswith("the browser's name")] == []


@pytest.mark.browser
def test_the_officer_s_browser_keeps_nothing(life: Life):
    """The same, of whoever read all of it; closed in the middle of a message, and never locked."""
    found = life.search.within_files(life.home / "desk")
    assert [line for line in found if not line.startswith("the browser's name")] == []


@pytest.mark.browser
def test_every_file_is_refused_in_words_and_never_written_down(life: Life):
    assert life.temporary_files == set()
    assert life.opened_files == set()
    assert len(life.uploads) > 60
    assert {what: status for what, status in life.uploads.items() if not 400 <= status < 500} == {}


@pytest.mark.browser
def test_an_upload_that_is_broken_off_leaves_nothing_and_was_never_in_clear(life: Life):
    """What lay on the disk while it came was looked into as well; that it said nothing is found above."""
    assert life.broken_off == {"torn": 0, "refused": 422, "unfinished": 422}
    assert life.looked_into >= len(life.broken_off), "nothing was looked into while it came"
    assert life.left_behind == set()


def test_nothing_that_waits_to_be_sent_or_fetched_is_kept_on_a_disk():
    """There is no queue of jobs and no cache but memory. The outbox is in the database, searched above, as what
    is written to the output is."""
    written = import_module("binhyen.site.settings")  # the tests' own put a mail box in the place of ours
    backends = {each["BACKEND"].rpartition(".")[2] for each in written.CACHES.values()}
    assert backends == {"LocMemCache"}
    assert written.EMAIL_BACKEND.endswith("console.EmailBackend")
    assert not [app for app in written.INSTALLED_APPS if re.search("celery|rq|mailer|huey|tasks", app)]


@pytest.mark.browser
def test_what_is_far_too_large_is_refused_in_words_and_not_by_a_torn_line(life: Life):
    assert len(life.large) == 8
    assert {path: status for path, (status, _page) in life.large.items() if status != 413} == {}
    for path, (_status, page) in life.large.items():
        said = json.loads(page)["message"] if page.startswith("{") else page
        assert ("shorten" in said, "rút ngắn" in said.lower()) == (
            path.startswith("/en"),
            not path.startswith("/en"),
        )


@pytest.mark.browser
def test_slips_are_answered_in_order(life: Life):
    assert {what: status for what, status in life.slips.items() if status >= 500} == {}


@pytest.mark.browser
def test_a_failure_is_told_without_what_was_on_its_way(life: Life):
    """The page says that it failed, the log says where; that neither says what was typed is found above."""
    assert set(life.failures.values()) <= {500, 503}
    assert 500 in life.failures.values(), "nothing failed, so nothing was shown"
    shown = {what: life.failure_pages[what] for what, status in life.failures.items() if status == 500}
    assert [line for what, page in shown.items() for line in life.search.within(page.encode(), what)] == []
    log = (life.home / "server.log").read_text(encoding="utf-8")
    assert "JSONDecodeError" in log
    assert "binhyen/public/" in log


@pytest.mark.browser
def test_a_process_that_dies_leaves_no_memory_on_the_disk(life: Life):
    assert life.core_limits == {"0"}
