"""Files on the page without JavaScript: taken and sealed, refused in words, on the disk only as ciphertext."""

from __future__ import annotations

import io
import os
import re
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from binhyen.matters import blobs
from binhyen.matters.bundles import bundle
from binhyen.matters.models import Attachment, Matter
from binhyen.offices.directory import for_reading
from binhyen.public import chosen_files, plain, puzzles
from binhyen.public.tests.test_plain import ANSWERS, REPORT, STORY, Full
from binhyen.receiving import flood
from binhyen.sealing import attachment
from binhyen.sealing.branches import StretchQueue
from binhyen.sealing.reading import Stream

CANARY = b"bien-so-29X1-canary "
AGAIN = {"": "Các tệp không được giữ lại", "/en": "The files were not kept"}
# What says who may open it and all that is typed, then the files, then what agrees to it: as a browser sends them.
BEFORE = {name: value for name, value in ANSWERS.items() if name != "understood"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch) -> Path:
    settings.ATTACHMENTS = tmp_path / "attachments"
    monkeypatch.setattr(plain, "QUEUE", StretchQueue())
    return settings.ATTACHMENTS


def chosen(content: bytes, name: str = "IMG_2041 nha toi.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def sends(client, *contents: bytes, language: str = "", **changes):
    answers = BEFORE | changes | {"attached": [chosen(each) for each in contents]}
    return client.post(language + REPORT, answers | {"understood": "on"})


def left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def read(resident, matter: Matter) -> Stream:
    held = bundle(matter, ("intake", "talk"), holder="office", office_id=matter.office_id)
    stream = resident.made.keys[matter.office.slug].read_matter(held, for_reading()).intake
    assert stream is not None
    return stream


def test_two_files_are_sealed_with_the_report_and_opened_as_those_of_the_other_page(client, resident, folder):
    contents = [CANARY * 20_000, b"%PDF-1.7 " + CANARY]
    assert sends(client, *contents).status_code == 201
    matter = Matter.objects.get()
    opened = read(resident, matter)
    listed = opened.messages[0].header.attachments
    rows = {row.sha256: row for row in Attachment.objects.filter(matter=matter)}
    assert set(rows) == set(listed)
    for content, sha256 in zip(contents, listed, strict=True):
        out = io.BytesIO()
        with blobs.opened(rows[sha256]) as file:
            header = attachment.open(opened.identity, file, out, matter=matter.ref, listed=listed)
        assert (header.kind, out.getvalue()) == ("file", content)
    assert all(path.parent.parent.name == "kept" for path in left(folder))
    assert not any(CANARY in path.read_bytes() or b"IMG_2041" in path.read_bytes() for path in left(folder))
    assert list((folder / "arriving").iterdir()) == []


def test_the_story_alone_needs_no_file(client, resident, folder):
    assert sends(client).status_code == 201
    assert not Attachment.objects.exists()
    assert left(folder) == []


MANY, LARGE, EMPTY = [b"x"] * 9, [CANARY, b"x" * 3_000], [CANARY, b""]
REFUSED = {
    "too many": (MANY, 422, "Chỉ gửi kèm được 8 tệp", "No more than 8 files"),
    "too large": (LARGE, 413, "Tệp này lớn quá", "This file is larger than"),
    "empty": (EMPTY, 422, "Có một tệp trống", "One file is empty"),
}


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_told_and_the_text_is_kept(client, made, folder, monkeypatch, what, language):
    contents, status, vietnamese, english = REFUSED[what]
    monkeypatch.setattr(chosen_files, "MOST_CONTENT", 2_999)
    answer = sends(client, *contents, language=language)
    page = answer.content.decode()
    assert answer.status_code == status
    assert (english if language else vietnamese) in page
    assert AGAIN[language] in page
    assert STORY in page
    # They agreed behind the files, which were not read to their end: that is not their mistake.
    assert "Tick this if you still" not in page
    assert "Hãy đánh dấu nếu" not in page
    assert not Matter.objects.exists()
    assert left(folder) == []


def test_files_too_large_together_are_refused_by_what_arrives_and_by_what_is_announced(
    client, made, folder, monkeypatch
):
    monkeypatch.setattr(chosen_files, "MOST_TOGETHER", 5_000)
    assert sends(client, b"x" * 3_000, b"x" * 3_000).status_code == 413
    monkeypatch.setattr(chosen_files, "ROOM_FOR_ANSWERS", 0)
    body = Body([*parts(), file_head(), CANARY, CLOSED], announced=9_000)
    answer = view(body)
    assert answer.status_code == 413
    assert CANARY not in body.last, "it was read although it was announced as too large"
    assert STORY in answer.content.decode()
    assert left(folder) == []


@pytest.mark.parametrize(
    "changes", [{"category": ""}, {"commune": "99999"}, {"conflict": ""}, {"story": " "}]
)
def test_a_wrong_answer_drops_the_files_and_says_so(client, made, folder, changes):
    answer = sends(client, CANARY, **changes)
    assert answer.status_code == 422
    assert AGAIN[""] in answer.content.decode()
    assert left(folder) == []


def test_a_flood_takes_no_file_and_keeps_the_text(client, made, folder, settings, tmp_path):
    settings.DATA = tmp_path
    flood.turn(True)
    try:
        answer = sends(client, CANARY)
    finally:
        flood.turn(False)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "chưa nhận thêm tệp" in page
    assert STORY in page
    assert left(folder) == []


def test_more_than_an_hour_takes_from_one_network_is_refused(client, made, folder, monkeypatch):
    monkeypatch.setattr(puzzles._BYTES_BY_NETWORK, "limit", 0)
    assert sends(client, CANARY).status_code == 503
    assert left(folder) == []


def test_a_full_disk_takes_no_file(client, made, folder, monkeypatch):
    monkeypatch.setattr(blobs, "FREE_FLOOR", 2**62)
    assert sends(client, CANARY).status_code == 503
    assert sends(client).status_code == 201
    assert left(folder) == []


def test_a_disk_that_fills_up_while_they_are_sealed_leaves_nothing(client, made, folder, monkeypatch):
    room = iter([False, False, False, True])
    monkeypatch.setattr(
        blobs, "_with_room", lambda _length: _full() if next(room) else blobs._folder("arriving")
    )
    answer = sends(client, CANARY, CANARY)
    assert answer.status_code == 503
    assert "chưa nhận thêm tệp" in answer.content.decode()
    assert not Matter.objects.exists()
    assert left(folder) == []


def _full() -> Path:
    raise blobs.Full


def test_so_many_at_a_time_and_a_place_is_given_back(client, made, folder, monkeypatch):
    places = chosen_files.threading.BoundedSemaphore(1)
    monkeypatch.setattr(chosen_files, "_places", places)
    with places:
        assert sends(client, CANARY).status_code == 503
        assert sends(client).status_code == 201
    for changes in ({}, {"category": ""}, {}):
        assert sends(client, CANARY, **changes).status_code in (201, 422)
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize("fault", ["queue", "crowd", "database"])
def test_a_report_that_cannot_be_taken_now_drops_its_sealed_files(client, made, folder, monkeypatch, fault):
    def fails(*_: object, **__: object) -> None:
        assert left(folder), "nothing was sealed yet"
        raise OperationalError

    if fault == "queue":
        monkeypatch.setattr(plain, "QUEUE", Full())
    elif fault == "crowd":
        monkeypatch.setattr(puzzles, "STEPS", (0, 0, 25))
        monkeypatch.setattr(puzzles._ONE_MORE, "limit", 0)
    else:
        monkeypatch.setattr("binhyen.receiving.filing.open_together", fails)
    answer = sends(client, CANARY)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert AGAIN[""] in page
    assert STORY in page
    assert left(folder) == []


def test_a_file_under_another_name_is_refused_like_anywhere(client, made, folder):
    answer = client.post(REPORT, ANSWERS | {"photo": chosen(CANARY)})
    assert answer.status_code == 413
    assert left(folder) == []


def test_the_form_asks_for_files_after_all_that_may_not_be_lost(client, made):
    page = client.get(REPORT).content.decode()
    names = list(dict.fromkeys(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', page)))
    assert 'enctype="multipart/form-data"' in page
    assert set(names) - {"attached", "understood"} == set(names[: names.index("attached")])
    assert {"category", "commune", "conflict", "story", "name"} <= set(names[: names.index("attached")])


# --- as it arrives ----------------------------------------------------------------------------------------

OPENED, CLOSED = b"--canary", b"\r\n--canary--\r\n"


class Body:
    """A body that arrives in pieces; `look` is called before each is given. `last` is the one given last."""

    def __init__(
        self,
        pieces: list[bytes],
        look: Callable[[], None] = lambda: None,
        announced: int = 0,
        torn: bool = False,
    ) -> None:
        self.length = announced or sum(map(len, pieces))
        self.pieces: Iterator[bytes] = iter(pieces)
        self.look, self.torn = look, torn
        self.last = b""

    def readline(self, size: int = -1) -> bytes:
        return self.read(size)

    def read(self, size: int = -1) -> bytes:
        self.look()
        piece = next(self.pieces, b"")
        if not piece and self.torn:
            raise OSError("the line broke")
        self.last = piece
        return piece


def parts(answers=None) -> list[bytes]:
    return [
        OPENED + f'\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in (answers or BEFORE).items()
    ]


def file_head(name: str = "attached") -> bytes:
    said = f'Content-Disposition: form-data; name="{name}"; filename="IMG_2041.jpg"\r\n'
    return OPENED + f"\r\n{said}Content-Type: image/jpeg\r\n\r\n".encode()


def view(body: Body):
    environment = {
        "REQUEST_METHOD": "POST",
        "wsgi.input": body,
        "CONTENT_LENGTH": str(body.length),
        "CONTENT_TYPE": "multipart/form-data; boundary=canary",
    }
    return Client().generic("POST", REPORT, **environment)


def on_the_disk(folder: Path) -> Iterator[bytes]:
    """Bytes of every file in a folder, also of those that have no name and are only open."""
    yield from (path.read_bytes() for path in left(folder))
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            if str(entry.readlink()).startswith(str(folder)):
                yield entry.read_bytes()


def test_while_it_arrives_only_ciphertext_is_on_the_disk(made, folder):
    seen = []

    def look() -> None:
        found = list(on_the_disk(folder))
        seen.append(sum(map(len, found)))
        assert not any(CANARY in each or b"IMG_2041" in each for each in found)
        assert left(folder) == [], "a file has a name before its report is sealed"

    piece = CANARY * 3_000
    body = [*parts(), file_head(), *[piece] * 10, b"\r\n" + parts({"understood": "on"})[0][:-2], CLOSED]
    assert view(Body(body, look)).status_code == 201
    assert max(seen) > 8 * len(piece), "it was not looked at where it lies"
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("torn", [True, False], ids=["the line breaks", "the body ends"])
def test_a_line_that_breaks_leaves_nothing(made, folder, torn):
    # All answers came, in another order than a browser's: nothing but the torn file is wrong.
    body = Body([*parts(ANSWERS), file_head(), *[CANARY * 3_000] * 4], announced=10**7, torn=torn)
    assert view(body).status_code in (400, 422)
    assert not Matter.objects.exists()
    assert list(on_the_disk(folder)) == []


def test_a_process_that_dies_leaves_nothing_that_has_a_name(made, folder):
    """Its own memory held the key; what lay on the disk had no name."""

    def die() -> None:
        if sum(map(len, on_the_disk(folder))) > 2 * len(piece):
            os._exit(9)

    piece = CANARY * 3_000
    child = os.fork()
    if not child:
        with suppress(BaseException):
            view(Body([*parts(), file_head(), *[piece] * 9], die, announced=10**7))
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert left(folder) == []


def test_thirty_megabytes_take_no_more_memory_than_one(made, folder):
    piece = CANARY * 3_000
    count = 30 * 2**20 // len(piece) + 1
    agreed = b"\r\n" + parts({"understood": "on"})[0][:-2]
    body = Body([*parts(), file_head(), agreed, CLOSED])
    body.length += count * len(piece)
    body.pieces = chain([*parts(), file_head()], repeat(piece, count), [agreed, CLOSED])
    tracemalloc.start()
    try:
        assert view(body).status_code == 201
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert Attachment.objects.get().size > 30 * 2**20
    assert peak < 6 * 2**20
