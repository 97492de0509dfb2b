"""What a device is told of the pages on it: a name and icons, and nothing of what they are used for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

MANIFESTS = ["/cai-vao-may/binhyen.webmanifest", "/en/cai-vao-may/binhyen.webmanifest"]


def file_of(address: str) -> Path:
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str), address
    return Path(found)


def icons(client, address: str) -> list[dict[str, Any]]:
    return client.get(address).json()["icons"]


@pytest.mark.parametrize("address", MANIFESTS)
def test_each_icon_is_as_large_as_the_manifest_says(client, db, address):
    found = {}
    for icon in icons(client, address):
        if icon["type"] != "image/png":
            continue
        with Image.open(file_of(icon["src"])) as picture:
            assert picture.format == "PNG"
            assert icon["sizes"] == f"{picture.width}x{picture.height}"
        found[icon.get("purpose", "any"), icon["sizes"]] = file_of(icon["src"])
    assert set(found) == {("any", "192x192"), ("any", "512x512"), ("maskable", "512x512")}
    assert sum(path.stat().st_size for path in found.values()) < 16_384


def test_an_icon_that_is_cut_loses_nothing_of_the_mark(client, db):
    """What every device keeps of it is a circle of four fifths: outside lies the ground alone."""
    (icon,) = [each for each in icons(client, MANIFESTS[0]) if each.get("purpose") == "maskable"]
    with Image.open(file_of(icon["src"])) as opened:
        picture = opened.convert("RGBA")
    side, ground = picture.width, picture.getpixel((0, 0))
    assert ground[3] == 255
    points = [
        (x - side / 2, y - side / 2)
        for x in range(side)
        for y in range(side)
        if picture.getpixel((x, y)) != ground
    ]
    assert points
    assert max(x * x + y * y for x, y in points) <= (0.4 * side) ** 2


def test_the_icon_for_apple_s_devices_is_named_where_the_pages_are_installed_and_nowhere_else(client, made):
    named = {
        path: re.findall(r'rel="apple-touch-icon" href="([^"]+)"', client.get(path).content.decode())
        for path in ("/cai-vao-may/", "/", "/bao-tin/", "/ma-tra-cuu/", "/khong-co-mang/")
    }
    (icon,) = named.pop("/cai-vao-may/")
    assert not any(named.values())
    with Image.open(file_of(icon)) as picture:
        assert (picture.format, picture.size, picture.mode) == ("PNG", (180, 180), "P")
        assert "transparency" not in picture.info, "what is see-through turns black there"


@pytest.mark.parametrize("address", MANIFESTS)
def test_nothing_that_a_device_shows_points_at_reports(client, db, address):
    manifest = client.get(address).json()
    assert manifest["start_url"] in ("/", "/en/")
    told = " ".join([manifest["name"], manifest["short_name"], manifest["description"]]).lower()
    assert not re.search(r"\btin\b|báo|tố |công an|report|tip|police|tell", told), told
    assert {icon["src"].rpartition("/")[2].split("-")[0].split(".")[0] for icon in manifest["icons"]} == {
        "mark",
        "icon",
    }
