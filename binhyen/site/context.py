"""What every page knows about the installation it belongs to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from binhyen.site.sessions import is_desk

EMERGENCY_NUMBERS = ("113", "114", "115", "111")


def installation(request: HttpRequest) -> dict[str, Any]:
    """The installation, the same page in the other language, and the numbers that are one tap away."""
    other = "en" if request.LANGUAGE_CODE == "vi" else "vi"
    # What somebody puts into the address of a residents' page is not carried along to the page in the other language.
    here = request.get_full_path() if is_desk(request) else request.path
    return {
        "installation": settings.INSTALLATION,
        "demonstration": settings.INSTALLATION.demonstration,
        "other_language": other,
        "other_language_url": translate_url(here, other),
        "emergency_numbers": EMERGENCY_NUMBERS,
    }
