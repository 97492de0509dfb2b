"""Documents that cannot lag: every list in docs/ is compared with what the program itself says.

A failure prints the lines to paste. Vietnamese and English are the program's own words, so a glossary that says
something else than the screen fails too.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override

from binhyen.accounts.models import Role
from binhyen.commands import checking
from binhyen.commands.cli import main as binhyen
from binhyen.exchange.tables import ORDER_REPORTS, TABLES
from binhyen.figures.indicators import INDICATORS
from binhyen.matters import kinds, offences
from binhyen.offices.models import OfficeType
from binhyen.procedure import CORRECTED, DEADLINE_PASSED, ROLES
from binhyen.procedure.rules import GENERIC
from binhyen.site import installation
from binhyen.units.models import Level

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
KINDS = [kind.code for kind in kinds.every()]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(document: str, heading: str) -> str:
    """What stands under a heading, up to the next heading of the same or a higher level."""
    level = heading.split(" ")[0]
    start = document.index(f"\n{heading}\n") + len(heading) + 2
    end = re.search(rf"^#{{1,{len(level)}}} ", document[start:], re.MULTILINE)
    return document[start : start + end.start()] if end else document[start:]


def table_rows(text: str) -> list[str]:
    """The lines of the tables in a text, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    heads = {i for i, line in enumerate(lines) if set(line) <= set("|-: ")}
    return [line for i, line in enumerate(lines) if i not in heads and i + 1 not in heads]


def compare(place: str, text: str, expected: list[str]) -> None:
    """Every expected row begins a row of the text, and every row of the text is expected."""
    rows = table_rows(text)
    missing = [row for row in expected if not any(line.startswith(row) for line in rows)]
    assert not missing, f"{place} lacks:\n" + "\n".join(missing)
    gone = [line for line in rows if not any(line.startswith(row) for row in expected)]
    assert not gone, f"{place} names what is not there:\n" + "\n".join(gone)


def both(words: object, between: str = " / ") -> str:
    """Some words in Vietnamese and in English."""
    with override("vi"):
        vietnamese = str(words)
    with override("en"):
        return between.join([vietnamese, str(words)])


def row(code: str, words: object, *more: str) -> str:
    """The beginning of a glossary's row: Vietnamese, English, code, and whatever else is fixed."""
    return "| " + " | ".join([both(words, " | "), f"`{code}`", *more]) + " |"


# --- the glossary ------------------------------------------------------------------------------------------


def acts_of(code: str) -> list[str]:
    kind = kinds.get(code)
    words = kind.vocabulary().acts
    by: dict[str, frozenset[str]] = {}
    for version in kind.versions.procedures:
        for act in version.acts:
            by[act.code] = by.get(act.code, frozenset()) | act.by
    by |= {act: GENERIC[act].by for act in (CORRECTED, DEADLINE_PASSED)}
    return [row(act, words[act], ", ".join(sorted(roles))) for act, roles in by.items()]


def states_of(code: str) -> list[str]:
    kind = kinds.get(code)
    words = kind.vocabulary()
    states = {state.code: state for version in kind.versions.procedures for state in version.states}
    return [
        row(code, words.states[code], "open" if state.open else "ended", both(words.public_states[code]))
        for code, state in states.items()
    ]


def terms_of(code: str) -> list[str]:
    kind = kinds.get(code)
    words = kind.vocabulary().deadlines
    terms = {deadline.code for version in kind.versions.procedures for deadline in version.deadlines}
    return [row(term, words[term]) for term in sorted(terms)]


def choices_of(code: str) -> list[str]:
    by_fact = kinds.get(code).vocabulary().choices
    return [
        row(choice, words, f"`{fact}`")
        for fact, choices in by_fact.items()
        if fact not in ("category", "urgency")
        for choice, words in choices.items()
    ]


