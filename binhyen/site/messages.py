"""The catalogues of words: merges `locale/parts/*.po` into one .mo for each language, and checks them.

    python -m binhyen.site.messages            merge what is out of date
    python -m binhyen.site.messages --check    0 when every string has its English and every English is used

Msgids are Vietnamese, so `parts/<room>.po` holds English. Strings of third-party packages that know no
Vietnamese go the other way, in `parts/vi-<room>.po`. The check reads the sources itself (Python's syntax tree,
Django's template lexer), so it needs no gettext on the machine.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "locale"
PARTS = LOCALE / "parts"

# function -> positions of (context, msgid, plural); None where it has none
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
IN_TAG = re.compile(r"""_\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\)""")


@dataclass(frozen=True)
class Message:
    """One string to translate; `context` and `plural` are "" where there is none."""

    msgid: str
    context: str = ""
    plural: str = ""


def language_of(part: Path) -> str:
    """Which language a part translates into: "vi" for `vi-*.po`, else "en"."""
    return "vi" if part.name.startswith("vi-") else "en"


def parts(language: str) -> list[Path]:
    """The parts that translate into this language, in the order of their names."""
    return [part for part in sorted(PARTS.glob("*.po")) if language_of(part) == language]


def merged(language: str) -> tuple[polib.POFile, list[str]]:
    """All parts of a language as one catalogue, and where two parts disagree (the first by name is kept)."""
    whole = polib.POFile()
    whole.metadata = {
        "Language": language,
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        # Vietnamese has one form for every number.
        "Plural-Forms": "nplurals=1; plural=0;" if language == "vi" else "nplurals=2; plural=(n != 1);",
    }
    seen: dict[tuple[str, str], tuple[polib.POEntry, Path]] = {}
    disagreements = []
    for part in parts(language):
        for entry in polib.pofile(str(part)):
            if entry.obsolete:
                continue
            earlier = seen.setdefault((entry.msgctxt or "", entry.msgid), (entry, part))
            if earlier[0] is entry:
                whole.append(entry)
            elif (earlier[0].msgstr, earlier[0].msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
                disagreements.append(
                    f"{earlier[1].name} and {part.name} translate {entry.msgid!r} differently"
                )
    return whole, disagreements


def build() -> list[Path]:
    """Write the .mo of each language that is older than one of its parts; the paths written.

    A catalogue is put in place by a rename, because several processes may start at the same time.
    """
    written = []
    for language in ("en", "vi"):
        sources = parts(language)
        target = LOCALE / language / "LC_MESSAGES" / "django.mo"
        # The folder's own time changes when a part is removed.
        newest = max((path.stat().st_mtime for path in [PARTS, *sources]), default=0.0)
        if target.exists() and target.stat().st_mtime > newest:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(f".{os.getpid()}")
        merged(language)[0].save_as_mofile(str(unfinished))
        unfinished.replace(target)
        written.append(target)
    return written


# --- reading the sources ---------------------------------------------------------------------------------


def _text(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def in_python(source: str) -> Iterator[Message]:
    """Strings given to gettext and its kin. A string that is computed cannot be translated and is not seen."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in FUNCTIONS:
            continue
        at_context, at_msgid, at_plural = FUNCTIONS[name]
        arguments = dict(enumerate(node.args))
        msgid = _text(arguments.get(at_msgid))
        if msgid is not None:
            context = _text(arguments.get(at_context)) if at_context is not None else ""
            plural = _text(arguments.get(at_plural)) if at_plural is not None else ""
            yield Message(msgid, context or "", plural or "")


def _unquote(bit: str) -> str | None:
    return bit[1:-1].replace(f"\\{bit[0]}", bit[0]) if len(bit) > 1 and bit[0] in "\"'" else None


def _context(bits: list[str]) -> str:
    return _unquote(bits[bits.index("context") + 1]) or "" if "context" in bits else ""


def in_template(source: str) -> Iterator[Message]:
    """Strings of {% translate %}, {% blocktranslate %} and `_("…")` inside any tag.

    Django looks up a template's string with every % doubled, so that is its msgid.
    """
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        for double, single in IN_TAG.findall(token.contents):
            yield Message((double or single).replace('\\"', '"').replace("\\'", "'").replace("%", "%%"))
        if token.token_type is not TokenType.BLOCK:
            continue
        bits = list(smart_split(token.contents))
        if bits[0] in ("translate", "trans"):
            msgid = _unquote(bits[1].split("|")[0])
            if msgid is not None:
                yield Message(msgid.replace("%", "%%"), _context(bits))
        elif bits[0] in ("blocktranslate", "blocktrans"):
            yield _block(bits, tokens)


def _block(bits: list[str], tokens: Iterator[Token]) -> Message:
    """The msgid of a blocktranslate as Django's own tag makes it."""
    forms = [""]
    for token in tokens:
        if token.token_type is TokenType.VAR:
            forms[-1] += f"%({token.contents})s"
        elif token.token_type is TokenType.TEXT:
            forms[-1] += token.contents.replace("%", "%%")
        elif token.contents.strip() == "plural":
            forms.append("")
        elif token.contents.startswith("end"):
            break
    if "trimmed" in bits:
        forms = [trim_whitespace(form) for form in forms]
    return Message(forms[0], _context(bits), forms[1] if len(forms) > 1 else "")


def used() -> dict[Message, str]:
    """Every string of the package to translate, with one place where it stands."""
    found: dict[Message, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            for message in in_python(path.read_text()):
                found.setdefault(message, str(path.relative_to(PACKAGE)))
    for path in sorted([*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.txt")]):
        for message in in_template(path.read_text()):
            found.setdefault(message, str(path.relative_to(PACKAGE)))
    return found


def faults() -> list[str]:
    """What is wrong with the English: missing, unused, disagreeing, with other placeholders. Empty when all is well."""
    whole, wrong = merged("en")
    wrong += merged("vi")[1]
    catalogue = {(entry.msgctxt or "", entry.msgid): entry for entry in whole}
    sources = {(message.context, message.msgid): (message, place) for message, place in used().items()}
    for key, (message, place) in sources.items():
        entry = catalogue.get(key)
        if entry is None or not (entry.msgstr or all(entry.msgstr_plural.values() or [""])):
            wrong.append(f"{place}: no English for {message.msgid!r}")
        elif entry.fuzzy:
            wrong.append(f"{place}: the English of {message.msgid!r} is marked fuzzy")
        elif message.plural and not entry.msgid_plural:
            wrong.append(f"{place}: no English plural for {message.msgid!r}")
        elif any(_placeholders(text) != _placeholders(message.msgid) for text in _translations(entry)):
            wrong.append(f"{place}: other placeholders in the English of {message.msgid!r}")
    wrong += [f"parts: English that nothing uses: {key[1]!r}" for key in catalogue if key not in sources]
    return wrong


def _translations(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text))


def main(arguments: list[str]) -> int:
    """0 done or well, 1 something is wrong, 2 bad usage."""
    if arguments == ["--check"]:
        wrong = faults()
        for line in wrong:
            print(line)
        print(f"{len(wrong)} faults" if wrong else "every string has its English")
        return 1 if wrong else 0
    if arguments:
        print(__doc__)
        return 2
    for path in build():
        print(path.relative_to(PACKAGE))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
