"""What the desk offers of a story, and what the forms of writing begin with: the text as it stands."""

from __future__ import annotations

import dataclasses
from typing import Any

from binhyen.kinds.story.acts import NOT_YET, CorrectionPublished, Rewritten
from binhyen.kinds.story.reading import read
from binhyen.matters.lines import Line
from binhyen.matters.models import Document
from binhyen.procedure import declared

ANEW = {"rewritten": Rewritten, "correction_published": CorrectionPublished}


def begins(line: Line, act: str) -> dict[str, Any]:
    """By fact, what stands in the form before anybody types: what is changed is not typed again."""
    if act not in ANEW:
        return {}
    story = read(line.effective)
    facts = {fact.name: fact for fact in declared(ANEW[act])}
    said = {
        field.name: getattr(story, field.name) for field in dataclasses.fields(story) if field.name in facts
    }
    texts = dict(Document.objects.filter(matter=line.row).values_list("sha256", "body"))
    return {
        name: texts.get(value, "") if facts[name].kind == "document" and value else value
        for name, value in said.items()
    }


def possible(line: Line, act: str) -> bool:
    """Whether there is a picture for an act about pictures, and a place on the front page to be given up."""
    story = read(line.effective)
    match act:
        case "picture_agreed":
            return any(picture.consent == NOT_YET for picture in story.pictures)
        case "picture_dropped" | "picture_removed" | "featured":
            return bool(story.pictures)
        case "unfeatured":
            return story.place is not None
        case _:
            return True
