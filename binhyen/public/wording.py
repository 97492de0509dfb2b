"""Words of the resident's pages that belong to no template: the groups in plain words, and the law's time limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from binhyen.matters import kinds
from binhyen.matters.offences import GROUPS, OFFENCES, Offence
from binhyen.procedure import Days, Hours, Length, Months, OnDay, WorkingHours

# What a group looks like from a neighbour's window, not in the words of the code.
EXAMPLES: dict[str, Promise | str] = {
    "drugs": _("mua bán, rủ nhau sử dụng, cất giấu, trồng cây có chất ma túy"),
    "gambling": _("sòng bạc, đá gà, lô đề, cá độ bóng đá"),
    "prostitution": _("mua dâm, bán dâm, chứa chấp, môi giới"),
    "violence": _("đánh người, bạo lực trong nhà, xâm hại trẻ em, mua bán người"),
    "property": _("mất trộm, bị cướp, bị lừa tiền, kể cả qua mạng"),
    "loan_sharking": _("cho vay lãi nặng, đòi nợ bằng đe dọa"),
    "weapons": _("súng, dao kiếm, chất nổ, pháo"),
    "disorder": _("đánh nhau thành nhóm, đua xe, quậy phá nơi công cộng"),
    "economy": _("hàng giả, hàng lậu, thực phẩm bẩn"),
    "environment": _("xả thải, đổ trộm rác, đốt chất độc hại"),
    "other": _("cán bộ vòi vĩnh, và những việc chưa có ở trên"),
}
# Which number helps first, beside 113.
URGENT_NUMBERS: dict[str, tuple[str, ...]] = {
    "child_abuse": ("113", "111", "115"),
    "minor_prostitution": ("113", "111"),
    "domestic_violence": ("113", "111", "115"),
    "trafficking": ("113", "111"),
    "assault": ("113", "115"),
    "murder": ("113", "115"),
    "gang_fight": ("113", "115"),
    "weapons_explosives": ("113", "114"),
}
NUMBERS: dict[str, Promise | str] = {
    "113": _("Công an"),
    "114": _("Cứu hỏa"),
    "115": _("Cấp cứu"),
    "111": _("Trẻ em"),
}


# A good deed as a neighbour tells it, and what it looks like; not in the words of the law of commendation.
DEEDS: dict[str, tuple[Promise | str, Promise | str]] = {
    "sudden": (
        _("Một việc vừa xảy ra"),
        _("cứu người, trả lại của rơi, bắt giữ kẻ trộm, dập đám cháy"),
    ),
    "regular": (
        _("Việc làm bền bỉ lâu nay"),
        _("giữ đường làng sạch, hòa giải, giúp người già, dạy bơi cho trẻ"),
    ),
    "thematic": (
        _("Hưởng ứng một đợt thi đua"),
        _("đợt thi đua mà xã, trường, đoàn thể đang phát động"),
    ),
}


@dataclass(frozen=True)
class Group:
    code: str
    word: Promise | str
    examples: Promise | str
    offences: tuple[Offence, ...]


def groups() -> list[Group]:
    """Every category by its group, in the order of the yearly report."""
    return [
        Group(code, word, EXAMPLES[code], tuple(offence for offence in OFFENCES if offence.group == code))
        for code, word in GROUPS.items()
    ]


@dataclass(frozen=True)
class Term:
    """One of the law's limits: what must be done, how long it may take, on which article."""

    what: Any
    length: str
    basis: str


def terms(on: date) -> list[Term]:
    """What a resident may hold the office to, by the procedure in force on that day."""
    kind = kinds.get("tip")
    words = kind.vocabulary().deadlines
    told = ("pass_on", "decide", "notify_result")
    deadlines = {deadline.code: deadline for deadline in kind.versions.on(on).deadlines}
    return [
        Term(words[code], length_words(deadlines[code].length), deadlines[code].basis)
        for code in told
        if code in deadlines
    ]


