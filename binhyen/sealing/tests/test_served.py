"""What is served to browsers: the same words, the pinned bundles, and nothing that Trusted Types would stop."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
import rjsmin

from binhyen.sealing import words

STATIC = Path(__file__).parents[2] / "static"
MODULES = sorted((STATIC / "js" / "sealing").glob("*.js"))
VENDOR = STATIC / "vendor"
LARGEST_DOWNLOAD = 52_000


def weight(paths) -> int:
    """What a browser fetches: our modules without their comments, bundles as they are."""
    served = (
        path.read_bytes() if path.is_relative_to(VENDOR) else rjsmin.jsmin(path.read_bytes())
        for path in paths
    )
    return sum(len(gzip.compress(each, 9)) for each in served)


def imports_of(path: Path) -> set[Path]:
    """The modules that one module loads at once (not those it loads when asked for)."""
    found = re.findall(r"^import .*?from \"(\.[^\"]+)\"", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {(path.parent / name).resolve() for name in found}


def loaded_with(*starts: str) -> set[Path]:
    waiting, loaded = [(STATIC / "js" / start).resolve() for start in starts], set()
    while waiting:
        path = waiting.pop()
        if path not in loaded:
            loaded.add(path)
            waiting.extend(imports_of(path))
    return loaded


def test_the_browser_has_the_same_words():
    text = (STATIC / "js" / "sealing" / "wordlist.js").read_text(encoding="utf-8")
    assert "".join(re.findall(r'^  "(.*?)"', text, re.MULTILINE)).split() == list(words.wordlist())


def test_bundles_are_the_ones_that_were_checked():
    lines = (VENDOR / "CHECKSUMS").read_text().splitlines()
    sums = dict(reversed(line.split()) for line in lines)
    assert {"age.js", "qr.js"} <= set(sums)
    for name, digest in sums.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_the_lock_names_no_registry_and_every_hash():
    lock = json.loads((VENDOR / "package-lock.json").read_text())
    packages = [package for name, package in lock["packages"].items() if name]
    assert packages
    assert all(
        "resolved" not in package and package["integrity"].startswith("sha512-") for package in packages
    )


def test_every_bundled_package_has_its_licence():
    licences = (VENDOR / "LICENSES.txt").read_text(encoding="utf-8")
    lock = json.loads((VENDOR / "package-lock.json").read_text())
    for name in (
        "age-encryption",
        "@noble/ciphers",
        "@noble/curves",
        "@noble/hashes",
        "@scure/base",
        "canonicalize",
        "uqr",
        "protomaps-leaflet",
        "pmtiles",
        "@protomaps/basemaps",
        "fflate",
    ):
        version = lock["packages"][f"node_modules/{name}"]["version"]
        assert f"======== {name} {version} ========" in licences


@pytest.mark.parametrize(
    "path",
    [*MODULES, VENDOR / "age.js", VENDOR / "qr.js"],
    ids=lambda path: path.name,
)
def test_nothing_served_makes_code_or_markup_from_text(path):
    text = path.read_text(encoding="utf-8")
    for name in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "WebAssembly",
    ):
        assert name not in text
    assert not re.search(r"localStorage|sessionStorage|indexedDB", text)


def test_a_resident_downloads_little():
    """The page's half and the Worker's half, each file compressed on its own as a browser gets it."""
    files = loaded_with("sealing/client.js", "sealing/worker.js", "sealing/resident.js")
    assert VENDOR / "age.js" in files
    assert STATIC / "js" / "sealing" / "officer.js" not in files
    assert weight(files) <= LARGEST_DOWNLOAD, weight(files)
