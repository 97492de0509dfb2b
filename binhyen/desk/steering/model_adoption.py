"""Adopting a model with one act, and the registry of models as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.accounts.models import Person
from binhyen.desk.act_forms import LINE
from binhyen.desk.doors import signed_in_page
from binhyen.desk.steering import models, record
from binhyen.desk.steering.page import show
from binhyen.documents.sheet import Cell, Sheet, xlsx
from binhyen.matters import access, clock, naming
from binhyen.matters.files import EXCEL
from binhyen.matters.lines import Line, read_lines
from binhyen.matters.models import Document
from binhyen.movement import model_adopting
from binhyen.movement.community_models import KIND, read
from binhyen.movement.model_reading import tally
from binhyen.offices.models import Office
from binhyen.procedure import FactsError
from binhyen.units.models import Unit


class AdoptForm(forms.Form):
    """Which office adopts it, under what name, from which day."""

    office = forms.TypedChoiceField(label=gettext_lazy("Đơn vị"), coerce=int)
    name = forms.CharField(label=gettext_lazy("Tên mô hình ở đơn vị bạn"), max_length=LINE)
    from_on = forms.DateField(
        label=gettext_lazy("Thực hiện từ ngày"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        error_messages={
            "required": gettext_lazy("Hãy ghi ngày bắt đầu ở đơn vị bạn."),
            "invalid": gettext_lazy("Hãy ghi ngày theo dạng ngày-tháng-năm, ví dụ 15-6-2026."),
        },
    )

    def __init__(self, data: Any, offices: list[Office], name: str) -> None:
        begun = {"name": name, "from_on": clock.today()}
        super().__init__(data, auto_id="fact_%s", label_suffix="", initial=begun)
        field: Any = self.fields["office"]
        field.choices = [(office.pk, office.shown_name) for office in offices]
        if len(offices) == 1:
            field.widget = forms.HiddenInput()
            field.initial = offices[0].pk

    def clean_from_on(self) -> Any:
        day = self.cleaned_data["from_on"]
        if day > clock.today():
            raise forms.ValidationError(_("Ngày này chưa đến. Hãy kiểm tra lại."))
        return day


@require_http_methods(["GET", "POST"])
@signed_in_page
def adopt(request: HttpRequest, person: Person, ref: str) -> HttpResponse:
    """A record of one's own office from this model: one act, and then on its page."""
    line = record.found(person, models.SECTION, ref)
    actors = models.adopting_offices(line, person)
    if not actors:
        return record.not_now(request, line, models.SECTION, "adopted")
    offices = list(Office.objects.filter(pk__in=[actor.office_id for actor in actors]).order_by("name"))
    name = naming.name_of(line)
    form = AdoptForm(request.POST or None, offices, name)
    if request.method == "POST" and form.is_valid():
        by = next(actor for actor in actors if actor.office_id == form.cleaned_data["office"])
        said = form.cleaned_data
        try:
            own = model_adopting.adopt(line.row, by=by, name=said["name"], from_on=said["from_on"])
        except FactsError as error:
            form.add_error(None, line.kind.vocabulary().refusals.get(error.reason, str(error)))
        else:
            return redirect("desk:record", slug=models.SECTION.slug, ref=own.ref)
    context = {
        "section": models.SECTION,
        "matter": line.row,
        "name": name,
        "form": form,
        "verb": _("Áp dụng ở đơn vị mình"),
        "hint": _(
            "Đơn vị bạn có hồ sơ riêng, mang sẵn cách làm của mô hình này. Sau đó sửa cách làm cho hợp, thêm địa điểm, "
            "và báo lại kết quả."
        ),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return show(request, "desk/steering/form.html", context, status=status)


@require_GET
@signed_in_page
def registry(_request: HttpRequest, person: Person) -> HttpResponse:
    """All models and their places as a workbook."""
    lines = list(read_lines(access.records(person, KIND).order_by("-is_open", "received_on", "pk")))
    response = HttpResponse(xlsx(_sheets(lines)), content_type=EXCEL)
    response["Content-Disposition"] = 'attachment; filename="so-mo-hinh.xlsx"'
    return response


def _sheets(lines: list[Line]) -> list[Sheet]:
    names = naming.names_of(lines)
    on = clock.today()
    return [
        Sheet(
            str(_("Mô hình")),
            (
                str(_("Tên mô hình")),
                str(_("Lĩnh vực")),
                str(_("Đơn vị")),
                str(_("Địa bàn")),
                str(_("Thực hiện từ")),
                str(_("Trạng thái")),
                str(_("Áp dụng từ")),
                str(_("Địa điểm")),
                str(_("Số tổ")),
                str(_("Số thành viên")),
                str(_("Hộ tham gia")),
                str(_("Khuyến nghị")),
            ),
            [_model_row(line, names, on) for line in lines],
        ),
        Sheet(
            str(_("Địa điểm")),
            (
                str(_("Tên mô hình")),
                str(_("Địa điểm")),
                str(_("Thôn, tổ dân phố")),
                str(_("Xã, phường")),
                str(_("Từ ngày")),
                str(_("Kết thúc từ")),
                str(_("Số tổ")),
                str(_("Số thành viên")),
                str(_("Hộ tham gia")),
            ),
            list(_site_rows(lines, names, on)),
        ),
    ]


def _model_row(line: Line, names: dict[str, str], on: Any) -> tuple[Cell, ...]:
    model, words = read(line), line.kind.vocabulary()
    counted = tally(model, on)
    return (
        names.get(line.row.ref, ""),
        str(words.choices["topic"][model.topic]),
        line.row.office.shown_name if line.row.office else "",
        line.row.area.full_name if line.row.area else "",
        model.from_on,
        str(words.states[line.row.state]),
        names.get(model.source or "", ""),
        counted.sites,
        counted.teams,
        counted.members,
        counted.households,
        str(_("có")) if model.recommended else "",
    )


def _site_rows(lines: list[Line], names: dict[str, str], on: Any) -> Iterator[tuple[Cell, ...]]:
    models_read = [(line, read(line)) for line in lines]
    wanted = {
        pk for _line, model in models_read for site in model.sites for pk in (site.commune, site.hamlet)
    }
    units = {unit.pk: unit.full_name for unit in Unit.objects.filter(pk__in=filter(None, wanted))}
    places = {
        (matter, sha256): body
        for matter, sha256, body in Document.objects.filter(
            matter__in=[line.row.pk for line in lines]
        ).values_list("matter_id", "sha256", "body")
    }
    for line, model in models_read:
        for site in sorted(model.sites, key=lambda site: (site.from_on, site.seq)):
            counted = site.count_on(on)
            yield (
                names.get(line.row.ref, ""),
                places.get((line.row.pk, site.place), ""),
                units.get(site.hamlet or 0, ""),
                units.get(site.commune, ""),
                site.from_on,
                site.to_on,
                counted.teams,
                counted.members,
                counted.households,
            )