def length_words(length: Length) -> str:
    """ "24 giờ", "20 ngày", "2 tháng"."""
    if isinstance(length, OnDay):
        raise TypeError("a day set by decision has no length to tell")
    number = length.number
    if isinstance(length, Hours):
        return ngettext("%(number)s giờ", "%(number)s giờ", number) % {"number": number}
    if isinstance(length, WorkingHours):
        return ngettext("%(number)s giờ làm việc", "%(number)s giờ làm việc", number) % {"number": number}
    if isinstance(length, Days):
        return ngettext("%(number)s ngày", "%(number)s ngày", number) % {"number": number}
    if isinstance(length, Months):
        return ngettext("%(number)s tháng", "%(number)s tháng", number) % {"number": number}
    return ngettext("%(number)s ngày làm việc", "%(number)s ngày làm việc", number) % {"number": number}


def script_words() -> dict[str, str]:
    """What the scripts say on their own: with the page, so that no script holds a sentence of its own."""
    return {
        "step": gettext("Bước {step} trên {total}"),
        "choose": gettext("Hãy chọn một mục để đi tiếp."),
        "choose_commune": gettext("Hãy chọn xã, phường nơi việc xảy ra."),
        "write_story": gettext("Hãy viết ít nhất một câu về điều bạn biết."),
        "story_too_long": gettext("Bài viết dài quá mức nhận được. Hãy rút ngắn còn dưới {limit} ký tự."),
        "write_name": gettext("Hãy ghi tên hoặc cách liên lạc, hoặc chọn ẩn danh."),
        "wrong": gettext("Cần sửa:"),
        "unknown_hamlet": gettext("Không nói rõ thôn"),
        "not_said": gettext("Không nói"),
        "anonymous": gettext("Ẩn danh"),
        "conflict_yes": gettext("Có, nên gửi thẳng lên đơn vị ở trên"),
        "conflict_no": gettext("Không"),
        "duty": gettext("Trực ban {office}, ngày đêm"),
        "working": gettext(
            "Nhiều tin đang gửi đến cùng lúc, nên máy này đang giải một bài tính ngắn. Xin giữ trang mở…"
        ),
        "making_keys": gettext("Đang tạo mười từ và khóa trên máy của bạn…"),
        "sending": gettext("Đang gửi bài đã khóa…"),
        "offline": gettext(
            "Không gửi được: mạng đứt giữa chừng. Bài viết còn nguyên, đã khóa; hãy bấm gửi lại."
        ),
        "cannot_seal": gettext(
            "Trình duyệt này không khóa được bài viết. Hãy thử trình duyệt khác, hoặc dùng bản không cần JavaScript."
        ),
        "certificate": gettext(
            "Chứng thư của đơn vị nhận không đúng chữ ký giám sát, nên trang dừng lại để bảo vệ bạn. Hãy gọi trực ban."
        ),
        "rolled_back": gettext(
            "Máy chủ đưa ra khóa cũ của đơn vị nhận; máy này đã thấy khóa mới hơn. Chưa gửi gì. Có thể ai đó muốn đọc "
            "trộm: hãy gọi trực ban hoặc đến trụ sở, đừng gửi bằng máy khác."
        ),
        "send": gettext("Khóa và gửi"),
        "send_again": gettext("Gửi lại"),
        "word_at": gettext("Từ thứ {position}"),
        "word_wrong": gettext("Từ thứ {position} chưa đúng. Hãy xem lại mười từ rồi gõ lại."),
        "latest": gettext("Chậm nhất ngày {on}"),
        "due": gettext("{what}: chậm nhất ngày {on}."),
        "words_count": gettext("Biên nhận có đúng mười từ. Bạn đã gõ {number}."),
        "words_unknown": gettext("Từ thứ {position} không có trong danh sách."),
        "words_suggest": gettext("Có phải là “{suggestion}” không?"),
        "words_check": gettext("Mười từ này chưa khớp với nhau: có một từ gõ nhầm hoặc hai từ đổi chỗ."),
        "words_check_at": gettext("Mười từ chưa khớp. Có lẽ từ thứ {position} là “{suggestion}”."),
        "words_swapped": gettext(
            "Mười từ chưa khớp. Có lẽ từ thứ {position} và từ thứ {other} đổi chỗ cho nhau."
        ),
        "words_ambiguous": gettext("Gõ liền nhau thì đọc được nhiều cách. Hãy gõ cách từng từ."),
        "words_phrase": gettext("Đây là cụm từ khóa của cán bộ, không phải mười từ của biên nhận."),
        "use_suggestion": gettext("Sửa thành “{suggestion}”"),
        "stretching": gettext("Đang mở khóa trên máy của bạn, chừng hai giây…"),
        "looking": gettext("Đang hỏi máy chủ…"),
        "lookup_offline": gettext("Không hỏi được máy chủ: mạng đứt. Mười từ vẫn còn ở trên; hãy thử lại."),
        "you": gettext("Bạn"),
        "new": gettext("Mới"),
        "office": gettext("Đơn vị"),
        "envelope_refused": gettext(
            "Có một lời nhắn không đúng chữ ký nên không được mở ra. Hãy gọi trực ban để hỏi."
        ),
        "spilled_own": gettext(
            "Trong lời này có mười từ của biên nhận, nên chưa gửi. Ai đọc được mười từ thì mở và viết được thay bạn: "
            "hãy xóa chúng đi rồi gửi."
        ),
        "spilled_any": gettext(
            "Trong bài có vẻ có mười từ của một biên nhận, nên chưa gửi. Hãy xóa chúng đi. Nếu không phải biên nhận, "
            "bấm gửi lần nữa."
        ),
        "spilled_plain": gettext(
            "Trong bài có vẻ có mười từ của một biên nhận, nên chưa gửi. Hãy xóa chúng đi. Nếu không phải biên nhận, "
            "đánh dấu ở dưới rồi gửi lại."
        ),
    }


