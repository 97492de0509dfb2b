"""The catalogues: read from the sources without gettext, merged from the parts, complete."""

from __future__ import annotations

import os
from pathlib import Path

import polib
import pytest

from binhyen.site import messages
from binhyen.site.messages import Message


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty package with its parts folder, in place of ours."""
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    monkeypatch.setattr(messages, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(messages, "PARTS", tmp_path / "locale" / "parts")
    messages.PARTS.mkdir(parents=True)
    return tmp_path


def part(name: str, **translations: str) -> Path:
    file = polib.POFile()
    for msgid, msgstr in translations.items():
        file.append(polib.POEntry(msgid=msgid, msgstr=msgstr))
    path = messages.PARTS / name
    file.save(str(path))
    return path


def test_python_strings_are_found() -> None:
    source = """
_("một"); gettext_lazy("hai"); ngettext("ba", "bốn", n); pgettext("nơi", "năm"); other("sáu"); _(computed)
translation.gettext("bảy" " tám")
"""
    assert set(messages.in_python(source)) == {
        Message("một"),
        Message("hai"),
        Message("ba", plural="bốn"),
        Message("năm", context="nơi"),
        Message("bảy tám"),
    }


def test_template_strings_are_found() -> None:
    source = """{% translate "một" %}{% translate "mấy %" %}{% trans 'hai' context "nơi" as x %}{% translate variable %}
{% include "x.html" with label=_("ba") %}{{ _('bốn') }}
{% blocktranslate trimmed with n=1 %}
  năm {{ n }}
  sáu 50%
{% endblocktranslate %}{% blocktranslate count n=n %}một tin{% plural %}{{ n }} tin{% endblocktranslate %}"""
    assert set(messages.in_template(source)) == {
        Message("một"),
        Message("mấy %%"),
        Message("hai", context="nơi"),
        Message("ba"),
        Message("bốn"),
        Message("năm %(n)s sáu 50%%"),
        Message("một tin", plural="%(n)s tin"),
    }


def test_faults_name_what_is_missing_unused_and_disagreeing(locale: Path) -> None:
    (locale / "room.py").write_text('_("một"); _("hai %(n)s"); _("ba")')
    (locale / "tests").mkdir()
    (locale / "tests" / "test_x.py").write_text('_("của kiểm thử")')
    part("a.po", một="one", **{"hai %(n)s": "two"})
    part("b.po", một="a one", bốn="four")
    part("vi-allauth.po", Hello="Xin chào")
    assert messages.faults() == [
        "a.po and b.po translate 'một' differently",
        "room.py: other placeholders in the English of 'hai %(n)s'",
        "room.py: no English for 'ba'",
        "parts: English that nothing uses: 'bốn'",
    ]
    assert messages.main(["--check"]) == 1
    part("a.po", một="one", **{"hai %(n)s": "two %(n)s"}, ba="three")
    part("b.po", một="one")
    assert messages.main(["--check"]) == 0
    assert messages.main(["--wrong"]) == 2


def test_a_catalogue_is_built_when_older_than_its_parts(locale: Path) -> None:
    one = part("a.po", một="one")
    part("vi-allauth.po", Hello="Xin chào")
    assert len(messages.build()) == 2
    english = messages.LOCALE / "en/LC_MESSAGES/django.mo"
    assert polib.mofile(str(english)).find("một").msgstr == "one"
    later = english.stat().st_mtime + 10
    os.utime(english, (later, later))
    assert messages.build() == [messages.LOCALE / "vi/LC_MESSAGES/django.mo"] or messages.build() == []
    os.utime(one, (later + 10, later + 10))
    assert english in messages.build()


def test_every_string_has_its_english() -> None:
    assert messages.faults() == []
