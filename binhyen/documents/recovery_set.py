"""What goes with a recovery set: how to open it, in two languages, and every file on paper, to be scanned or typed."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import segno
import typst

from binhyen.documents.typeset import fonts

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Sheet:
    """One file on a page of its own: its name, who opens it in which order, and its text (armoured age)."""

    filename: str
    holders: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Told:
    """What the instructions name."""

    recipient: str
    needed: int
    holders: tuple[str, ...]
    example: Sheet


def sheets(told: Told, pages: Sequence[Sheet]) -> bytes:
    """The pages as one PDF, fonts embedded. The same set gives the same bytes."""
    drawn = [
        dataclasses.asdict(page) | {"code": _code(page.text), "command": command(page.holders, page.filename)}
        for page in pages
    ]
    return typst.compile(
        _HERE / "recovery_set.typ",
        root=_HERE,
        font_paths=fonts(),
        sys_inputs={"pages": json.dumps(drawn), "recipient": told.recipient},
        format="pdf",
        timestamp=0,
    )


def command(holders: Sequence[str], filename: str) -> str:
    """The line that opens a file with plain age: the identity goes from one program to the next, to no disk."""
    first, *others = [f"age -d -i {holder}.txt" for holder in holders]
    return " | ".join([f"{first} {filename}", *others])


def readme(told: Told) -> str:
    """How to keep and open the set, in Vietnamese and in English, in plain text for whoever finds it in ten years."""
    return _README.format(
        recipient=told.recipient,
        needed=told.needed,
        of=len(told.holders),
        holders=", ".join(told.holders),
        opened=command(told.example.holders, told.example.filename),
    )


def _code(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="l", micro=False).save(drawn, kind="svg", border=0, omitsize=True, nl=False)
    return drawn.getvalue().decode()


_README = """BỘ KHÓA DỰ PHÒNG / RECOVERY SET
Khóa nhận (công khai) / Recipient (public): {recipient}
Người giữ / Holders: {holders}. Cần {needed} trong {of} người / {needed} of {of} are needed.

TIẾNG VIỆT
Bộ này mở được khóa của các đơn vị khi không còn ai của đơn vị mở được nữa. Mỗi tệp .age (và mỗi trang của
recovery-set.pdf) mang tên những người cùng mở được tệp ấy. Ít hơn {needed} người thì không mở được gì.
1. In recovery-set.pdf. Giao cho mỗi người giữ các trang mang tên mình; cất ở những nơi khác nhau. Tệp không phải là
   bí mật một mình: bí mật là khóa riêng của từng người giữ (do age-keygen tạo, chép ra giấy).
2. Chép recipient.txt sang máy của hệ thống để cơ quan giám sát ký.
3. Khi diễn tập hoặc khi dùng thật: dùng máy KHÔNG nối mạng, khởi động từ đĩa chỉ đọc, tắt bộ nhớ tráo đổi (swap). Chép
   khóa của {needed} người vào bộ nhớ (thư mục /dev/shm), rồi chạy, theo đúng thứ tự tên của tệp:

   {opened}

   Kết quả là khóa dự phòng. Đừng ghi nó vào tệp nào: nối thẳng vào lệnh sau bằng dấu |. Diễn tập:

   {opened} | age -d -i - decoy.age

4. Xong việc thì tắt hẳn máy. Sau khi dùng thật, khóa này coi như đã lộ: làm bộ mới và thay khóa của đơn vị.

ENGLISH
This set opens the keys of offices when nobody at the office can open them any more. Each .age file (and each page of
recovery-set.pdf) is named for the people who open it together. Fewer than {needed} open nothing.
1. Print recovery-set.pdf. Give each holder the pages that bear their name; keep them in different places. A file is no
   secret by itself: the secret is each holder's own key (made by age-keygen, copied to paper).
2. Carry recipient.txt to the installation, for oversight to sign.
3. In a drill or in real use: take a machine WITHOUT network, started from a read-only disk, swap off. Copy the keys
   of {needed} holders into memory (the folder /dev/shm), and run, in the order of the names in the file's name:

   {opened}

   What comes out is the recovery key. Write it to no file: lead it straight into the next command with |. A drill:

   {opened} | age -d -i - decoy.age

4. Then switch the machine off. After real use this key counts as disclosed: make a new set and new office keys.
"""