def sealed_form_words() -> dict[str, str]:
    """What the pages that seal something else than a report say besides."""
    return {"unnamed": gettext("Không nêu tên")}


def reply_words() -> dict[str, str]:
    """What is said while something is written in an open talk."""
    return {
        "sealing_reply": gettext("Đang khóa lời nhắn trên máy của bạn…"),
        "reply_sent": gettext("Đã gửi. Đơn vị sẽ đọc lời nhắn của bạn."),
        "reply_offline": gettext(
            "Mạng đứt nên chưa biết đã gửi được hay chưa. Lời của bạn vẫn còn đây: hãy gửi lại, không sợ gửi thành hai "
            "lần."
        ),
        "reply_arrived": gettext(
            "Lời gửi lúc mạng đứt đã đến nơi và hiện ở phần trao đổi. Nếu vẫn muốn gửi lời này, hãy bấm lần nữa."
        ),
        "not_read_again": gettext(
            "Chưa hiện lại được cuộc trao đổi: khi có mạng, hãy bấm “Đọc lại cuộc trao đổi”."
        ),
        "reply_too_long": gettext(
            "Lời này dài quá mức nhận được, nên chưa gửi. Hãy rút ngắn còn dưới {limit} ký tự, hoặc gửi thành nhiều "
            "lời."
        ),
        "reply_empty": gettext("Hãy viết lời nhắn trước khi gửi."),
        "withdrawn": gettext("Đã ghi nhận bạn rút tin."),
        "withdraw_text": gettext("Tôi xin rút lại."),
    }


def shell_words() -> dict[str, str]:
    """What is said of the pages on one's own device, and of a sealed report that waits there."""
    return {
        "busy": gettext("Xin đợi một chút…"),
        "failed": gettext(
            "Chưa làm được: mạng đứt hoặc trình duyệt không cho. Không có gì thay đổi trên máy."
        ),
        "installed": gettext("Đã cài. Từ nay các trang này mở được cả khi không có mạng."),
        "removed": gettext("Đã gỡ khỏi máy này."),
        "dropped": gettext("Đã xóa khỏi máy. Tin ấy chưa được gửi đi đâu."),
        "dropped_refused": gettext("Đã xóa khỏi máy."),
        **keeping_words(),
    }


