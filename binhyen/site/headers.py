"""Security headers on every response, and no cookie or cache on anything that could be sealed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from binhyen.site.sessions import is_desk

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "binhyen",
}


def policy(changes: str = "") -> str:
    """The Content-Security-Policy, with the directives in `changes` ("form-action 'none'") put in their place."""
    directives = dict(POLICY)
    for change in filter(None, (part.strip() for part in changes.split(";"))):
        name, _, value = change.partition(" ")
        directives[name] = value
    return "; ".join(f"{name} {value}" for name, value in directives.items())


class SecurityHeaders:
    """Puts the headers on. A view that sets a Content-Security-Policy names only the directives it changes."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Content-Security-Policy"] = policy(
            response.headers.get("Content-Security-Policy", "")
        )
        # no-referrer: the address of a report page must not follow a resident to the next site.
        # On the desk a form is posted with the true Origin only under "same-origin": "no-referrer" makes it "null",
        # which the check against forged requests refuses. Neither tells another site anything.
        response.headers["Referrer-Policy"] = "same-origin" if is_desk(request) else "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = (
            "geolocation=(self), microphone=(self), camera=(self), payment=()"
        )
        # Pages are never stored by a browser or a proxy: somebody may share the phone. Static files say otherwise.
        response.headers.setdefault("Cache-Control", "no-store")
        return response
