"""Names of this room's pages, under whatever the desk is called."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

NAMESPACE = "accounts"
SECURITY = "security"


def address(name: str, *args: object) -> str:
    """The path of one of this room's pages, in the reader's language."""
    return reverse(f"desk:{NAMESPACE}:{name}", args=args)


def is_own(request: HttpRequest) -> bool:
    """Whether the page asked for is one of this room's, which let people in and out."""
    match = request.resolver_match
    return match is not None and NAMESPACE in match.app_names


def wants_page(request: HttpRequest) -> bool:
    """Whether a browser asked for a page. The desk's script asks for "text/html-fragment", which is not one."""
    return any((kind.main_type, kind.sub_type) == ("text", "html") for kind in request.accepted_types)
