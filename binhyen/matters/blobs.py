"""Sealed attachments on the disk: ciphertexts too large for a row, received piece by piece, claimed by a report.

1. `begin` makes an empty file under a random reference. Beside it stands how long it will be, and nothing else: no
   name, no type, no address, no account.
2. `append` writes at the end, if that is where the sender believes it to be. The lock is held for one chunk and never
   while waiting for the network: of two senders at once, the one who began last goes on and the other is told.
3. It belongs to nobody until a report names it. `claiming` holds the files of one report still, checks each against
   the hash that was named, and has them on the disk before the report is.
4. After the commit it moves to where it is kept. If the process dies between the two, `sweep` moves it.
5. What no report named goes a day after the last piece arrived (`sweep`), and what is empty after an hour.
6. What this server seals itself, for a browser that could not, is `put` there whole; until it can be sealed it waits
   encrypted in a file that has no name (`waiting`).

Only ciphertext is ever in these files, readable by this user alone.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.conf import settings

from binhyen.matters.journal import NewAttachment
from binhyen.matters.models import Attachment
from binhyen.sealing.attachment import MOST_CIPHERTEXT
from binhyen.sealing.envelope import AGE_HEADER, new_ref
from binhyen.sealing.fields import REF
from binhyen.sealing.padding import FLOOR

LIFETIME = 24 * 3600
EMPTY_LIFETIME = 3600
CHUNK = 65_536
MOST_OF_A_REPORT = 200 * 1024 * 1024
# Below this much free disk nothing new is begun: reports themselves must still find room.
FREE_FLOOR = 1024**3


class Unknown(LookupError):
    """There is no such upload, or a report has it already."""


class WrongOffset(ValueError):
    """The sender believes something else to have arrived."""


class TooLong(ValueError):
    """More than was promised, or than is taken."""


class Full(RuntimeError):
    """The disk has no room for more."""


class NotWhole(ValueError):
    """An upload that a report names is missing, not whole, or not what was named."""


class Arrived(NamedTuple):
    offset: int
    length: int
    expires_at: float


def begin(length: int) -> str:
    """The reference of a new upload of so many bytes. Raises TooLong or Full."""
    if not FLOOR <= length <= MOST_CIPHERTEXT:
        raise TooLong
    folder = _with_room(length)
    ref = new_ref()
    _write_new(folder / f"{ref}.length", str(length).encode())
    _write_new(folder / ref, b"")
    return ref


def arrived(ref: str) -> Arrived:
    """How much of an upload is here. Raises Unknown."""
    path = _arriving(ref)
    try:
        found = path.stat()
        length = int(path.with_name(f"{ref}.length").read_text())
    except (OSError, ValueError):
        raise Unknown from None
    life = LIFETIME if found.st_size else EMPTY_LIFETIME
    return Arrived(found.st_size, length, found.st_mtime + life)


def append(ref: str, offset: int, read: Callable[[int], bytes]) -> int:
    """Write what `read` gives (until b"") behind the `offset` bytes that are here; how many are here then.

    What arrived before a connection was cut stays. Raises Unknown, WrongOffset or TooLong.
    """
    here = arrived(ref)
    if offset != here.offset:
        raise WrongOffset
    while chunk := read(CHUNK):
        if offset + len(chunk) > here.length:
            raise TooLong
        with _held(_arriving(ref)) as handle:
            if os.fstat(handle).st_size != offset:
                raise WrongOffset
            offset += _write_all(handle, chunk, offset)
    return offset


def waiting(length: int) -> BinaryIO:
    """A file without a name, for so many encrypted bytes: gone when it is closed or the process dies. Raises Full."""
    return tempfile.TemporaryFile(dir=_with_room(length))


def put(seal: Callable[[BinaryIO], tuple[str, int]], most: int) -> tuple[str, str]:
    """The reference and the hash of a whole upload, written by `seal`, which tells its hash and its size.

    Raises Full, and what `seal` raises; then nothing of it stays.
    """
    folder, ref = _with_room(most), new_ref()
    # A wrong length until it is whole: no report can name it before, and if the process dies `sweep` finds it.
    _write_new(folder / f"{ref}.length", b"0")
    try:
        _write_new(folder / ref, b"")
        with (folder / ref).open("r+b") as file:
            sha256, size = seal(file)
        (folder / f"{ref}.length").write_text(str(size))
    except BaseException:
        _forget(ref)
        raise
    return ref, sha256


def remove(ref: str) -> None:
    """Forget an upload that its sender does not want any more. Raises Unknown."""
    with _held(_arriving(ref)):
        if _is_claimed(ref):
            raise Unknown
        _forget(ref)


@contextmanager
def claiming(named: Sequence[tuple[str, str]]) -> Iterator[list[NewAttachment]]:
    """Hold (upload, SHA-256) pairs still, checked and on the disk, while the report that names them is written.

    Leaving without an exception moves them to where they are kept. Raises NotWhole.
    """
    with ExitStack() as locks:
        # In one order everywhere: two reports that name the same uploads cannot wait for one another.
        found = {ref: _checked(locks, ref, sha256) for ref, sha256 in sorted(named)}
        if sum(each.size for each in found.values()) > MOST_OF_A_REPORT:
            raise NotWhole
        if found:
            _to_disk(_folder("arriving"))
        yield [found[ref] for ref, _sha256 in named]
        for ref in found:
            # The report is stored, whatever happens here; `sweep` moves what could not be moved now.
            with suppress(OSError):
                _keep(ref)


def opened(attachment: Attachment) -> BufferedReader:
    """A kept ciphertext, to be handed to a reader. Raises FileNotFoundError."""
    try:
        return _kept(attachment.ref).open("rb")
    except FileNotFoundError:
        return _arriving(attachment.ref).open("rb")


def is_whole(attachment: Attachment) -> bool:
    """Whether the ciphertext on the disk is still the one that was taken."""
    try:
        with opened(attachment) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == attachment.sha256
    except OSError:
        return False


def destroy(attachment: Attachment) -> None:
    """Remove the ciphertext of a matter that was erased."""
    for path in (_kept(attachment.ref), _arriving(attachment.ref)):
        path.unlink(missing_ok=True)


def sweep() -> int:
    """Remove uploads that nobody claimed in time, and finish claims that were cut short. Returns how many went."""
    gone = 0
    for path in list(_folder("arriving").iterdir()):
        ref = path.name.removesuffix(".length")
        with suppress(Unknown, FileNotFoundError):
            if path.name == ref:
                gone += _swept(ref)
            elif not _arriving(ref).exists() and time.time() > path.stat().st_mtime + EMPTY_LIFETIME:
                path.unlink(missing_ok=True)
    return gone


def _swept(ref: str) -> int:
    if time.time() < arrived(ref).expires_at:
        return 0
    with _held(_arriving(ref)):
        if _is_claimed(ref):
            _keep(ref)
            return 0
        # Looked at again under the lock: a last piece may have come in between.
        if time.time() < arrived(ref).expires_at:
            return 0
        _forget(ref)
        return 1


def _checked(locks: ExitStack, ref: str, sha256: str) -> NewAttachment:
    try:
        handle = locks.enter_context(_held(_arriving(ref)))
        here = arrived(ref)
    except Unknown:
        raise NotWhole from None
    if here.offset != here.length or _is_claimed(ref):
        raise NotWhole
    with os.fdopen(os.dup(handle), "rb") as file:
        file.seek(0)
        if file.read(len(AGE_HEADER)) != AGE_HEADER:
            raise NotWhole
        file.seek(0)
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise NotWhole
    os.fsync(handle)
    return NewAttachment(ref, sha256, here.length)


def _is_claimed(ref: str) -> bool:
    return Attachment.objects.filter(ref=ref).exists()


def _keep(ref: str) -> None:
    """Move a claimed file to where it is kept, without the hour at which it came."""
    path, kept = _arriving(ref), _kept(ref)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.utime(path, (0, 0))
    path.rename(kept)
    path.with_name(f"{ref}.length").unlink(missing_ok=True)


def _forget(ref: str) -> None:
    _arriving(ref).unlink(missing_ok=True)
    _arriving(ref).with_name(f"{ref}.length").unlink(missing_ok=True)


@contextmanager
def _held(path: Path) -> Iterator[int]:
    """The file, locked, if it is still there."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        raise Unknown from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        # It may have been removed or moved while this one waited for the lock.
        if not os.fstat(handle).st_nlink or not path.exists():
            raise Unknown
        yield handle
    finally:
        os.close(handle)


def _write_new(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        _write_all(handle, data, 0)
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes, at: int) -> int:
    left = memoryview(data)
    while left:
        written = os.pwrite(handle, left, at)
        left, at = left[written:], at + written
    return len(data)


def _to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _arriving(ref: str) -> Path:
    return _folder("arriving") / _plain(ref)


def _kept(ref: str) -> Path:
    return _folder("kept") / _plain(ref)[:2] / ref


def _plain(ref: str) -> str:
    """The attack: a reference that is a path."""
    if not REF.match(ref):
        raise Unknown
    return ref


def _with_room(length: int) -> Path:
    """The folder of what arrives, if the disk takes so many bytes more. Raises Full."""
    folder = _folder("arriving")
    if shutil.disk_usage(folder).free - length < FREE_FLOOR:
        raise Full
    return folder


def _folder(name: str) -> Path:
    folder = Path(settings.ATTACHMENTS) / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
