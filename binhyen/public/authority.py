"""Under which name this installation is known outside: in feeds, and where a mail leads."""

from __future__ import annotations

from django.conf import settings


def authority() -> str:
    """Who names the entries: the installation by its first host, so that they keep their names on another one."""
    hosts = [host for host in settings.INSTALLATION.hosts if host not in ("", "*")]
    return hosts[0].lstrip(".").split(":")[0] if hosts else "binhyen.invalid"


def link_to(path: str) -> str:
    """The whole address of a path, for whoever is not on one of our pages."""
    mail = settings.INSTALLATION.mail
    if mail and mail.links:
        return f"{mail.links.rstrip('/')}{path}"
    return f"{'https' if settings.INSTALLATION.https else 'http'}://{authority()}{path}"
