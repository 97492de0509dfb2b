"""What an installation's own file may say."""

from __future__ import annotations

import pytest

from binhyen.site.installation import Installation


@pytest.mark.parametrize(
    "name",
    ["../secret.key", "secret.key", "/etc/passwd", "../a.pmtiles", "a/b.pmtiles", ".pmtiles", "a.pmtiles\n"],
)
def test_no_setting_leads_out_of_the_directory_or_to_another_kind_of_file(name):
    """The attack: a slip in the settings that serves a secret to everybody."""
    with pytest.raises(ValueError, match="base_map"):
        Installation("by-a", "", demonstration=False, base_map=name)
