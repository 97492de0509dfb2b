"""Every address there is, by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override


def every_route() -> list[tuple[str, str]]:
    """(name with its namespaces, route) of every address."""
    with override("vi"):
        return list(_routes(get_resolver()))


def parameters(route: str) -> list[str]:
    """What a route takes, in its order."""
    return re.findall(r"<(?:\w+:)?(\w+)>", route)


def _routes(resolver: URLResolver, path: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        here = path + str(each.pattern)
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}", here
        else:
            yield from _routes(each, here, f"{space}{each.namespace}:" if each.namespace else space)
