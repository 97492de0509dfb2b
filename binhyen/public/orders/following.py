"""Being told of order reports: who asked for it, what they are told, and when.

1. A form is written down as it came (`ask`). The worker takes it up (`take_up`): only there is it seen whether the
   address is known, how often it was asked for today, and whether it follows this already.
2. A mail asks whoever has that mailbox; nothing else is sent before they press a button (`confirm`).
3. `gather` puts what went on since the last time into one notice: of one report at most each hour, of a place or a
   group once a day. It reads the changes of what everybody may see and nothing else.
4. A notice is written when it is sent (`digest`), of codes alone, from the shelf as it is then: what was hidden
   meanwhile is not in it, and no words of anybody lie in mailboxes where they could not be taken back.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from binhyen.kinds.order_report import changes, shelf
from binhyen.kinds.order_report.categories import BY_CODE, GROUPS
from binhyen.kinds.order_report.changes import Change
from binhyen.kinds.order_report.models import ShownReport
from binhyen.kinds.order_report.words import ACTS, CHOICES, PUBLIC_STATES
from binhyen.matters import clock
from binhyen.matters.ids import row_id
from binhyen.matters.models import Matter
from binhyen.notices import composing, keys, mailing, outbox, pushing
from binhyen.notices.models import EMAIL, PUSH, Recipient
from binhyen.public.authority import link_to
from binhyen.public.models import Asked, Digest, Subscription
from binhyen.public.orders import telling
from binhyen.units.models import Unit

PURPOSE = "orders"
CONFIRM, DIGEST = "orders.confirm", "orders.digest"
# To one address on one day, whoever asks: more would be somebody filling a stranger's mailbox.
MOST_ASKED = 3
# Not taken up yet; above it the form says to come back later.
MOST_WAITING = 2_000
UNCONFIRMED_DAYS = 7
# The hour of the day (in Vietnam) at which places and groups are told of.
MORNING = 7
IN_DIGEST = 40
AT_ONCE = 200


def is_offered() -> bool:
    """Whether anybody can follow by e-mail here."""
    return mailing.is_set()


# --- asking, confirming, leaving --------------------------------------------------------------------------------


class Full(Exception):
    """So many wait already that one more would be somebody's game."""


def ask(to: str, language: str, area: Unit | None, group: str, report: Matter | None) -> None:
    """Write down what a form asked for. Raises Full. What it does is the same for every address."""
    if Asked.objects.count() >= MOST_WAITING:
        raise Full
    pk = row_id()
    Asked.objects.create(
        id=pk, locked=keys.lock(pk, to), area=area, group=group, report=report, language=language
    )


def take_up() -> int:
    """Begin what was asked for, and ask those mailboxes. Returns how many were taken up."""
    waiting = list(Asked.objects.all()[:AT_ONCE])
    for asked in waiting:
        with transaction.atomic():
            if Asked.objects.filter(pk=asked.pk).delete()[0]:
                _begin(asked)
    return len(waiting)


def _begin(asked: Asked) -> None:
    try:
        to = keys.unlock(asked.pk, bytes(asked.locked))
    except keys.NotOurs:
        return
    recipient = _recipient(EMAIL, to, to.lower())
    today = clock.today()
    asked_today = recipient.asked + 1 if recipient.asked_on == today else 1
    if asked_today > MOST_ASKED:
        return
    recipient.asked_on, recipient.asked = today, asked_today
    recipient.save(update_fields=["asked_on", "asked"])
    subscription = _subscription(recipient, asked)
    outbox.put(recipient, f"{CONFIRM}/{subscription.pk}/{today:%Y%m%d}.{asked_today}")


def _recipient(channel: str, to: str, known_as: str) -> Recipient:
    pk = row_id()
    given = {"id": pk, "purpose": PURPOSE, "channel": channel, "locked": keys.lock(pk, to)}
    name = keys.name(PURPOSE, channel, known_as)
    return Recipient.objects.select_for_update().get_or_create(name=name, defaults=given)[0]


def _subscription(recipient: Recipient, asked: Asked | Subscription) -> Subscription:
    nonce = secrets.token_hex(16)
    given = {
        "area": asked.area,
        "group": asked.group,
        "report": asked.report,
        "language": asked.language,
        "nonce": nonce,
        "confirm_hash": keys.token_hash(keys.token("confirm", nonce)),
        "leave_hash": keys.token_hash(keys.token("leave", nonce)),
        "asked_on": clock.today(),
        "next_at": clock.now(),
    }
    return Subscription.objects.get_or_create(recipient=recipient, scope=asked.what, defaults=given)[0]


