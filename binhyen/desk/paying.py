"""Paying a reward to whoever brings its claim: the payer learns the decision, its day and the amount, and nothing else.

Found by the claim's commitment alone. Whoever may read the matter, or ever worked on it, is told the same as somebody
of another office: where to send the person, and who there may pay. So the answer does not say which of the two it is.
The claim is in the body of each post and in no session, address or log.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from binhyen.accounts import throttle
from binhyen.accounts.models import Person
from binhyen.desk import paying_paper, telling
from binhyen.desk.doors import signed_in_page
from binhyen.desk.terms import date_words
from binhyen.documents import pdf
from binhyen.matters import clock, journal, rewards
from binhyen.matters.actors import Actor
from binhyen.matters.files import PDF
from binhyen.matters.lines import line_of
from binhyen.matters.models import Entry, Matter
from binhyen.offices.models import Office
from binhyen.procedure import FactsError, NotAllowed
from binhyen.sealing.claim import Claim, ClaimRefused, read

# Names beyond these are not read out at a counter.
MOST_NAMES = 5
WRONG = {
    "malformed": gettext_lazy("Mã nhận thưởng có đúng 42 chữ số, thành bảy nhóm sáu số. Hãy xem lại."),
    "mistyped": gettext_lazy("Mã chưa đúng: có chữ số gõ nhầm hoặc đổi chỗ. Hãy so lại từng nhóm."),
    "unknown": gettext_lazy(
        "Không có khoản thưởng nào ứng với mã này. Đừng chi; hãy hỏi người nhận có mã nào khác không."
    ),
    "superseded": gettext_lazy(
        "Mã này hết giá trị vì người nhận đã đổi mười từ. Đừng chi; người nhận lấy mã mới ở trang tra cứu."
    ),
    "withdrawn": gettext_lazy("Khoản thưởng này đã thôi chi. Người nhận đọc lý do ở trang tra cứu."),
    "busy": gettext_lazy(
        "Máy chủ đang bận nên chưa ghi được. Hãy bấm lại sau nửa phút; chưa có gì được ghi."
    ),
    "too_many": gettext_lazy("Đã gõ sai nhiều lần. Hãy đợi năm phút rồi thử lại."),
}


class ClaimForm(forms.Form):
    """What the person at the counter shows."""

    claim = forms.CharField(
        label=gettext_lazy("Mã nhận thưởng"),
        help_text=gettext_lazy("42 chữ số. Gõ, dán, hoặc quét mã QR bằng máy quét cầm tay vào ô này."),
        max_length=200,
        error_messages={"required": gettext_lazy("Hãy ghi mã nhận thưởng.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "numeric", "translate": "no"}
        ),
    )

    @sensitive_variables()
    def clean_claim(self) -> Claim:
        try:
            return read(self.cleaned_data["claim"])
        except ClaimRefused as refused:
            raise forms.ValidationError(WRONG[refused.code]) from None


@dataclass(frozen=True)
class Presented:
    """A claim that was found: whose matter, which offer, and where its money lies."""

    matter: Matter
    offer: rewards.Offer
    office: Office


class Wrong(Exception):
    """Why nothing is paid: a code of WRONG."""


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
@signed_in_page
def page(request: HttpRequest, person: Person) -> HttpResponse:
    """Ask for a claim, show what it is for, pay it once, and print that it was paid. 404 for who never pays."""
    offices = set(rewards.may_pay_somewhere(person).values_list("office", flat=True))
    if not offices:
        raise Http404
    if request.method == "GET":
        return _asked(request, ClaimForm())
    form = ClaimForm(request.POST)
    if not throttle.may_try_claim(request, person.username):
        form.errors["claim"] = form.error_class([str(WRONG["too_many"])])
        return _asked(request, form, HTTPStatus.TOO_MANY_REQUESTS)
    if not form.is_valid():
        return _asked(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    shown = form.cleaned_data["claim"]
    try:
        found = _find(shown.commitment)
    except Wrong as wrong:
        form.add_error("claim", WRONG[str(wrong)])
        return _asked(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    throttle.claimed(request, person.username)
    able = rewards.payers(found.matter, found.office.pk, clock.today())
    actor = next((Actor.of(each) for each in able if each.person_id == person.pk), None)
    if actor is None:
        return _elsewhere(request, found, list(able))
    wants = request.POST.get("wants", "")
    try:
        if wants == "pay" and found.offer.paid is None:
            found = _pay(found, shown, actor)
    except Wrong as wrong:
        form.add_error("claim", WRONG[str(wrong)])
        return _asked(request, form, HTTPStatus.CONFLICT)
    except OperationalError:
        form.add_error("claim", WRONG["busy"])
        return _asked(request, form, HTTPStatus.SERVICE_UNAVAILABLE)
    if found.offer.paid is not None and wants == "paper":
        return _paper(found)
    return _found(request, found, shown, person, just_now=wants == "pay")


def _find(commitment: str) -> Presented:
    """What a claim is for. Raises Wrong; a claim that was paid is found too."""
    worst = "unknown"
    for entry in rewards.claims(commitment).select_related("matter__office__area"):
        offers = rewards.offers(line_of(entry.matter).records)
        for offer in offers:
            if offer.commitment == commitment and offer.withdrawn is None:
                office = Office.objects.get(pk=offer.facts.payer)
                return Presented(entry.matter, offer, office)
        worst = "withdrawn" if any(each.commitment == commitment for each in offers) else "superseded"
    raise Wrong(worst)


def _pay(found: Presented, shown: Claim, actor: Actor) -> Presented:
    """Record it once; whoever was second sees that it was paid, and when. Raises Wrong."""
    facts = rewards.RewardPaid(found.offer.offered.seq, shown.reveal())
    # Somebody else may be quicker, or it was taken back a moment ago: what stands now is shown.
    with suppress(FactsError, NotAllowed):
        journal.record(found.matter, rewards.PAID, by=actor, facts=facts)
    return _find(shown.commitment)


def _asked(request: HttpRequest, form: ClaimForm, status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "desk/paying.html", {"form": form}, status=status)


def _found(
    request: HttpRequest, found: Presented, shown: Claim, person: Person, *, just_now: bool
) -> HttpResponse:
    paid = _paid(found)
    mine = paid is not None and paid.by_id == person.pk
    twice = just_now and not mine
    facts = found.offer.facts
    return render(
        request,
        "desk/paying_found.html",
        {
            "claim": shown.digits(),
            "number": facts.number,
            "on": date_words(facts.decided_on),
            "amount": rewards.money(facts.amount),
            "paid": telling.moment(paid.recorded_at, "second") if paid else "",
            "by": str(paid.by) if paid else "",
            "mine": mine,
            "twice": twice,
        },
        status=HTTPStatus.CONFLICT if twice else HTTPStatus.OK,
    )


def _paid(found: Presented) -> Entry | None:
    """The entry of its payment, with who paid."""
    if found.offer.paid is None:
        return None
    entry: Entry = Entry.objects.select_related("by").get(matter=found.matter, seq=found.offer.paid.seq)
    return entry


def _elsewhere(request: HttpRequest, found: Presented, able: list[Any]) -> HttpResponse:
    names = [str(each.person) for each in able]
    context = {
        "office": found.office.shown_name,
        "phone": found.office.duty_phone,
        "names": list(dict.fromkeys(names))[:MOST_NAMES],
    }
    return render(request, "desk/paying_elsewhere.html", context, status=HTTPStatus.FORBIDDEN)


def _paper(found: Presented) -> HttpResponse:
    """What the payer keeps with the accounts: no name, no matter."""
    paid = _paid(found)
    assert paid is not None
    written = paying_paper.write(found.offer.facts, found.office, clock.legal_date(paid.recorded_at))
    response = HttpResponse(pdf(written), content_type=PDF)
    response["Content-Disposition"] = 'attachment; filename="bien-ban-chi-tien.pdf"'
    return response
