"""Static files under hashed names, compressed, the imports between ES modules rewritten to match.

A style sheet that imports others is served as one file: each more is a journey of its own before a page is seen.

A module is served under its hashed name without its comments and indentation: a quarter of what an old phone would
fetch. Beside it, under its own name, it is served as it was written, for whoever wants to read it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import rjsmin  # type: ignore[import-untyped]  # ships no types
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(rb'@import url\("([\w-]+\.css)"\);\n')


class Lighter:
    """A storage whose modules are read without comments, and whose style sheets with what they import in its place;
    vendored bundles stay byte for byte what was pinned."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def open(self, name: str, mode: str = "rb") -> File[Any]:
        found = self.storage.open(name, mode)
        if name.endswith(".css"):
            with found:
                return ContentFile(_IMPORT.sub(self._beside(name), found.read()), name)
        if not name.endswith(".js") or name.startswith("vendor"):
            return found
        with found:
            return ContentFile(rjsmin.jsmin(found.read()), name)

    def _beside(self, name: str) -> Callable[[re.Match[bytes]], bytes]:
        def content(found: re.Match[bytes]) -> bytes:
            with self.storage.open(f"{posixpath.dirname(name)}/{found[1].decode()}") as other:
                return bytes(other.read())

        return content


class Hashed(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    support_js_module_import_aggregation = True
    # A pass settles one step of a chain of imports; the chain from a page to the sealing primitives is longer than 5.
    max_post_process_passes = 20

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], *args: Any, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        lighter = {name: (Lighter(storage), path) for name, (storage, path) in paths.items()}
        yield from super().post_process(lighter, *args, **options)


def collect() -> bool:
    """Collect the static files when any is newer than the last collection. Returns whether it did."""
    assert settings.STATIC_ROOT is not None, "only what serves collects: BINHYEN_STATIC=hashed"
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = Path(settings.PACKAGE / "static").rglob("*")
    newest = max(source.stat().st_mtime for source in sources)
    if manifest.is_file() and manifest.stat().st_mtime > newest:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    return True
