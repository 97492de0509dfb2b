"""What may be kept as an open file: each attack is refused with a reason that has words, or cleaned away."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

import docx
import openpyxl
import pytest
from PIL import Image, PngImagePlugin

from binhyen.matters import files, office_files
from binhyen.matters.files import JPEG, MOST_BYTES, PDF, FileRefused, clean
from binhyen.matters.office_files import EXCEL, WORD

RELATIONS = "word/_rels/document.xml.rels"
SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CANARY = b"CANARY"


def refused(body: bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        clean(body)
    return caught.value.reason


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **more)
    return out.getvalue()


def pdf(inside: bytes = b"") -> bytes:
    return b"%PDF-1.4\n" + inside + b"1 0 obj\n<</Type /Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"


def word() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Báo cáo")
    document.save(out)
    return out.getvalue()


def excel() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def archive(parts: dict[str, bytes], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.comment = comment
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def with_parts(body: bytes, **parts: bytes) -> bytes:
    """The same document with parts put in, or in place of those of the same name."""
    with zipfile.ZipFile(io.BytesIO(body)) as read:
        there = {name: read.read(name) for name in read.namelist()}
    return archive(there | parts)


def related(kind: str, target: str, mode: str = "External") -> bytes:
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{SPACE}"><Relationship Id="rId9" Type="{OFFICE}/{kind}" '
        f'Target="{target}" TargetMode="{mode}"/></Relationships>'
    ).encode()


# --- what is taken ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "media_type"), [(pdf(), PDF), (word(), WORD), (excel(), EXCEL)], ids=["pdf", "docx", "xlsx"]
)
def test_a_paper_is_kept_byte_for_byte(body, media_type):
    kept = clean(body)
    assert (kept.media_type, kept.body) == (media_type, body)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_jpeg_of_the_same_shape(form):
    kept = clean(picture(form))
    assert kept.media_type == JPEG
    with Image.open(io.BytesIO(kept.body)) as image:
        assert (image.format, image.size) == ("JPEG", (60, 40))


def test_a_file_is_what_it_is_and_not_what_it_is_called():
    """There is no name to go by: `clean` is given bytes alone. A photo called .pdf is a photo."""
    assert clean(picture()).media_type == JPEG
    assert clean(pdf()).media_type == PDF


def test_a_document_with_a_link_to_press_and_a_picture_of_its_own_is_taken():
    assert (
        clean(with_parts(word(), **{RELATIONS: related("hyperlink", "https://example.vn/")})).media_type
        == WORD
    )
    assert (
        clean(with_parts(word(), **{RELATIONS: related("image", "media/1.png", "Internal")})).media_type
        == WORD
    )


def test_a_workbook_with_printer_settings_is_taken():
    settings = {"xl/printerSettings/printerSettings1.bin": b"\0"}
    assert clean(with_parts(excel(), **settings)).media_type == EXCEL


# --- size ---------------------------------------------------------------------------------------------------


def test_the_bound_is_exact():
    start = pdf()
    assert clean(start + b" " * (MOST_BYTES - len(start))).media_type == PDF
    assert refused(start + b" " * (MOST_BYTES - len(start) + 1)) == "too_large"


def test_nothing_at_all_is_damaged():
    assert refused(b"") == "damaged"


def test_a_picture_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked():
    assert refused(png_of(30_000, 30_000)) == "pixels"
    assert refused(png_of(10_000, 6_000)) == "pixels"


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is this large; its rows are one packed run of zeros."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\0" * (width // 8 + 1)) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_the_same_picture_of_a_lawful_size_is_drawn():
    assert clean(png_of(3000, 1000)).media_type == JPEG


def test_a_document_that_unpacks_to_hundreds_of_megabytes_is_refused():
    out, megabyte = io.BytesIO(word()), b"\0" * (1024 * 1024)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as made, made.open("word/media/1.bmp", "w") as part:
        for _ in range(office_files.MOST_UNPACKED // len(megabyte)):
            part.write(megabyte)
    assert len(out.getvalue()) < 1_000_000
    assert refused(out.getvalue()) == "unpacked"
    assert clean(with_parts(word(), **{"word/media/1.bmp": megabyte * 5})).media_type == WORD


def test_a_list_of_relations_that_unpacks_without_end_is_not_read_to_its_end():
    assert refused(with_parts(word(), **{RELATIONS: b" " * (2 * 1024 * 1024)})) == "unpacked"


def test_a_document_of_very_many_parts_is_refused():
    many = {f"word/media/{n}.png": b"" for n in range(office_files.MOST_PARTS)}
    assert refused(with_parts(word(), **many)) == "unpacked"


# --- torn -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [picture(), picture("PNG"), pdf(), word(), excel()], ids=range(5))
def test_a_file_that_was_torn_off_is_refused(body):
    assert refused(body[: len(body) * 2 // 3]) == "damaged"


def test_no_damage_is_a_fault_of_the_server():
    """Bytes changed at random: each is kept or refused with a reason, and nothing else happens."""
    chance = random.Random(8)
    sources = [picture(exif=Image.Exif()), picture("PNG"), picture("WEBP"), word(), pdf()]
    seen = set()
    for turn in range(600):
        body = bytearray(sources[turn % len(sources)])
        for _ in range(chance.randint(1, 12)):
            body[chance.randrange(4, len(body))] = chance.randrange(256)
        try:
            seen.add(clean(bytes(body)).media_type)
        except FileRefused as error:
            seen.add(error.reason)
    assert {"damaged", JPEG, PDF} <= seen


# --- two files in one -----------------------------------------------------------------------------------------

ZIPPED = archive({"payload.exe": b"MZ" * 100})


@pytest.mark.parametrize(
    "body",
    [
        pdf() + ZIPPED,
        pdf() + archive({"a": b"x"}, comment=b"\n%%EOF\n"),
        pdf() + b"<script>alert(1)</script>",
        pdf(b"<html><script>alert(1)</script></html>\n"),
        pdf(b"<?php system($_GET[0]); ?>\n"),
        pdf() + picture(),
    ],
    ids=[
        "zip behind",
        "zip with an end in its comment",
        "script behind",
        "page in front",
        "php",
        "photo behind",
    ],
)
def test_a_pdf_that_is_something_else_too_is_refused(body):
    assert refused(body) == "mixed"


@pytest.mark.parametrize("name", [b"/JavaScript", b"/Launch", b"/RichMedia"])
def test_a_pdf_that_runs_something_is_refused(name):
    assert refused(pdf(b"2 0 obj\n<</S " + name + b" /JS (app.alert(1))>>\nendobj\n")) == "program"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("tail", [b"<script>CANARY</script>", archive({"CANARY.js": b"CANARY"})])
def test_what_is_hung_on_a_photo_is_gone(form, tail):
    kept = clean(picture(form) + tail)
    assert CANARY not in kept.body
    assert not zipfile.is_zipfile(io.BytesIO(kept.body))


@pytest.mark.parametrize(
    "body",
    [word() + b"<script>", word() + pdf(), archive({"word/document.xml": b"<a/>"}, comment=b"<script>")],
    ids=["script behind", "pdf behind", "script in the comment"],
)
def test_a_document_that_is_something_else_too_is_refused(body):
    assert refused(body) == "damaged"


def test_a_document_that_is_both_word_and_excel_is_neither():
    assert refused(with_parts(word(), **{"xl/workbook.xml": b"<a/>"})) == "kind"


@pytest.mark.parametrize(
    "body",
    [
        b"<html><script>alert(1)</script></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"<!-- %PDF-1.4 --><script>alert(1)</script>",
        b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)",
        b"MZ" + b"\0" * 200,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
        ZIPPED,
        archive({"ppt/presentation.xml": b"<a/>"}),
    ],
    ids=[
        "html",
        "svg",
        "html with a pdf in it",
        "gif and script",
        "program",
        "ole or encrypted",
        "zip",
        "pptx",
    ],
)
def test_what_is_none_of_the_kinds_is_refused(body):
    assert refused(body) == "kind"


# --- pictures -------------------------------------------------------------------------------------------------


def frames() -> list[Image.Image]:
    return [Image.new("RGB", (30, 30), colour) for colour in ("red", "green", "blue")]


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_of_a_picture_that_moves_the_first_is_kept(form):
    out = io.BytesIO()
    first, *more = frames()
    first.save(out, form, save_all=True, append_images=more, lossless=True)
    with Image.open(io.BytesIO(clean(out.getvalue()).body)) as image:
        assert getattr(image, "n_frames", 1) == 1
        red, green, blue = image.convert("RGB").getpixel((15, 15))
    assert red > 200
    assert max(green, blue) < 60


def test_a_moving_gif_is_refused():
    out = io.BytesIO()
    first, *more = frames()
    first.save(out, "GIF", save_all=True, append_images=more)
    assert refused(out.getvalue()) == "kind"


def noted() -> Image.Exif:
    """Where, when and with what a photo was taken."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0132] = "CANARY telephone", "2026:06:15 CANARY"
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 36.0, 53.0), 3: "E", 4: (105.0, 46.0, 29.0), 29: "CANARY"})
    return exif


