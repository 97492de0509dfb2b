"""Outreach materials (tài liệu tuyên truyền): written by one office, used by every office, published for everybody.

A material is a text, a file, or both. What is published is what stands now; taken back to be mended, it is a draft
again and nobody outside finds it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from binhyen.matters.judging import Asked, corrected
from binhyen.matters.lines import Line
from binhyen.movement.outreach import AUDIENCES, TOPICS
from binhyen.procedure import (
    ANY_OPEN,
    CORRECTED,
    Act,
    FactsError,
    Nothing,
    Procedure,
    Record,
    State,
    Versions,
    code,
    reference,
)

KIND = "material"
WRITERS = frozenset({"officer", "head", "steering"})
FORMS = ("leaflet", "placard", "broadcast", "outline", "handbook", "picture")
PUBLISHED = "published"
DRAFT = frozenset({"draft"})


@dataclass(frozen=True, kw_only=True)
class Drafted:
    office: int = reference("office")
    title: str = reference("document", short=True)
    form: str = code(*FORMS)
    topic: str = code(*TOPICS)
    audience: str = code(*AUDIENCES)
    text: str | None = reference("document", optional=True)
    file: str | None = reference("file", optional=True)


@dataclass(frozen=True)
class Renamed:
    title: str = reference("document", short=True)


@dataclass(frozen=True)
class TextSet:
    text: str = reference("document")


@dataclass(frozen=True)
class FileSet:
    file: str = reference("file")


MATERIAL = Procedure(
    kind=KIND,
    version="1",
    in_force_from=date(2004, 1, 1),
    in_force_to=None,
    basis="Luật Phổ biến, giáo dục pháp luật 2012",
    states=(State("draft"), State(PUBLISHED), State("withdrawn", open=False)),
    acts=(
        Act(
            "drafted",
            Drafted,
            WRITERS,
            None,
            to="draft",
            sets={"office": "office", "category": "topic"},
            personal=(),
        ),
        Act("renamed", Renamed, WRITERS, DRAFT, personal=()),
        Act("text_set", TextSet, WRITERS, DRAFT, personal=()),
        Act("file_set", FileSet, WRITERS, DRAFT, personal=()),
        Act("published", Nothing, WRITERS, DRAFT, to=PUBLISHED, personal=()),
        Act("taken_back", Nothing, WRITERS, frozenset({PUBLISHED}), to="draft", personal=()),
        Act("withdrawn", Nothing, WRITERS, ANY_OPEN, to="withdrawn", personal=()),
    ),
    standing=True,
)
VERSIONS = Versions([MATERIAL])


@dataclass(frozen=True)
class Material:
    """A material as it stands. `title`, `text` are the hashes of documents, `file` of a file."""

    title: str
    form: str
    topic: str
    audience: str
    text: str | None
    file: str | None


def read(line: Line) -> Material:
    """The material of a line, corrections applied."""
    return _after(line.effective)


def _after(records: list[Record]) -> Material:
    first: Any = records[0].facts
    found = Material(first.title, first.form, first.topic, first.audience, first.text, first.file)
    for record in records[1:]:
        facts: Any = record.facts
        match record.act:
            case "renamed":
                found = replace(found, title=facts.title)
            case "text_set":
                found = replace(found, text=facts.text)
            case "file_set":
                found = replace(found, file=facts.file)
    return found


def judge(asked: Asked) -> None:
    """Nothing empty is published, nor made empty afterwards."""
    if asked.act == "published" and _is_empty(read(asked.line)):
        raise FactsError("", "nothing_to_publish")
    if (
        asked.act == CORRECTED
        and asked.line.row.state == PUBLISHED
        and _is_empty(_after(corrected(asked)[1]))
    ):
        raise FactsError("entry", "nothing_to_publish")


def _is_empty(material: Material) -> bool:
    return material.text is None and material.file is None