@transaction.atomic
def confirm(token: str) -> Subscription | None:
    """Whoever has the mailbox says yes. None: no such subscription waits, or it ran out."""
    found = Subscription.objects.select_for_update().filter(confirm_hash=keys.token_hash(token)).first()
    if found is None or found.confirmed:
        return found
    # Only what comes from now on is told.
    changes.note()
    found.confirmed, found.after, found.next_at = True, changes.latest(), _first(found)
    found.save(update_fields=["confirmed", "after", "next_at"])
    return found


@transaction.atomic
def leave(token: str) -> None:
    """End a subscription and, with the last of them, the recipient. Without one, there is nothing to do or to say."""
    found = Subscription.objects.filter(leave_hash=keys.token_hash(token)).first()
    if found is not None:
        recipient = found.recipient_id
        found.delete()
        _without_any().filter(pk=recipient).delete()


@transaction.atomic
def begin_on(browser: pushing.Browser, asked: Asked) -> None:
    """Tell a browser, which asked for it itself: there is nobody else to be asked."""
    changes.note()
    subscription = _subscription(_recipient(PUSH, browser.written(), browser.endpoint), asked)
    if not subscription.confirmed:
        subscription.confirmed, subscription.after = True, changes.latest()
        subscription.next_at = _first(subscription)
        subscription.save(update_fields=["confirmed", "after", "next_at"])


def end_on(browser: pushing.Browser) -> None:
    """Tell a browser nothing any more, whatever it followed."""
    Recipient.objects.filter(name=keys.name(PURPOSE, PUSH, browser.endpoint)).delete()


def _without_any() -> Any:
    return Recipient.objects.filter(purpose=PURPOSE, subscriptions=None)


def _first(subscription: Subscription) -> dt.datetime:
    return clock.now() if subscription.report_id else _next_morning()


def _next_morning() -> dt.datetime:
    today = _morning(clock.today())
    return today if today > clock.now() else _morning(clock.today() + dt.timedelta(days=1))


def _morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(MORNING), clock.LEGAL_ZONE)


# --- gathering --------------------------------------------------------------------------------------------------


def gather() -> int:
    """Put what went on into one notice for each subscription whose time has come. Returns how many those were."""
    until, made = changes.settled(), 0
    due = Subscription.objects.filter(confirmed=True, next_at__lte=clock.now())
    subscriptions = list(due.filter(after__lt=until).select_related("recipient"))
    came = changes.since(min(each.after for each in subscriptions), until) if subscriptions else []
    nothing = []
    for each in subscriptions:
        if any(change.number > each.after and _is_of(each, change.report) for change in came):
            made += _tell(each, until)
        else:
            nothing.append(each.pk)
    for start in range(0, len(nothing), AT_ONCE):
        some = nothing[start : start + AT_ONCE]
        Subscription.objects.filter(pk__in=some, after__lt=until).update(after=until)
    # Whoever is told in the morning, and has nothing to be told this morning, is not told at noon either.
    due.filter(report=None, after__gte=until).update(next_at=_next_morning())
    return made


def _is_of(subscription: Subscription, report: ShownReport) -> bool:
    if subscription.report_id is not None:
        return bool(report.pk == subscription.report_id)
    group = BY_CODE[report.category].group
    return bool(subscription.area_id in (None, report.area_id) and subscription.group in ("", group))


@transaction.atomic
def _tell(subscription: Subscription, until: int) -> bool:
    hour, tomorrow = dt.timedelta(hours=1), _morning(clock.today() + dt.timedelta(days=1))
    again = clock.now() + hour if subscription.report_id else tomorrow
    # The lock: of two workers the one that finds it as it was.
    mine = Subscription.objects.filter(pk=subscription.pk, after=subscription.after)
    if not mine.update(after=until, next_at=again):
        return False
    digest = Digest.objects.create(subscription=subscription, after=subscription.after, until=until)
    return outbox.put(subscription.recipient, f"{DIGEST}/{digest.pk}")


# --- writing ----------------------------------------------------------------------------------------------------


def what_it_is(followed: Asked | Subscription) -> str:
    """ "Xã Hương Sơn, Vỉa hè, lòng đường": what a subscription is of, in the language that runs."""
    if followed.report_id is not None:
        shelf.tend()
        report = shelf.visible().filter(pk=followed.report_id).first()
        return _("một phản ánh") if report is None else _short(report)
    parts = [followed.area.full_name if followed.area else "", str(GROUPS.get(followed.group, ""))]
    return ", ".join(filter(None, parts)) or _("mọi phản ánh hiện trường")


