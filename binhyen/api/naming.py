"""The name of whoever reported, as one name again.

Forms from elsewhere ask for a first and a last name, and programs split one at the first space: of "Nguyễn Văn An" they
make the first name "Nguyễn" and the last name "Văn An". Others know better and put "An" first. A Vietnamese name begins
with the name of the family, so that part which begins with one stands first.
"""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from binhyen.api import parameters
from binhyen.api.door import Refused
from binhyen.documents.text import one_line
from binhyen.sealing.identity import Who
from binhyen.units.folding import fold

LONGEST_NAME, LONGEST_CONTACT = 120, 250
# The common ones, without those that are as often a given name (Hà, Mai, Kim).
FAMILIES = frozenset(
    {
        "nguyen",
        "tran",
        "le",
        "pham",
        "hoang",
        "huynh",
        "phan",
        "vu",
        "vo",
        "dang",
        "bui",
        "do",
        "ho",
        "ngo",
        "duong",
    }
    | {
        "ly",
        "dinh",
        "dao",
        "doan",
        "truong",
        "trinh",
        "cao",
        "luong",
        "ta",
        "tong",
        "luu",
        "chu",
        "phung",
        "trieu",
    }
)


def who(given: QueryDict) -> Who:
    """Name and contact; a choice to be called where any is given, and nobody where none is. Raises Refused."""
    name = one_line(parameters.text(given, "name")) or joined(
        one_line(parameters.text(given, "first_name")), one_line(parameters.text(given, "last_name"))
    )
    contact = ", ".join(filter(None, (one_line(parameters.text(given, each)) for each in ("phone", "email"))))
    if len(name) > LONGEST_NAME or len(contact) > LONGEST_CONTACT:
        raise Refused(400, _("Tên và cách liên hệ dài quá mức nhận được."))
    return Who(name, contact, choice="call" if name or contact else "none")


def joined(first: str, last: str) -> str:
    """One name of two parts."""
    if last and not _begins_with_family(first) and _begins_with_family(last):
        first, last = last, first
    return " ".join(filter(None, (first, last)))


def _begins_with_family(part: str) -> bool:
    return bool(part) and fold(part.split()[0]) in FAMILIES