def keeping_words() -> dict[str, str]:
    """What is said of a sealed report that waits on this device."""
    return {
        "waiting": gettext("Máy này đang giữ {number} tin đã khóa, chưa gửi."),
        "sent": gettext("Tin giữ trong máy đã đến nơi nhận và đã được xóa khỏi máy."),
        "refused": gettext(
            "Tin giữ trong máy không gửi được nữa, thường vì đơn vị nhận đã đổi khóa từ lúc bạn khóa tin. Bản ấy không "
            "mở lại được, và mười từ của nó không dùng được. Xin viết lại tin."
        ),
        "later": gettext(
            "Tin giữ trong máy chưa được nhận: máy chủ đang bận hoặc đường truyền lỗi. Tin vẫn được giữ và tự gửi lại: "
            "một lúc nữa nếu trang này còn mở, hoặc lần sau bạn mở trang báo tin."
        ),
        "working": gettext("Máy này đang giải một bài tính ngắn trước khi gửi. Xin giữ trang mở…"),
        "not_kept": gettext("Trình duyệt này không giữ được. Hãy để trang mở và bấm gửi lại khi có mạng."),
    }


def ratings() -> dict[str, Any]:
    """How a resident may find that a report was handled, by code."""
    return dict(kinds.get("tip").vocabulary().choices["rating"])


def rating_words() -> dict[str, str]:
    """What is said of a rating; the last is what stands in the talk when nothing was written beside it."""
    return {
        "choose_rating": gettext("Hãy chọn một mục rồi gửi."),
        "rated": gettext("Đã ghi nhận đánh giá của bạn. Cảm ơn bạn."),
        "rating_text": gettext("Tôi đánh giá cách giải quyết: {rating}."),
    }


def dispute_words() -> dict[str, str]:
    """What is said when whoever reported writes that it is not put right."""
    return {
        "dispute_empty": gettext("Hãy viết còn gì chưa xong, để đơn vị biết phải làm gì."),
        "disputed": gettext("Đã mở lại việc này. Đơn vị có hạn mới để trả lời bạn."),
    }


def claim_words() -> dict[str, str]:
    """What is said while a reward is claimed."""
    return {"claim_offline": gettext("Chưa làm được mã: mạng đứt. Hãy thử lại.")}


def change_words() -> dict[str, str]:
    """What is said while a receipt that staff handed over is changed for another."""
    return {
        "changing": gettext("Đang làm trên máy của bạn, chừng hai giây…"),
        "changed": gettext("Đã đổi. Từ nay chỉ mười từ mới mở được tin này."),
        "change_offline": gettext(
            "Chưa đổi được: mạng đứt giữa chừng. Mười từ mới vẫn còn đây; hãy bấm lần nữa."
        ),
    }


def proof_words() -> dict[str, str]:
    """What is said of a proof of filing, on its own pages only."""
    return {
        "proof_malformed": gettext(
            "Đây không phải một bằng chứng đủ sáu phần. Hãy so lại từng phần với bản in."
        ),
        "proof_wrong_installation": gettext(
            "Bằng chứng này do một nơi khác ký. Hãy kiểm tra ở trang của nơi ấy."
        ),
        "proof_forged": gettext("Chữ ký không khớp: bằng chứng đã bị sửa, gõ sai, hoặc không do nơi này ký."),
        "proof_filed": gettext("Chữ ký đúng: nơi này đã nhận một tin vào ngày {on}."),
        "proof_answered": gettext("Chữ ký đúng: nơi này đã trả lời một tin vào ngày {on}."),
        "proof_held": gettext("Không bị sửa từ điểm kiểm số {number}, đã ký."),
        "proof_waiting": gettext("Chưa nằm trong điểm kiểm nào: bằng chứng mới vào điểm kiểm lần tới."),
        "proof_ours": gettext("Mười từ khớp: bằng chứng này là của tin ấy."),
        "proof_not_ours": gettext("Mười từ này không phải của bằng chứng này."),
    }
