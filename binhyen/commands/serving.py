"""Serving: granian answers requests, one worker process does the background work beside it."""

from __future__ import annotations

import logging
import os
import resource
import signal
import subprocess
import sys
import threading

import click
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections

from binhyen.accounts import leaving
from binhyen.api import posting
from binhyen.matters import blobs, erasing, grants, ticking
from binhyen.notices import mailing, outbox, pushing
from binhyen.notices.models import EMAIL, PUSH
from binhyen.public import puzzles
from binhyen.public.orders import following

THREADS = 16


def serve(host: str, port: int, workers: int) -> int:
    """Serve until stopped. Refuses DEBUG: a debug page shows what somebody typed."""
    if settings.DEBUG:
        click.echo(
            "BINHYEN_DEBUG is set: a debug page would show what residents type. Unset it to serve.", err=True
        )
        return 2
    # No core dump: it would hold, in clear, whatever was in memory for a page without JavaScript.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    prepare()
    background = subprocess.Popen([sys.executable, "-m", "binhyen.commands.cli", "worker"])
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            host,
            "--port",
            str(port),
            "--workers",
            str(workers),
            "--blocking-threads",
            str(THREADS),
            "--no-access-log",
            "--log-level",
            "error",
            "--backlog",
            "1024",
            "binhyen.site.wsgi:application",
        ]
    )

    def stop(*_: object) -> None:
        for process in (server, background):
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    try:
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        stop()
        background.wait(timeout=10)


def prepare() -> None:
    """Bring the database, the catalogues and the static files to this release."""
    from binhyen.site import messages, static

    messages.build()
    call_command("migrate", verbosity=0, interactive=False)
    static.collect()


def work(every: int) -> None:
    """Rounds of background work until SIGTERM or Ctrl-C; a failed round is logged and tried again."""
    done = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: done.set())
    signal.signal(signal.SIGINT, lambda *_: done.set())
    parent = os.getppid()
    while not done.is_set() and os.getppid() == parent:
        close_old_connections()
        try:
            work_once()
        except Exception:
            # Whatever failed is in the database still; the next round takes it up again.
            logging.getLogger("binhyen.worker").exception("a round of background work failed")
        done.wait(every)


def work_once() -> None:
    """One round: deadlines that passed are recorded; what nobody claimed, took or may hold any more goes;
    whoever follows order reports is told."""
    ticking.tick()
    ticking.warn()
    blobs.sweep()
    grants.sweep()
    erasing.finish()
    puzzles.sweep()
    posting.sweep()
    leaving.sweep()
    following.work()
    if mailing.is_set():
        outbox.send_round(EMAIL, mailing.opened)
    if pushing.is_set():
        outbox.send_round(PUSH, pushing.opened)
    outbox.sweep()
    call_command("clearsessions")
