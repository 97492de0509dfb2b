"""What waits on a disk: the same bytes come back, and nobody else reads or changes them."""

from __future__ import annotations

import io

import pytest

from binhyen.sealing.passing import PIECE, TAG, Passing


def passed(content: bytes, chunk: int) -> tuple[Passing, io.BytesIO]:
    file = io.BytesIO()
    passing = Passing(file)
    for at in range(0, len(content), chunk):
        passing.write(content[at : at + chunk])
    return passing, file


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7])
@pytest.mark.parametrize("chunk", [1_000, PIECE, 2 * PIECE + 5])
def test_the_same_bytes_come_back_twice_if_need_be(length: int, chunk: int):
    content = (b"Bien so 29-X1 12345. " * (length // 20 + 1))[:length]
    passing, file = passed(content, chunk)
    assert passing.size == length
    assert passing.content().read() == content
    assert passing.content().read() == content
    assert len(file.getvalue()) == length + TAG * -(-length // PIECE)
    assert b"Bien so" not in file.getvalue()


def test_no_two_pieces_and_no_two_files_are_alike():
    (one, first), (other, second) = (passed(bytes(2 * PIECE), PIECE) for _ in range(2))
    assert one.content().read() == other.content().read()
    assert (
        len({*(first.getvalue()[at : at + PIECE] for at in (0, PIECE + TAG)), second.getvalue()[:PIECE]}) == 3
    )


@pytest.mark.parametrize("at", [0, PIECE + TAG, 2 * PIECE + 2 * TAG])
def test_what_was_changed_on_the_disk_is_not_read(at: int):
    passing, file = passed(b"x" * (2 * PIECE + 9), PIECE)
    content = passing.content()
    file.getbuffer()[at] ^= 1
    with pytest.raises(OSError, match="changed"):
        content.read()


def test_pieces_exchanged_on_the_disk_are_not_read():
    passing, file = passed(b"a" * PIECE + b"b" * PIECE, PIECE)
    content, step = passing.content(), PIECE + TAG
    held = file.getbuffer()
    held[:step], held[step : 2 * step] = bytes(held[step : 2 * step]), bytes(held[:step])
    with pytest.raises(OSError, match="changed"):
        content.read()


def test_nothing_is_added_after_it_was_read():
    passing, _file = passed(b"x", 1)
    passing.content()
    with pytest.raises(ValueError, match="already"):
        passing.write(b"y")