def _short(report: ShownReport) -> str:
    """What it is and where, by codes."""
    return ", ".join(
        filter(None, (str(BY_CODE[report.category].word), report.area.full_name if report.area else ""))
    )


def _where(subscription: Subscription) -> str:
    """The page of what is followed."""
    if subscription.report is not None:
        return reverse("public:order_shown", args=[subscription.report.ref[: shelf.SHORT]])
    if subscription.area is not None:
        return reverse("public:order_area", args=[subscription.area.code])
    return reverse("public:orders")


def write_confirm(rest: str) -> composing.Message | None:
    """The mail that asks whether it was them."""
    subscription = Subscription.objects.filter(pk=rest.partition("/")[0]).first()
    if subscription is None:
        return None
    with override(subscription.language):
        what = what_it_is(subscription)
        token = keys.token("confirm", subscription.nonce)
        context = _links(subscription) | {
            "what": what,
            "confirmed": subscription.confirmed,
            "token": token,
            "confirm": f"{link_to(reverse('public:follow_confirm'))}#{token}",
            "days": UNCONFIRMED_DAYS,
        }
        said = (
            _("Bạn đang theo dõi: %(what)s") if subscription.confirmed else _("Xác nhận theo dõi: %(what)s")
        )
        return _message("confirm", said % {"what": what}, context)


def write_digest(rest: str) -> composing.Message | None:
    """The mail, or the few words on a screen, that tell what went on."""
    digest = Digest.objects.select_related("subscription").filter(pk=rest).first()
    if digest is None:
        return None
    subscription = digest.subscription
    came = [each for each in changes.since(digest.after, digest.until) if _is_of(subscription, each.report)]
    if not came:
        return None
    with override(subscription.language):
        rows = _rows(came)
        number = len(rows)
        said = ngettext(
            "%(what)s: %(number)s phản ánh có bước mới", "%(what)s: %(number)s phản ánh có bước mới", number
        ) % {"what": what_it_is(subscription), "number": number}
        context = _links(subscription) | {
            "what": what_it_is(subscription),
            "rows": rows[:IN_DIGEST],
            "more": max(0, number - IN_DIGEST),
            "heading": said,
        }
        # One report is opened itself, several on the page of what is followed.
        link = rows[0]["path"] if number == 1 else _where(subscription)
        return _message("digest", said, context, link)


def _rows(came: Iterable[Change]) -> list[dict[str, Any]]:
    """Each report once, with what was done since."""
    first: dict[int, tuple[ShownReport, int]] = {}
    for each in came:
        report, step = first.get(each.report.pk, (each.report, each.from_step))
        first[each.report.pk] = (report, min(step, each.from_step))
    return [
        {
            "what": _short(report),
            "state": str(PUBLIC_STATES[report.state]),
            "path": telling.address(report),
            "address": link_to(telling.address(report)),
            "steps": [
                {"what": str(ACTS[step.act]), "on": clock.legal_date(step.at)}
                | {"reason": str(CHOICES["reason"].get(step.reason) or "")}
                for step in report.steps.filter(number__gte=from_step).order_by("number")
            ],
        }
        for report, from_step in first.values()
    ]


def _links(subscription: Subscription) -> dict[str, str]:
    token = keys.token("leave", subscription.nonce)
    return {
        "page": link_to(_where(subscription)),
        "leave": f"{link_to(reverse('public:follow_leave'))}#{token}",
        # Mail programs post to an address as it stands in the header, so that it must hold the token (RFC 8058).
        "one_click": link_to(reverse("public:follow_leave_at", args=[token])),
        "language": subscription.language,
    }


def _message(name: str, subject: str, context: dict[str, Any], link: str = "") -> composing.Message:
    text, html = (
        render_to_string(f"public/orders/mail/{name}.{form}", context | {"subject": subject})
        for form in ("txt", "html")
    )
    return composing.Message(subject, text, html, link, context["one_click"])


composing.register(CONFIRM, write_confirm)
composing.register(DIGEST, write_digest)


# --- the worker's round -----------------------------------------------------------------------------------------


def work() -> None:
    """One round: take up, note, gather, and forget what may not be kept."""
    take_up()
    changes.note()
    gather()
    sweep()


def sweep() -> None:
    """What nobody confirmed goes after a week, a recipient without a subscription at once."""
    before = clock.today() - dt.timedelta(days=UNCONFIRMED_DAYS)
    Subscription.objects.filter(confirmed=False, asked_on__lt=before).delete()
    _without_any().delete()
    changes.sweep()
    Digest.objects.filter(until__lt=changes.oldest()).delete()
