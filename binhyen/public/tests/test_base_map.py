"""The base map: a file of the installation's own, read by pieces; without one the pages are what they were."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from binhyen.public.orders import base_map
from binhyen.public.tests import pmtiles
from binhyen.public.tests.test_order_pages import AREA, shown

ADDRESS, NAME = "/phan-anh/ban-do-nen.pmtiles", "xa.pmtiles"
PLACE = (20.62, 105.77)


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA = tmp_path
    settings.INSTALLATION = replace(settings.INSTALLATION, base_map=NAME)
    return tmp_path


@pytest.fixture
def content(data):
    return pmtiles.write(data / NAME, pmtiles.land(), pmtiles.VECTOR, PLACE)


def body(answer):
    return b"".join(answer.streaming_content)


def test_the_whole_file_and_its_headers(client, content):
    answer = client.get(ADDRESS)
    assert (answer.status_code, body(answer)) == (200, content)
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Length"] == str(len(content))
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert answer["ETag"].startswith('"')


@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [
        ("bytes=0-126", 0, 127),
        ("bytes=0-16383", 0, None),
        ("bytes=100-", 100, None),
        ("bytes=-5", -5, None),
        ("bytes=-999999", 0, None),
        ("bytes=7-7", 7, 8),
    ],
)
def test_a_piece(client, content, asked, first, end):
    answer = client.get(ADDRESS, headers={"Range": asked})
    piece = content[first:end]
    assert (answer.status_code, body(answer)) == (206, piece)
    begin = first if first >= 0 else len(content) + first
    assert answer["Content-Range"] == f"bytes {begin}-{begin + len(piece) - 1}/{len(content)}"
    assert answer["Content-Length"] == str(len(piece))


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=999999-9999999", "bytes=-0"])
def test_what_lies_behind_the_end_is_no_piece(client, content, asked):
    answer = client.get(ADDRESS, headers={"Range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(content)}")


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b"])
def test_what_is_no_single_piece_gets_the_whole(client, content, asked):
    assert client.get(ADDRESS, headers={"Range": asked}).status_code == 200


def test_it_is_kept_until_the_file_is_another(client, data, content):
    mark = client.get(ADDRESS)["ETag"]
    assert client.get(ADDRESS, headers={"If-None-Match": mark}).status_code == 304
    assert client.get(ADDRESS, headers={"Range": "bytes=0-3", "If-Range": mark}).status_code == 206
    os.utime(data / NAME, ns=(1, 1))
    assert client.get(ADDRESS)["ETag"] != mark
    assert client.get(ADDRESS, headers={"If-None-Match": mark}).status_code == 200
    assert client.get(ADDRESS, headers={"Range": "bytes=0-3", "If-Range": mark}).status_code == 200
    assert client.get(ADDRESS, headers={"Range": "bytes=0-3", "If-Match": mark}).status_code == 412


@pytest.mark.parametrize("content", [None, b"", b"PMTiles\x02" + bytes(200), b"SQLite format 3" + bytes(200)])
def test_another_file_or_none_is_not_served(client, data, content):
    if content is not None:
        (data / NAME).write_bytes(content)
    assert client.get(ADDRESS).status_code == 404
    assert base_map.base_map() is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (pmtiles.OPENSTREETMAP, "© OpenStreetMap (ODbL)"),
        ("© OpenStreetMap contributors, ODbL 1.0", "© OpenStreetMap contributors, ODbL 1.0"),
        ('<script>alert(1)</script> Cục Đo đạc "x"', 'alert(1) Cục Đo đạc "x"'),
        ("", ""),
    ],
)
def test_whose_map_it_is_is_said_as_text(data, written, said):
    pmtiles.write(data / NAME, pmtiles.land(), pmtiles.VECTOR, PLACE, written)
    found = base_map.base_map()
    assert found is not None
    assert found.attribution == said


def test_metadata_that_cannot_be_read_names_nobody(data, content):
    (data / NAME).write_bytes(content[:130] + b"x" * (len(content) - 130))
    found = base_map.base_map()
    assert found is not None
    assert found.attribution == ""


@pytest.mark.django_db
def test_the_page_names_it_and_without_it_is_the_same_as_ever(client, settings, content, resident):
    shown(client, resident)
    with_it = client.get(AREA).content.decode()
    said = f' data-base="{ADDRESS}" data-attribution="Bản đồ nền: © OpenStreetMap (ODbL)"'
    assert with_it.count(said) == 1
    settings.INSTALLATION = replace(settings.INSTALLATION, base_map="")
    assert client.get(AREA).content.decode() == with_it.replace(said, "")
