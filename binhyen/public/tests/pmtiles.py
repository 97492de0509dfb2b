"""A small .pmtiles file (version 3), written for a test: one tile for all of the land around a place.

The format: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md; a vector tile is a protocol buffer of
https://github.com/mapbox/vector-tile-spec version 2.1.
"""

from __future__ import annotations

import gzip
import json
import math
import struct
from pathlib import Path

VECTOR, PNG = 1, 2
ZOOM = 6
OPENSTREETMAP = '<a href="https://www.openstreetmap.org/copyright">&copy; OpenStreetMap</a>'


def write(
    path: Path, tile: bytes, kind: int, at: tuple[float, float], attribution: str = OPENSTREETMAP
) -> bytes:
    """A file with one tile, the one of zoom 6 around `at` (latitude, longitude)."""
    x, y = _tile_of(*at)
    directory = gzip.compress(b"".join(map(_varint, (1, _hilbert(ZOOM, x, y), 1, len(tile), 1))))
    metadata = gzip.compress(json.dumps({"attribution": attribution}).encode())
    places, where = [], 127
    for part in (directory, metadata, b"", tile):
        places += [where, len(part)]
        where += len(part)
    world = struct.pack("<iiii", -1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)
    header = (
        b"PMTiles\x03"
        + struct.pack("<11Q", *places, 1, 1, 1)
        + bytes([1, 2, 1, kind, ZOOM, ZOOM])
        + world
        + bytes([ZOOM])
        + struct.pack("<ii", 0, 0)
    )
    assert len(header) == 127
    content = header + directory + metadata + tile
    path.write_bytes(content)
    return content


def land() -> bytes:
    """A vector tile that is land from edge to edge: one polygon in the layer "earth"."""
    moves = [9, _zigzag(0), _zigzag(0), 26, *map(_zigzag, (4096, 0, 0, 4096, -4096, 0)), 15]
    feature = _field(3, 3) + _field(4, b"".join(map(_varint, moves)))
    layer = _field(15, 2) + _field(1, b"earth") + _field(2, feature) + _field(5, 4096)
    return _field(3, layer)


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def _zigzag(value: int) -> int:
    return value * 2 if value >= 0 else -value * 2 - 1


def _tile_of(latitude: float, longitude: float) -> tuple[int, int]:
    across = 1 << ZOOM
    down = math.asinh(math.tan(math.radians(latitude)))
    return int((longitude + 180) / 360 * across), int((1 - down / math.pi) / 2 * across)


def _hilbert(zoom: int, x: int, y: int) -> int:
    """A tile's number: all of the zooms above, then its place on the Hilbert curve."""
    found = (4**zoom - 1) // 3
    side = 1 << zoom - 1
    while side:
        right, low = int(bool(x & side)), int(bool(y & side))
        found += side * side * ((3 * right) ^ low)
        if not low:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        side >>= 1
    return found
