"""Static files as they are collected and served."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

STYLES = Path(settings.PACKAGE) / "static" / "css"


def test_a_resident_s_page_has_one_style_sheet_with_all_it_imports(tmp_path: Path) -> None:
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "binhyen.site.static.Hashed"}}
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=storages):
        call_command("collectstatic", verbosity=0, interactive=False)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    parts = ("base", "components", "public", "report")
    for sheet, of in (("resident", parts), ("resident-map", (*parts, "map"))):
        served = (tmp_path / names[f"css/{sheet}.css"]).read_text(encoding="utf-8")
        assert "@import" not in served
        for part in of:
            own = (STYLES / f"{part}.css").read_text(encoding="utf-8")
            # Addresses of fonts change to hashed ones; the rules between them are these, in this order.
            rules = [line for line in own.splitlines() if line and "url(" not in line]
            assert all(line in served for line in rules), part
        assert served.index("@font-face") < served.index(".masthead")
        assert "be-vietnam-pro-400.woff2" not in served, "the fonts' addresses are hashed, as everywhere"
        # Under its own name it is as it was written.
        assert (tmp_path / f"css/{sheet}.css").read_bytes() == (STYLES / f"{sheet}.css").read_bytes()
