"""One INSERT and its COMMIT, and nothing else: no check, no crypto, no rule."""

from __future__ import annotations

import secrets

from django.conf.urls.i18n import i18n_patterns
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from binhyen.site import health


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    """Store the posted bytes; outside a transaction the statement is its own, so the answer follows its COMMIT."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bare (id, body) VALUES (%s, %s)", [secrets.randbits(63), request.body])
    return JsonResponse({"code": "stored"}, status=201)


urlpatterns = [
    path("khoe/", health.alive),
    *i18n_patterns(path("them/", insert), prefix_default_language=False),
]
