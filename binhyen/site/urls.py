"""Every address of the installation. Vietnamese at /…, English at /en/…; tests/permissions.py names them all."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from binhyen.public import crawling, shell
from binhyen.site import health, patterns

urlpatterns = [
    path("khoe/", health.alive, name="alive"),
    # At the root, in one language: a service worker answers for what lies beneath its own address.
    path("sw.js", shell.service_worker, name="service_worker"),
    # Where programs look for them, and nowhere else.
    path("robots.txt", crawling.robots, name="robots"),
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("open311/v2/", include("binhyen.api.urls")),
    *i18n_patterns(
        path("ban-lam-viec/", include("binhyen.desk.urls")),
        path("mau-giao-dien/", patterns.pieces, name="patterns"),
        path("mau-giao-dien/cau-hoi/", patterns.question, name="patterns_question"),
        path("mau-giao-dien/ban-lam-viec/", patterns.desk, name="patterns_desk"),
        path("", include("binhyen.public.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "binhyen.site.errors.bad_request"
handler403 = "binhyen.site.errors.forbidden"
handler404 = "binhyen.site.errors.not_found"
handler500 = "binhyen.site.errors.failed"
