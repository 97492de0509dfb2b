"""Pictures that come with a post: drawn anew, sealed to the office, in clear on no disk; everything else is refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from binhyen.api import media
from binhyen.api.models import ApiPost
from binhyen.api.tests.conftest import PAVEMENT, opened, show
from binhyen.matters import blobs
from binhyen.matters.files import MOST_BYTES
from binhyen.matters.models import Matter
from binhyen.receiving import fetching, flood
from binhyen.receiving.tests.web import picture, serving
from binhyen.sealing import attachment

CANARY = b"canary7f3a"


@pytest.fixture
def web(monkeypatch):
    with serving() as tricks:
        # By the function that a post goes through, which no setting can reach.
        monkeypatch.setattr(fetching, "fetch", lambda url, _net, real=fetching.fetch: real(url, tricks.net()))
        yield tricks


def taken(noise: bytes = CANARY) -> bytes:
    """A photo as a telephone makes it: turned, and with notes of where and by whom."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = noise.decode()
    exif.get_ifd(0x8825)[2] = (20.0, 36.0, 1.0)
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "grey").save(out, "JPEG", exif=exif, comment=noise)
    assert noise in out.getvalue()
    return out.getvalue()


def upload(body: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("Nhà ông Tư canary7f3a.jpg", body, "image/jpeg")


def attached(made, matter: Matter) -> list[bytes]:
    """The attachments as the office opens them."""
    read, _who = opened(made, matter)
    listed = {sha256 for each in read.intake.messages for sha256 in each.header.attachments}
    found = []
    for row in matter.attachments.all():
        out = io.BytesIO()
        with blobs.opened(row) as file:
            attachment.open(read.intake.identity, file, out, matter=matter.ref, listed=listed)
        found.append(out.getvalue())
    return found


def everything_on_disk() -> bytes:
    return b"".join(path.read_bytes() for path in Path(settings.ATTACHMENTS).rglob("*") if path.is_file())


def test_pictures_are_drawn_anew_and_sealed(app, made):
    answer = app.post(**PAVEMENT, photo1=upload(taken()), media=upload(picture("red", "PNG")))
    assert answer.status_code == 200, answer.content.decode()
    matter = Matter.objects.get()
    pictures = [Image.open(io.BytesIO(body)) for body in attached(made, matter)]
    assert sorted((each.format, each.size) for each in pictures) == [
        ("JPEG", (480, 640)),
        ("JPEG", (640, 480)),
    ]
    assert all(not each.getexif() and CANARY not in str(each.info).encode() for each in pictures)
    assert CANARY not in everything_on_disk()
    assert b"JFIF" not in everything_on_disk()
    assert show(matter)
    # Sealed it stays: what everybody may see is a copy that an officer painted over.
    assert app.get("requests.json").json()[0]["media_url"] is None


def test_a_picture_is_fetched_from_where_it_is_said_to_be(app, web):
    web.bodies["/a.jpg"] = ("image/jpeg", taken())
    answer = app.post(**PAVEMENT, media_url=web.address("/a.jpg"))
    assert answer.status_code == 200, answer.content.decode()
    assert Matter.objects.get().attachments.count() == 1
    assert CANARY not in everything_on_disk()


@pytest.mark.parametrize("path", ["/packed", "/endless", "/short", "/gone", "/page"])
def test_what_cannot_be_fetched_files_nothing(app, web, path):
    before = everything_on_disk()
    web.bodies["/page"] = ("text/html", b"<html>")
    answer = app.post(**PAVEMENT, media_url=web.address(path))
    assert answer.status_code in (400, 413)
    assert answer.json()[0]["description"]
    assert not Matter.objects.exists()
    assert not ApiPost.objects.exists()
    assert everything_on_disk() == before


def test_this_machine_is_no_place_to_fetch_from(app):
    for url in (
        "http://127.0.0.1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
    ):
        answer = app.post(**PAVEMENT, media_url=url)
        assert (answer.status_code, "không công khai" in answer.json()[0]["description"]) == (400, True)


def png(width: int, height: int, data: bytes | None = None) -> bytes:
    """A PNG that says it is so large, and is a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = data if data is not None else zlib.compress(b"\0" * 1_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def moving(form: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("red", "blue")]
    frames[0].save(out, form, save_all=True, append_images=frames[1:])
    return out.getvalue()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.js", "alert(1)")
    return out.getvalue()


TRICKS = {
    "a page in a picture's notes": picture(comment=b"<script>alert(1)</script>"),
    "a picture and an archive": picture() + zipped(),
    "a GIF that is a script": b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)",
    "ten thousand by ten thousand": picture("white", "PNG", (10_000, 10_000)),
    "it says it is larger still": png(60_000, 60_000),
    "larger than a number": png(2**31 - 1, 2**31 - 1),
    "a bomb": png(6_000, 6_000, zlib.compress(b"\0" * 6_001 * 6_000, 9)[:2_000]),
    "moving PNG": moving("PNG"),
    "moving WebP": moving("WEBP"),
    "moving GIF": moving("GIF"),
    "torn JPEG": picture(size=(2_000, 2_000))[:400],
    "torn PNG": picture("red", "PNG", (2_000, 2_000))[:-40],
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "PDF": b"%PDF-1.4\n1 0 obj\n%%EOF\n",
    "BMP": picture(form="BMP"),
    "TIFF": picture(form="TIFF"),
    "an archive": zipped(),
    "nothing": b"",
    "noise": bytes(range(256)) * 40,
    "too large": b"\xff\xd8\xff" + b"\0" * MOST_BYTES,
}


@pytest.mark.parametrize("trick", TRICKS)
def test_each_trick_is_refused_in_words_and_nothing_is_kept(app, web, trick):
    before = everything_on_disk()
    web.bodies["/trick"] = ("image/jpeg", TRICKS[trick])
    for given in ({"media": upload(TRICKS[trick])}, {"media_url": web.address("/trick")}):
        answer = app.post(**PAVEMENT, **given)
        assert answer.status_code in (400, 413), (trick, answer.content.decode())
        assert len(answer.json()[0]["description"]) > 10
    assert not Matter.objects.exists()
    assert not ApiPost.objects.exists()
    assert everything_on_disk() == before


def test_a_moving_picture_says_so():
    with pytest.raises(media.Refused) as refused:
        media.drawn_anew(moving("WEBP"))
    assert "động" in refused.value.words


def test_no_more_than_five(app):
    answer = app.post(**PAVEMENT, media=[upload(picture()) for _ in range(6)])
    assert answer.status_code == 400


def test_while_the_flood_switch_is_on_no_picture_is_taken_and_a_report_still_is(app, monkeypatch):
    monkeypatch.setattr(flood, "is_on", lambda: True)
    answer = app.post(**PAVEMENT, media=upload(picture()))
    assert (answer.status_code, answer["Retry-After"]) == (503, "600")
    assert app.post(**PAVEMENT).status_code == 200


def test_a_report_that_cannot_be_stored_drops_its_pictures(app, monkeypatch):
    from django.db import OperationalError

    def fails(*_: object) -> None:
        raise OperationalError

    before = everything_on_disk()
    monkeypatch.setattr("binhyen.receiving.filing.open_together", fails)
    answer = app.post(**PAVEMENT, media=upload(picture()))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert everything_on_disk() == before
    assert not ApiPost.objects.exists()
