"""The patterns pages show every piece in both languages, and nothing on them needs an inline style or script."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

PACKAGE = Path(__file__).resolve().parents[2]
STATIC = PACKAGE / "static"
COMPONENTS = PACKAGE / "templates" / "components"

PAGES = (
    "/mau-giao-dien/",
    "/mau-giao-dien/cau-hoi/",
    "/mau-giao-dien/cau-hoi/?sai=1",
    "/mau-giao-dien/ban-lam-viec/",
)
ERRORS = (400, 403, 404, 413, 500, 503)


class Markup(HTMLParser):
    """What a strict Content-Security-Policy would refuse, and the behaviours a page names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.refused: list[str] = []
        self.behaviours: set[str] = set()
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "style" in given or tag == "style":
            self.refused.append(f"<{tag}> has a style of its own")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.refused.append("<script> without src")
        if any(name.startswith("on") for name in given) or (given.get("href") or "").startswith(
            "javascript:"
        ):
            self.refused.append(f"<{tag}> runs script")
        self.behaviours |= set((given.get("data-behaviour") or "").split())
        if given.get("id"):
            self.ids.append(given["id"])


def page(path: str, language: str) -> str:
    response = Client().get(f"/en{path}" if language == "en" else path)
    assert response.status_code == 200
    return response.content.decode()


def error_page(status: int, language: str) -> str:
    with translation.override(language):
        request = RequestFactory().get("/")
        request.LANGUAGE_CODE = language
        return render_to_string(f"errors/{status}.html", {"status": status}, request)


def everything(language: str) -> list[str]:
    return [page(path, language) for path in PAGES] + [error_page(status, language) for status in ERRORS]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_speak_their_language_and_offer_the_other(language: str) -> None:
    vietnamese, english = "Không ai thấy tên bạn", "Nobody sees your name"
    html = page("/mau-giao-dien/", language)
    assert f'<html lang="{language}">' in html
    assert (vietnamese in html, english in html) == (language == "vi", language == "en")
    other = "/en/mau-giao-dien/" if language == "vi" else "/mau-giao-dien/"
    assert f'href="{other}"' in html


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_inline_style_or_script(language: str) -> None:
    for html in everything(language):
        assert Markup(html).refused == []


def test_the_checker_sees_what_the_policy_would_refuse() -> None:
    found = Markup(
        '<p style="x"><style></style><script>1</script><a onclick="x" href="javascript:x">'
    ).refused
    assert len(found) == 4


@pytest.mark.parametrize("language", ["vi", "en"])
def test_ids_are_unique_on_a_page(language: str) -> None:
    for html in everything(language):
        ids = Markup(html).ids
        assert sorted(ids) == sorted(set(ids))


def test_every_behaviour_has_a_module() -> None:
    loader = (STATIC / "js" / "behaviours.js").read_text()
    known = dict(re.findall(r'^  "([a-z-]+)": \(\) => import\("\./([a-z-]+)\.js"\)', loader, re.MULTILINE))
    named = set()
    for template in PACKAGE.rglob("templates/**/*.html"):
        for names in re.findall(r'data-behaviour="([^"]*)"', template.read_text()):
            named |= set(names.split())
    assert named <= set(known), "a template names a behaviour that behaviours.js does not load"
    for name, module in known.items():
        assert name == module
        assert "export function start(" in (STATIC / "js" / f"{module}.js").read_text()


def test_every_piece_is_shown(rendered_templates: set[str]) -> None:
    for path in PAGES:
        page(path, "vi")
    assert {f"components/{piece.name}" for piece in COMPONENTS.glob("*.html")} <= rendered_templates


@pytest.fixture
def rendered_templates() -> set[str]:
    """The names of the templates rendered while the test runs, included ones too."""
    from django.test.signals import template_rendered

    names: set[str] = set()

    def note(sender: object, template: object, **_: object) -> None:
        names.add(getattr(template, "name", "") or "")

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def test_every_piece_and_icon_is_documented() -> None:
    text = (PACKAGE.parent / "docs" / "patterns.md").read_text()
    pieces = [piece.stem for piece in COMPONENTS.glob("*.html") if piece.stem != "field_notes"]
    assert [name for name in pieces if f"`{name}.html`" not in text] == []
    words = set(re.findall(r"\w+", text))
    assert [icon.stem for icon in (PACKAGE / "templates/icons").glob("*.svg") if icon.stem not in words] == []


def compressed(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_style_and_fonts_keep_their_budget() -> None:
    fonts = sorted((STATIC / "fonts").glob("*.woff2"))
    # Whoever opens a page fetches one of two: nobody fetches the other door's.
    shared = ["base", "components", "print", "no-script"]
    for door in (["public", "report", "map"], ["desk", "map"]):
        style = [STATIC / "css" / f"{name}.css" for name in [*shared, *door]]
        assert compressed(*style) <= 12 * 1024, door
    known = {*shared, "public", "report", "map", "desk", "resident", "resident-map"}
    assert {path.stem for path in (STATIC / "css").glob("*.css")} == known
    assert sum(font.stat().st_size for font in fonts) <= 36 * 1024
    # Everything that the first visit to a public page fetches, before the sealing bundle.
    styles = [STATIC / "css" / f"{name}.css" for name in ("base", "components", "public", "report", "print")]
    behaviours = [STATIC / "js" / f"{name}.js" for name in ("behaviours", "quick-exit", "in-app-browser")]
    first = compressed(*styles, *behaviours, STATIC / "img/mark.svg")
    first += sum(font.stat().st_size for font in fonts)
    first += len(gzip.compress(page("/mau-giao-dien/cau-hoi/", "vi").encode()))
    assert first <= 60 * 1024


def test_help_is_one_tap_away_on_every_page() -> None:
    for html in everything("vi"):
        for number in ("113", "114", "115", "111"):
            assert f'href="tel:{number}"' in html


def test_errors_say_what_to_do_next() -> None:
    for status in ERRORS:
        html = error_page(status, "en")
        assert 'class="button"' in html
        assert str(status) in html


def test_numbers_and_dates_put_the_day_first_in_both_languages() -> None:
    import datetime as dt

    from django.utils.formats import date_format, number_format

    day = dt.date(2026, 12, 11)
    for language, long, thousand in (("vi", "11/12/2026", "1.308,5"), ("en", "11 December 2026", "1,308.5")):
        with translation.override(language):
            assert date_format(day) == long
            assert date_format(day, "SHORT_DATE_FORMAT") == "11/12/2026"
            assert number_format(1308.5, 1, force_grouping=True) == thousand


def test_what_has_an_english_is_shown_in_english() -> None:
    """Catches a msgid that the catalogue holds but the page does not find (a doubled %, a stray space)."""
    from binhyen.site.messages import merged

    vietnamese = {e.msgid.replace("%%", "%") for e in merged("en")[0] if e.msgid.strip() != e.msgstr.strip()}
    shown = set()
    for path in PAGES:
        shown |= {text.strip() for text in re.findall(r">([^<]+)<", page(path, "en"))}
    assert shown & vietnamese == set()
    assert "Change on year, %" in shown
