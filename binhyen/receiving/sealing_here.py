"""Sealing on this server what came to it unsealed: from a page without JavaScript, or from another program.

What was told is in this process's memory for the length of one request and nowhere afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from binhyen.matters import clock
from binhyen.offices import certificates, custody, routing
from binhyen.offices.directory import for_reading
from binhyen.receiving.problems import Problem
from binhyen.sealing import filing
from binhyen.sealing.canonical import NotCanonical
from binhyen.sealing.identity import Who
from binhyen.sealing.keys import ReceiptWords
from binhyen.units.models import Level, Unit

Told = Callable[[tuple[str, str]], dict[str, Any]]
SealFiles = Callable[[filing.StartedTip], Sequence[tuple[str, str]]]


def no_files(_started: filing.StartedTip) -> Sequence[tuple[str, str]]:
    """Nothing is attached."""
    return ()


def seal(
    kind: str,
    answers: dict[str, Any],
    told: Told,
    seal_files: SealFiles = no_files,
    *,
    stretch: filing.Stretch,
    words: ReceiptWords | None = None,
) -> filing.FiledTip:
    """What was answered, sealed by this server to the office that answers. Raises Problem, Busy, blobs.Full.

    answers: category, commune, conflict, identity, name, contact. told: the body of the story, given the commune's code
    and name; seal_files: the attachments, once there are keys to seal them to. words: its receipt's, or new ones.
    """
    today = clock.today()
    conflict = answers["conflict"] == "yes"
    commune = Unit.objects.on(today).filter(code=answers["commune"], level=Level.COMMUNE).first()
    if commune is None:
        raise Problem("unknown_place")
    try:
        routed = routing.route(commune, kind, answers["category"], conflict, today)
    except routing.NoOffice:
        raise Problem("unknown_place") from None
    certificate = certificates.current(routed.office, clock.now())
    if certificate is None:
        raise Problem("directory")
    keeper = custody.custodian(routed.office, today)
    who = Who(answers["name"], answers["contact"], choice=answers["identity"])
    if who.choice == "keep" and keeper is None:
        raise Problem("no_custodian")
    try:
        started = filing.start_tip(
            for_reading(),
            certificate.for_browser(),
            clock.now(),
            kind=kind,
            category=answers["category"],
            area=routed.area_shown.code,
            custodian=keeper.for_browser() if keeper else None,
            written="server",
            words=words,
            stretch=stretch,
        )
        body = told((commune.code, commune.full_name))
        return filing.finish_tip(started, body, seal_files(started), who)
    except NotCanonical:
        # Half of a surrogate pair, which no keyboard makes: it has no byte form to seal.
        raise Problem("broken") from None
