"""The doors of the proof of filing: asking for one with a receipt, and checking one, which anybody may."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from binhyen.matters import clock, notes
from binhyen.public import proving, talking, wording
from binhyen.public.answers import Problem, json_door, own_page_only
from binhyen.public.pages import sealing_page, shared
from binhyen.public.plain import GET_OR_POST, show_page
from binhyen.receiving import directory
from binhyen.sealing import proof
from binhyen.sealing.encoding import from_b64url

HEX = re.compile(r"[0-9a-f]{64}")


@json_door
def prove(posted: dict[str, Any]) -> HttpResponse:
    """The proofs of the matter of a look-up. `r` serves for this answer alone and is kept nowhere."""
    if set(posted) != {"lookup", "r"} or not _is_hash(posted["r"]):
        raise Problem("broken")
    matter = talking.find(posted["lookup"])
    try:
        return JsonResponse({"proofs": proving.prove(matter, bytes.fromhex(posted["r"]))})
    except OperationalError:
        raise Problem("busy") from None


@json_door
def inclusion(posted: dict[str, Any]) -> HttpResponse:
    """Where a checkpoint holds the statement of this hash: {note, index, path}, or {} before one does."""
    if set(posted) != {"leaf"} or not _is_hash(posted["leaf"]):
        raise Problem("broken")
    return JsonResponse(proving.inclusion(posted["leaf"]) or {})


@require_safe
@gzip_page
def check(request: HttpRequest) -> HttpResponse:
    """The check page: everything is worked out in the browser, and the words stay there."""
    table = directory.carried(clock.today())
    carried = {name: table[name] for name in ("installation", "roots", "threshold")}
    context = shared(table) | {
        "roots": carried | {"key": proving.public_key()},
        "words": wording.script_words() | wording.proof_words(),
    }
    return sealing_page(request, "public/proof.html", context)


class ProofForm(forms.Form):
    """A printed proof, checked without its words: those would have to travel."""

    proof = forms.CharField(
        label=gettext_lazy("Dán hoặc gõ lại bằng chứng"),
        help_text=gettext_lazy("Sáu phần, bắt đầu bằng binhyen-proof/1. Xuống dòng ở đâu cũng được."),
        max_length=600,
        widget=forms.Textarea(attrs={"autocomplete": "off", "spellcheck": "false", "rows": "5"}),
        error_messages={"required": gettext_lazy("Hãy dán hoặc gõ lại bằng chứng.")},
    )

    def clean_proof(self) -> dict[str, Any]:
        try:
            return proof.read(self.cleaned_data["proof"], settings.INSTALLATION.id, proving.public_key())
        except proof.ProofRefused as refused:
            raise forms.ValidationError(wording.proof_words()[f"proof_{refused.code}"]) from None


@own_page_only
@GET_OR_POST
def check_plain(request: HttpRequest) -> HttpResponse:
    """The same without JavaScript, as far as it needs no words: day, signature and checkpoint."""
    form = ProofForm(request.POST if request.method == "POST" else None)
    found: list[str] = []
    status = 200
    if form.is_bound:
        status = 200 if form.is_valid() else 422
        found = _found(form.cleaned_data["proof"]) if status == 200 else []
    context = {"form": form, "found": found, "key": proving.public_key(), "problem": None}
    return show_page(request, "public/proof_plain.html", context, status)


def _found(said: dict[str, Any]) -> list[str]:
    words = wording.proof_words()
    day = parse_date(said["day"])
    told = [words[f"proof_{said['act']}"].format(on=date_format(day, "DATE_FORMAT") if day else said["day"])]
    held = proving.inclusion(proof.leaf(said))
    if held is None:
        return [*told, words["proof_waiting"]]
    note = notes.open_note(held["note"], from_b64url(proving.public_key()))
    number = next(line.split(" ")[1] for line in note.extensions if line.startswith("checkpoint "))
    return [
        *told,
        words["proof_held"].format(number=number),
        _("Bản này không hỏi mười từ: chúng sẽ phải rời máy bạn."),
    ]


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and HEX.fullmatch(value) is not None
