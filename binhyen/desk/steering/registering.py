"""Registering for a title: which one, then the little that the law does not say already.

Who checks, who decides and until when follow from the title, the area and the year; the form does not ask for them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from binhyen.accounts.models import Membership, Person
from binhyen.desk.act_forms import ActForm
from binhyen.desk.choices import Asking
from binhyen.desk.doors import signed_in_page
from binhyen.desk.queue import opening_of
from binhyen.desk.steering import record
from binhyen.desk.steering.applying import applicants, titles_for
from binhyen.desk.steering.page import show
from binhyen.desk.steering.recognitions import SECTION
from binhyen.desk.steering.section import Section
from binhyen.desk.terms import date_words
from binhyen.kinds.recognition import deciding
from binhyen.kinds.recognition.titles import BY_CODE, Title
from binhyen.matters import clock, journal, kinds
from binhyen.matters.actors import Actor
from binhyen.offices.models import Office, OfficeType
from binhyen.procedure import FactsError
from binhyen.units import tree
from binhyen.units.models import Level

KIND = "recognition"
OUT_OF_SCOPE = {
    OfficeType.SCHOOL: gettext_lazy("Đây không phải trường tiểu học, mầm non, nhà trẻ."),
    OfficeType.ENTERPRISE: gettext_lazy("Đây không phải doanh nghiệp nhỏ, siêu nhỏ."),
    OfficeType.AGENCY: gettext_lazy("Đây không phải cơ quan, đơn vị lực lượng vũ trang."),
}


@dataclass(frozen=True)
class Offered:
    """A title that one office may register for."""

    title: Title
    words: Any
    until: str


@require_http_methods(["GET", "POST"])
@signed_in_page
def register(request: HttpRequest, person: Person) -> HttpResponse:
    """The titles to choose from; with ?danh-hieu=, the form for one, and the registration."""
    memberships = applicants(person)
    if not memberships:
        raise Http404
    chosen = next((m for m in memberships if str(m.office_id) == request.GET.get("don-vi")), memberships[0])
    title = BY_CODE.get(request.GET.get("danh-hieu", ""))
    if title is None or title not in titles_for(chosen.office):
        if request.method == "POST":
            raise Http404
        return _choices(request, SECTION, memberships, chosen)
    return _one(request, person, SECTION, chosen, title)


def _choices(
    request: HttpRequest, section: Section, memberships: list[Membership], chosen: Membership
) -> HttpResponse:
    words = kinds.get(KIND).vocabulary().choices["title"]
    today = clock.today()
    offered = [Offered(each, words[each.code], until(each, today)) for each in titles_for(chosen.office)]
    context = {"section": section, "offered": offered, "offices": memberships, "chosen": chosen}
    return show(request, "desk/steering/register.html", context)


def first_year(title: Title, today: dt.date) -> int:
    """The first year for which a title can still be registered on a day."""
    last = title.registered_by(today.year) or title.filed_by(today.year)
    return today.year if today <= last else today.year + 1


def until(title: Title, today: dt.date) -> str:
    """By when to register, in words."""
    year = first_year(title, today)
    last = title.registered_by(year)
    if last is None:
        return _("hoàn thành chậm nhất ngày %(day)s") % {"day": date_words(title.filed_by(year))}
    return _("đăng ký cho năm %(year)d, đến hết ngày %(day)s") % {"year": year, "day": date_words(last)}


def _one(
    request: HttpRequest, person: Person, section: Section, chosen: Membership, title: Title
) -> HttpResponse:
    kind = kinds.get(KIND)
    words = kind.vocabulary()
    form = _form(request, person, chosen, title)
    if request.method == "POST" and form.is_valid():
        opening = journal.Opening.unsealed(KIND, settings.INSTALLATION.id)
        try:
            matter = journal.open_matter(opening, "registered", **record.given(form, form.asking))
        except FactsError as error:
            form.refuse(error)
        else:
            return redirect("desk:record", slug=section.slug, ref=matter.ref)
    context = {
        "section": section,
        "form": form,
        "verb": words.choices["title"][title.code],
        "basis": title.basis(kind.versions.on(clock.today()).version),
        "said": _rule(title),
        "offices": [chosen],
        "chosen": chosen,
    }
    status = HTTPStatus.OK
    if form.is_bound:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if form.too_large else HTTPStatus.UNPROCESSABLE_ENTITY
    return show(request, "desk/steering/form.html", context, status=status)


def _rule(title: Title) -> str:
    """When this title is registered, said above its form."""
    today = clock.today()
    last = title.registered_by(today.year)
    if last is None:
        return _("Danh hiệu này không có hạn đăng ký riêng; bình xét và niêm yết trong năm.")
    if today <= last:
        return _("Đăng ký trong quý I: năm nay đến hết ngày %(day)s.") % {"day": date_words(last)}
    return _("Hạn đăng ký năm nay đã hết ngày %(day)s; từ nay đăng ký cho năm sau.") % {
        "day": date_words(last)
    }


def _form(request: HttpRequest, person: Person, chosen: Membership, title: Title) -> ActForm:
    """The opening act's form with what follows from the title put in; what stands against it is said at once."""
    kind, today, office = kinds.get(KIND), clock.today(), chosen.office
    act, asking = opening_of(kind), Asking(person, Actor.of(chosen), kind, today, page=True)
    year = _year(request.POST.get("year", ""), first_year(title, today))
    kept: dict[str, Any] = {
        "title": title.code,
        "applicant": office.pk,
        "file_by": title.filed_by(year),
        "checker": office.pk,
        "decider": office.pk,
    }
    problem = ""
    try:
        bodies = deciding.bodies(title.code, office.area, kind.versions.on(today).version, today)
        kept |= {"checker": bodies.checker, "decider": bodies.decider}
    except deciding.NoBody as missing:
        problem = missing.reason
    of_hamlet = title.of == Level.HAMLET
    kept |= {} if of_hamlet else {"area": office.area_id, "households": None}
    kept |= {"in_scope": True} if title.of_area else {}
    if request.method == "POST":
        form = ActForm(act, asking, kind.vocabulary(), request.POST, files=request.FILES, kept=kept)
    else:
        form = ActForm(act, asking, kind.vocabulary(), preset={"year": year}, kept=kept)
    if of_hamlet:
        _offer_hamlets(form, office)
    if not title.of_area:
        form.fields["in_scope"].label = OUT_OF_SCOPE[OfficeType(title.of)]
    if problem and form.is_bound:
        form.add_error(None, kind.vocabulary().refusals[problem])
    return form


def _offer_hamlets(form: ActForm, office: Office) -> None:
    hamlets = tree.hamlets_of(office.area, clock.today())
    options = [("", _("Chọn…")), *((str(each.pk), each.full_name) for each in hamlets)]
    field = forms.ChoiceField(choices=options, label=_("Thôn, tổ dân phố"))
    field.error_messages["required"] = _("Hãy chọn thôn, tổ dân phố.")
    form.fields["area"] = field


def _year(text: str, otherwise: int) -> int:
    """The year that was typed, where it can be one: the day to finish follows from it."""
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else otherwise
    return year if year >= 2000 else otherwise


register.takes_files = True  # type: ignore[attr-defined]