@pytest.mark.parametrize("code", KINDS)
@pytest.mark.parametrize(
    ("part", "expected"),
    [("acts", acts_of), ("states", states_of), ("terms", terms_of), ("choices", choices_of)],
)
def test_every_act_state_term_and_choice_is_in_the_glossary(code, part, expected):
    rows = expected(code)
    if not rows:
        return
    under = section(read("docs/glossary.md"), f"## Kind `{code}`")
    compare(f"docs/glossary.md, {code}, {part}", section(under, f"### `{code}` {part}"), rows)


def test_every_kind_of_matter_has_its_words():
    headings = re.findall(r"^## Kind `(\w+)`$", read("docs/glossary.md"), re.MULTILINE)
    assert sorted(headings) == KINDS


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## Areas", lambda: [row(level.value, level.label) for level in Level]),
        ("## Types of office", lambda: [row(kind.value, kind.label) for kind in OfficeType]),
        ("## Groups of offences", lambda: [row(code, word) for code, word in offences.GROUPS.items()]),
        (
            "## Categories of offences",
            lambda: [row(o.code, o.word, f"`{o.group}`", o.urgency) for o in offences.OFFENCES],
        ),
        ("## Urgency", lambda: [row(code, word) for code, word in offences.URGENCIES.items()]),
    ],
)
def test_every_code_that_a_matter_may_carry_is_in_the_glossary(heading, expected):
    compare(f"docs/glossary.md, {heading}", section(read("docs/glossary.md"), heading), expected())


def test_every_role_is_in_the_glossary():
    rows = table_rows(section(read("docs/glossary.md"), "## Roles"))
    for role in Role:
        assert any(line.startswith(row(role.value, role.label)) for line in rows), row(role.value, role.label)
    assert sorted(line.split("|")[3].strip(" `") for line in rows) == sorted(ROLES)


# --- commands ----------------------------------------------------------------------------------------------


def commands(group: click.Group = binhyen, name: str = "binhyen") -> Iterator[tuple[str, click.Command]]:
    for part, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {part}")
        else:
            yield f"{name} {part}", command


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_and_option_is_documented(name, command):
    text = section(read("docs/commands.md"), f"## `{name}`")
    options = {
        spelling
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for spelling in (*parameter.opts, *parameter.secondary_opts)
    }
    documented = {word for line in table_rows(text) for word in re.findall(r"--[a-z-]+", line.split("|")[1])}
    assert documented == options, f"docs/commands.md, {name}"


def test_no_command_is_documented_that_is_gone():
    headings = re.findall(r"^## `(binhyen .+)`$", read("docs/commands.md"), re.MULTILINE)
    assert sorted(headings) == sorted(name for name, _command in commands())


@pytest.mark.parametrize("table", [*TABLES, ORDER_REPORTS], ids=lambda table: table.code)
def test_every_column_of_an_exchange_file_is_documented(table):
    with override("vi"):
        text = section(read("docs/exchange.md"), f"### `{table.code}`: {table.sheet}")
        rows = []
        for column in table.columns:
            kind = (
                "one of " + ", ".join(f"`{code}`" for code in column.choices)
                if column.choices
                else column.kind
            )
            rows.append(
                f"| `{column.code}` | {column.heading} | {kind} | {'yes' if column.required else ''} |"
            )
    compare(f"docs/exchange.md, {table.code}", text, rows)


def test_every_finding_is_documented():
    text = section(read("docs/commands.md"), "## Findings")
    codes = {line.split("|")[1].strip(" `") for line in table_rows(text)}
    assert codes == {*checking.MEANINGS, "row_differs_*"}


# --- settings and addresses --------------------------------------------------------------------------------


def test_every_key_of_an_installation_is_documented():
    text = section(read("docs/settings.md"), "## `installation.json`")
    keys = {line.split("|")[1].strip(" `") for line in table_rows(text)}
    assert keys == {field.name for field in dataclasses.fields(installation.Installation)}


