"""Static files under hashed names, compressed, the imports between ES modules rewritten to match."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Hashed(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise ships no types
    support_js_module_import_aggregation = True
    # A pass settles one step of a chain of imports; the chain from a page to the sealing primitives is longer than 5.
    max_post_process_passes = 20


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
