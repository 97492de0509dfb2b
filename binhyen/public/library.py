"""The public library of outreach materials: what offices published, to be read and taken away."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from binhyen.matters import access, clock, naming
from binhyen.matters.files import EXTENSIONS
from binhyen.matters.lines import Line, line_of, read_lines
from binhyen.matters.models import Document, File
from binhyen.movement import words_materials as words
from binhyen.movement.materials import KIND, Material, read
from binhyen.movement.outreach import TOPICS
from binhyen.public.pages import shared
from binhyen.receiving import directory

MOST = 500


@require_safe
def materials(request: HttpRequest) -> HttpResponse:
    """What there is, topic by topic."""
    lines = list(read_lines(access.published(KIND).order_by("-received_on", "pk")[:MOST]))
    names = naming.names_of(lines)
    by_topic: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        material = read(line)
        by_topic.setdefault(material.topic, []).append(
            {"ref": line.row.ref, "name": names.get(line.row.ref, "")} | _about(line, material)
        )
    groups = [(TOPICS[topic], by_topic[topic]) for topic in TOPICS if topic in by_topic]
    context = shared(directory.carried(clock.today())) | {"groups": groups}
    return render(request, "public/materials.html", context)


@require_safe
def material(request: HttpRequest, ref: str) -> HttpResponse:
    """One material: its text, and its file to be saved."""
    line = _found(ref)
    found = read(line)
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    kept = _file(line, found)
    context = shared(directory.carried(clock.today())) | {
        "ref": ref,
        "name": naming.name_of(line),
        "about": _about(line, found) | {"topic": TOPICS[found.topic]},
        "text": texts.get(found.text or "", ""),
        "file": {"type": _ending(kept).upper(), "size": kept.size} if kept else None,
    }
    return render(request, "public/material.html", context)


@require_safe
def file(_request: HttpRequest, ref: str) -> HttpResponse:
    """The file as it stands now, of its own type, to be saved and never shown in the page."""
    line = _found(ref)
    kept = _file(line, read(line), body=True)
    if kept is None:
        raise Http404
    response = HttpResponse(bytes(kept.body), content_type=kept.media_type)
    name = slugify(naming.name_of(line).replace("đ", "d").replace("Đ", "d"))[:60] or "tai-lieu"
    response["Content-Disposition"] = f'attachment; filename="{name}.{_ending(kept)}"'
    return response


def _found(ref: str) -> Line:
    row = access.published(KIND).filter(ref=ref).first()
    if row is None:
        raise Http404
    return line_of(row)


def _file(line: Line, material: Material, *, body: bool = False) -> File | None:
    """The file that counts now: one that was replaced is the office's to see, and nobody else's."""
    found = File.objects.filter(matter=line.row, sha256=material.file or "")
    return (found if body else found.defer("body")).first()


def _ending(kept: File) -> str:
    return EXTENSIONS.get(kept.media_type, "bin")


def _about(line: Line, material: Material) -> dict[str, Any]:
    return {
        "form": words.CHOICES["form"][material.form],
        "audience": words.CHOICES["audience"][material.audience],
        "office": line.row.office.shown_name if line.row.office else "",
    }
