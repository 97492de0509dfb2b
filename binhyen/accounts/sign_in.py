"""Signing in, in steps that a session remembers: the phrase, the second factor, and how long ago.

1. The sign-in branch is checked. The session starts anew, so that nobody can have planted its cookie before.
2. Who has a second factor is only *pending* until it is given: the session names no user yet.
3. The session gets a new name and a fixed end, twelve hours on. It remembers whether a second factor was
   given: a session begun before one existed is worth nothing once one does.
"""

from __future__ import annotations

import time
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from binhyen.accounts import second_factor, throttle
from binhyen.accounts.models import USERNAME, Person
from binhyen.accounts.sessions import PENDING

BACKEND = "binhyen.accounts.backend.PersonBackend"
PROVED = "accounts.second_factor_given"
FRESH_AT = "accounts.fresh_at"

PENDING_SECONDS = 600
# Changing a second factor asks to prove oneself again after this.
FRESH_SECONDS = 900


class TooMany(Exception):
    """Tried too often; nothing was checked."""


class Refused(Exception):
    """The name or the secret is wrong, or the person may not sign in. It does not say which."""


def check(request: HttpRequest, username: str, sign_in: str) -> Person:
    """The person whose name and sign-in branch these are. Raises TooMany or Refused."""
    username = tidy(username)
    if not throttle.may_sign_in(request, username):
        raise TooMany
    person = authenticate(request, username=username, password=sign_in)
    if not isinstance(person, Person):
        raise Refused
    throttle.signed_in(request, username)
    return person


def begin(request: HttpRequest, person: Person) -> None:
    """The phrase was right. Who has a second factor is pending; anybody else is signed in."""
    # A session that somebody else planted, or another person's, ends here with all it holds.
    request.session.flush()
    if second_factor.methods_of(person):
        request.session[PENDING] = {"person": person.pk, "at": time.time()}
        request.session.set_expiry(timezone.now() + timedelta(seconds=PENDING_SECONDS))
    else:
        _enter(request, person, proved=False)


def pending(request: HttpRequest) -> Person | None:
    """The person who gave the phrase in this session and still owes the second factor."""
    waiting = request.session.get(PENDING)
    if not waiting or time.time() - waiting["at"] > PENDING_SECONDS:
        return None
    person = Person.objects.filter(pk=waiting["person"], is_active=True).first()
    return person


def complete(request: HttpRequest, person: Person) -> None:
    """The second factor was right as well."""
    request.session.pop(PENDING, None)
    _enter(request, person, proved=True)


def prove(request: HttpRequest) -> None:
    """Somebody signed in gave their second factor, or has just shown that a new one works."""
    request.session[PROVED] = True
    request.session[FRESH_AT] = time.time()


def leave(request: HttpRequest) -> None:
    """Signed out: the session's row is deleted, not only its cookie."""
    logout(request)


def is_proved(request: HttpRequest) -> bool:
    return bool(request.session.get(PROVED))


def is_fresh(request: HttpRequest) -> bool:
    """Whether they proved who they are a short while ago."""
    return time.time() - float(request.session.get(FRESH_AT, 0)) < FRESH_SECONDS


def must_add_second_factor(request: HttpRequest, person: Person) -> bool:
    """Whether this session may reach the security page and nothing else."""
    return not is_proved(request) and not second_factor.may_go_without(person)


def is_outdated(request: HttpRequest, person: Person) -> bool:
    """A session that never gave a second factor, of a person who now has one.

    The attack: somebody who had the phrase first keeps a session open, and waits until its owner adds a
    second factor for the both of them.
    """
    return not is_proved(request) and bool(second_factor.methods_of(person))


def forget(request: HttpRequest) -> None:
    """End an outdated session and go on with the request as a stranger's."""
    leave(request)
    request.user = AnonymousUser()


def tidy(username: str) -> str:
    """User names are ASCII in lower case, however they are typed; what cannot be one becomes nobody's.

    The attack: a name with a null byte or half a character, which a database answers with an error.
    """
    name = username.strip().lower()
    return name if USERNAME.fullmatch(name) else ""


def _enter(request: HttpRequest, person: Person, *, proved: bool) -> None:
    login(request, person, backend=BACKEND)
    # Absolute: work on the desk does not put the end off.
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))
    request.session[PROVED] = proved
    request.session[FRESH_AT] = time.time()
