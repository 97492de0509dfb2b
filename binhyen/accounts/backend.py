"""Who may sign in with which secret."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from binhyen.accounts.models import Person


class PersonBackend(ModelBackend):
    """Django's own check, which takes as long for an unknown name as for a wrong secret.

    The attack: the officers of a demonstration have phrases that lie printed in a file. Where that database
    is turned into a real installation, they are strangers.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        if isinstance(user, Person) and user.demonstration and not settings.INSTALLATION.demonstration:
            return False
        return super().user_can_authenticate(user)

    # Rights come from memberships. Nothing may be asked of Django's groups and permissions, so they say no.
    def has_perm(self, *_args: Any, **_kwargs: Any) -> bool:
        return False

    def has_module_perms(self, *_args: Any, **_kwargs: Any) -> bool:
        return False