def test_where_and_with_what_a_photo_was_taken_is_gone():
    text = PngImagePlugin.PngInfo()
    text.add_text("comment", "CANARY")
    text.add_itxt("XML:com.adobe.xmp", "CANARY")
    for body in (
        picture(exif=noted(), comment=CANARY, xmp=CANARY, icc_profile=CANARY * 30),
        picture("PNG", exif=noted(), pnginfo=text),
        picture("WEBP", exif=noted(), xmp=CANARY),
    ):
        with Image.open(io.BytesIO(body)) as before:
            assert before.getexif().get_ifd(0x8825)
        kept = clean(body).body
        assert CANARY not in kept
        with Image.open(io.BytesIO(kept)) as after:
            assert not dict(after.getexif())
            assert set(after.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}


def test_a_photo_that_only_its_notes_turned_upright_stays_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(clean(picture(exif=exif)).body)) as image:
        assert image.size == (40, 60)


def test_what_can_be_seen_through_lies_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(clean(out.getvalue()).body)) as image:
        assert image.getpixel((15, 15)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_every_kind_of_scan_is_drawn(mode):
    out = io.BytesIO()
    Image.new(mode, (3000, 30)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    with Image.open(io.BytesIO(clean(out.getvalue()).body)) as image:
        assert image.width == files.LONGEST_SIDE


# --- documents that act ---------------------------------------------------------------------------------------


def test_a_document_with_macros_under_another_name_is_refused():
    macro = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
    assert refused(with_parts(word(), **macro)) == "program"
    with zipfile.ZipFile(io.BytesIO(word())) as read:
        types = read.read("[Content_Types].xml").decode()
    renamed = types.replace("wordprocessingml.document.main+xml", "macroEnabled.main+xml")
    assert renamed != types
    assert refused(with_parts(word(), **{"[Content_Types].xml": renamed.encode()})) == "program"
    # The same in another encoding: it is read and not searched.
    wide = renamed.replace("UTF-8", "UTF-16").replace("utf-8", "utf-16").encode("utf-16")
    assert refused(with_parts(word(), **{"[Content_Types].xml": wide})) == "program"


@pytest.mark.parametrize(
    "name",
    ["word/embeddings/oleObject1.bin", "word/activeX/activeX1.BIN", "word/a.js", "xl/embeddings/x.xlsm"],
)
def test_a_document_that_brings_a_program_along_is_refused(name):
    assert refused(with_parts(word(), **{name: b"x"})) == "program"


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame", "externalLinkPath"])
def test_a_document_that_fetches_something_by_itself_is_refused(kind):
    outside = related(kind, "https://attacker.example/x")
    assert refused(with_parts(word(), **{RELATIONS: outside})) == "linked"
    assert (
        refused(with_parts(excel(), **{"xl/externalLinks/_rels/externalLink1.xml.rels": outside})) == "linked"
    )


def test_a_list_of_relations_with_entities_is_refused_unread():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]><r>&l9;</r>'.encode()
    assert refused(with_parts(word(), **{RELATIONS: body})) == "damaged"


@pytest.mark.parametrize("name", ["../../etc/x.xml", "/word/x.xml", "word\\..\\x.xml"])
def test_a_part_that_leads_out_of_the_document_is_refused(name):
    assert refused(with_parts(word(), **{name: b"<a/>"})) == "damaged"


def test_a_part_that_is_there_twice_is_refused():
    """One program reads the first, another the last."""
    body = with_parts(word(), **{"word/documenu.xml": b"<a/>"})
    assert refused(body.replace(b"word/documenu.xml", b"word/document.xml")) == "damaged"


def test_a_part_under_a_password_is_refused():
    body = bytearray(word())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := body.find(signature, at + 1)) >= 0:
            body[at + flags] |= 1
    assert refused(bytes(body)) == "damaged"
