"""Security headers on every response, and no cookie or cache on anything that could be sealed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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


def policy(**changes: str) -> str:
    """The Content-Security-Policy, with directives replaced (`form_action="'none'"` on sealing pages)."""
    directives = POLICY | {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}" for name, value in directives.items())


class SecurityHeaders:
    """Puts the headers on; a view may set its own Content-Security-Policy before (made with `policy`)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.default_policy = policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.default_policy)
        # no-referrer: the address of a report page must not follow a resident to the next site.
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "geolocation=(self), microphone=(self), camera=(self), payment=()"
        # Pages are never stored by a browser or a proxy: somebody may share the phone. Static files say otherwise.
        response.headers.setdefault("Cache-Control", "no-store")
        return response
