"""Photos, voice notes and files with a report: how much is taken, and what the page's scripts say about it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from binhyen.public.answers import Problem
from binhyen.sealing.attachment import MOST_CONTENT
from binhyen.sealing.intake import MOST_ATTACHMENTS

# Below what blobs.MOST_OF_A_REPORT counts in ciphertext, by more than padding adds to files of this size.
MOST_TOGETHER = 190 * 1024 * 1024
LONGEST_VOICE_SECONDS = 300


def limits() -> dict[str, int]:
    """What the page holds its sender to, before anything is sealed."""
    return {
        "files": MOST_ATTACHMENTS,
        "bytes": MOST_CONTENT,
        "together": MOST_TOGETHER,
        "seconds": LONGEST_VOICE_SECONDS,
    }


def carried() -> dict[str, Any]:
    """Limits and words, with the page: a script holds no sentence of its own."""
    return limits() | {"words": _words()}


def carried_for_photos() -> dict[str, Any]:
    """The same for a page that takes photos alone, without what is said of recording."""
    silent = {"voice", "no_microphone", "record", "stop", "listen", "still_recording", "write_or_record"}
    return limits() | {"words": {name: said for name, said in _words().items() if name not in silent}}


def before_choosing() -> str:
    """What the page without JavaScript says beside the field, where no script could clean a photo."""
    return gettext(
        "Nhiều nhất {number} tệp, mỗi tệp không quá {size}. Trang này không xóa được nơi chụp, giờ chụp và loại máy"
        " còn trong ảnh: chỉ đơn vị nhận thấy được. Trang có JavaScript thì xóa."
    ).format(number=MOST_ATTACHMENTS, size=_size(MOST_CONTENT))


def why_not(refusal: str) -> str:
    """What the page without JavaScript says of files it did not take (`chosen_files`)."""
    words = _words()
    return {
        "too_many": words["too_many"].format(number=MOST_ATTACHMENTS),
        "too_large": words["too_large"].format(size=_size(MOST_CONTENT)),
        "too_much": words["too_much"].format(size=_size(MOST_TOGETHER)),
        "empty": gettext("Có một tệp trống. Hãy bỏ tệp ấy, hoặc chọn tệp khác."),
        "torn": gettext("Mạng đứt khi tệp đang đến. Hãy chọn lại."),
        "full": words["full"],
    }[refusal]


def chosen_again() -> str:
    """What it says whenever the page is shown again: a browser never fills in files that were chosen."""
    return gettext("Các tệp không được giữ lại. Bài viết còn trên trang: hãy chọn lại tệp trước khi gửi.")


def _size(length: int) -> str:
    return f"{length // 2**20} MB"


def _words() -> dict[str, str]:
    return {
        "photo": gettext("Ảnh {number}"),
        "voice": gettext("Ghi âm {time}"),
        "remove": gettext("Bỏ"),
        "preparing": gettext("Đang vẽ lại ảnh trên máy của bạn…"),
        "not_added": gettext(
            "Mạng yếu nên tệp chưa kèm được. Những gì bạn viết còn nguyên: hãy chọn lại tệp."
        ),
        "too_many": gettext("Chỉ gửi kèm được {number} tệp. Hãy bỏ bớt một tệp trước."),
        "too_large": gettext("Tệp này lớn quá {size}. Hãy chọn tệp nhỏ hơn, hoặc cắt ngắn đoạn phim."),
        "too_much": gettext("Các tệp cộng lại lớn quá {size}. Hãy bỏ bớt một tệp trước."),
        "not_taken": gettext("“{name}” chưa kèm. {why}"),
        "unreadable": gettext(
            "Trình duyệt này không đọc được ảnh ấy để vẽ lại. Có thể gửi nguyên tệp, nhưng những gì máy ảnh ghi trong"
            " đó sẽ đi theo: nơi chụp, giờ chụp, loại máy."
        ),
        "as_file": gettext("Vẫn gửi nguyên tệp"),
        "again": gettext("Kèm lại"),
        "no_microphone": gettext(
            "Không ghi âm được: trình duyệt không cho dùng micrô. Hãy cho phép, hoặc viết ra."
        ),
        "record": gettext("Ghi âm lời kể"),
        "stop": gettext("Dừng ghi ({time})"),
        "listen": gettext("Nghe lại {name}"),
        "sending": gettext("Đang khóa và gửi {name} ({number} trên {total})…"),
        "waiting": gettext("Mạng đứt. Đang chờ để gửi tiếp từ chỗ dở…"),
        "count": gettext("Kèm {number} tệp đã khóa."),
        "left_out": gettext("Chưa kèm được: {number} tệp."),
        "full": Problem("full").message,
        "none": gettext("Không kèm gì"),
        "still_recording": gettext("Đang ghi âm. Hãy bấm dừng trước khi đi tiếp."),
        "write_or_record": gettext("Hãy viết ít nhất một câu, ghi âm, hoặc kèm ảnh."),
    }