def test_every_variable_is_documented():
    sources = [
        path for folder in ("binhyen", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")
    ]
    found = {name for path in sources for name in re.findall(r"\bBINHYEN_[A-Z_]+\b", path.read_text())}
    text = section(read("docs/settings.md"), "## Variables")
    assert {line.split("|")[1].strip(" `") for line in table_rows(text)} == found


def test_every_file_of_a_new_installation_is_documented(tmp_path):
    installation.create(tmp_path / "data", name="x", demonstration=False)
    text = section(read("docs/settings.md"), "## The data directory")
    for path in (tmp_path / "data").iterdir():
        assert f"`{path.name}`" in text


def addresses(resolver: URLResolver, path: str = "/", space: str = "") -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        here = path + str(each.pattern)
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}", here
        else:
            yield from addresses(each, here, f"{space}{each.namespace}:" if each.namespace else space)


def test_every_address_is_documented():
    with override("vi"):
        expected = [f"| `{name}` | `{path}` |" for name, path in addresses(get_resolver())]
    compare("docs/addresses.md", read("docs/addresses.md"), expected)


# --- figures, threats, decisions, the front page -----------------------------------------------------------


def test_every_indicator_is_documented():
    rows = [row(indicator.code, indicator.word) for indicator in INDICATORS]
    compare("docs/figures.md", section(read("docs/figures.md"), "## The indicators"), rows)


def test_every_line_of_the_threats_is_shown_by_a_test_or_accepted():
    rows = table_rows(read("docs/threats.md"))
    assert len(rows) > 30
    for line in rows:
        shown = line.strip("|").split("|")[-1]
        assert re.search(r"`test_\w+`|accepted: \w+", shown), f"neither a test nor accepted: {line}"


DOCUMENTS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def test_every_test_that_a_document_names_exists():
    sources = [*(ROOT / "binhyen").rglob("tests/**/*.py"), *(ROOT / "tests").rglob("*.py")]
    known = {path.stem for path in sources}
    known |= {name for path in sources for name in re.findall(r"def (test_\w+)\(", path.read_text("utf-8"))}
    for document in DOCUMENTS:
        named = set(re.findall(r"\b(test_\w+)\b", document.read_text(encoding="utf-8")))
        assert named <= known, f"{document.relative_to(ROOT)} names {sorted(named - known)}"


def test_links_lead_somewhere():
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.relative_to(ROOT)}: {target}"


def test_every_decision_is_in_the_index():
    index = read("docs/adr/README.md")
    for path in DOCS.glob("adr/0*.md"):
        assert f"({path.name})" in index, f"docs/adr/README.md lacks {path.name}"


def test_every_document_is_named_on_the_front_page():
    front = read("README.md")
    for path in DOCS.glob("*.md"):
        assert f"(docs/{path.name})" in front, f"README.md does not say what docs/{path.name} is for"


def test_the_front_page_names_the_rooms_in_the_order_of_the_contract():
    contract = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]
    rooms = [name.strip().split(".")[1] for layer in contract["layers"] for name in layer.split("|")]
    told = [
        line.split("|")[1].strip(" `").split("/")[1]
        for line in table_rows(section(read("README.md"), "## How to read the tree"))
        if line.startswith("| `binhyen/")
    ]
    assert list(dict.fromkeys(told)) == rooms


def test_the_licence_is_the_one_that_the_package_names():
    assert "Apache-2.0" in str(tomllib.loads(read("pyproject.toml"))["project"]["license"])
    assert "Apache License Version 2.0, January 2004" in " ".join(read("LICENSE").split())
    notice = read("NOTICE")
    licences = (settings.PACKAGE / "static/vendor/LICENSES.txt").read_text(encoding="utf-8")
    bundled = re.findall(r"^=+ (\S+ [\d.]+) =+$", licences, re.MULTILINE)
    assert bundled
    assert [name for name in bundled if name not in notice] == []
