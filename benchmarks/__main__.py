"""`make bench`: the budgets of the design, measured as ratios in one run on this machine.

Sealed intake and receipt look-up at 1, 8, 32 and 64 clients, beside a bare Django view with the same middleware doing
one INSERT and COMMIT on the same server and database, and raw WSGI doing the same; on both databases. Then the
memory of server and worker, the second start of the demonstration, and the yearly report. Then a directive to every
commune of the country, what ten thousand reports of nothing cost, and the weight of the report page with its
Lighthouse scores (`--only steering`, `--only junk`, `--only pages` measure that alone). Exit status 1 when any request
failed. The tables are also written to benchmarks/RESULTS.md, where a part that was not measured stays as it was.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import junk, pages, searching, stage, steering
from benchmarks.stage import ROOT, Server, Stage
from benchmarks.steering import kept

RESULTS = Path(__file__).parent / "RESULTS.md"
CLIENTS = (1, 8, 32, 64)
REQUESTS = {1: 200, 8: 600, 32: 1000, 64: 1000}
WARM_UP = 200
ROUNDS = 3
GRANIAN = (
    "--interface", "wsgi", "--host", "127.0.0.1", "--workers", str(stage.WORKERS), "--blocking-threads", "16",
    "--no-access-log", "--log-level", "error", "--backlog", "1024",
)  # fmt: skip
# Measured after the load, each by itself: a HEADING, and measure(rounds, say).
PARTS = {"steering": steering, "junk": junk, "pages": pages}
PATHS = {"bare": "/them/", "raw": "/them/", "intake": "/bao-tin/gui/", "look-up": "/ma-tra-cuu/tra/"}


@dataclass(frozen=True)
class Measured:
    """One load: requests a second, latencies in milliseconds, how many failed."""

    rate: float
    p50: float
    p99: float
    failed: int


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--engine", choices=["sqlite", "postgresql", "both"], default="both")
    options.add_argument("--only", choices=["load", *PARTS], help="measure one part; default: all")
    options.add_argument("--rounds", type=int, default=ROUNDS, help="runs of each load; the median is told")
    asked = options.parse_args()
    if asked.engine != "sqlite" and not os.environ.get("BINHYEN_DATABASE"):
        # Come back with a PostgreSQL that lives as long as this run.
        script = str(ROOT / "tests" / "with_postgresql.py")
        return subprocess.run(
            [sys.executable, script, sys.executable, "-m", "benchmarks", *sys.argv[1:]], cwd=ROOT
        ).returncode
    database = os.environ.pop("BINHYEN_DATABASE", "")
    urls = {"sqlite": [""], "postgresql": [database], "both": ["", database]}[asked.engine]
    texts, failed = _read_results(), 0
    if asked.only in (None, "load"):
        lines, failed = _load_part(urls, asked.rounds)
        texts["load"] = "\n".join(lines)
    for name, part in PARTS.items():
        if asked.only in (None, name):
            texts[name] = "\n".join(_part(part, urls, asked.rounds))
    text = (
        "\n\n".join(
            texts[name].strip() for name in ("load", *PARTS, "searching") if texts.get(name, "").strip()
        )
        + "\n"
    )
    RESULTS.write_text(text, encoding="utf-8")
    print(text)
    return 1 if failed else 0


def _read_results() -> dict[str, str]:
    """What is written of each part: the load comes before every heading of another, search is measured by itself."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    by_heading = {part.HEADING: name for name, part in PARTS.items()} | {searching.HEADING: "searching"}
    found, name = {"load": ""}, "load"
    for line in text.splitlines(keepends=True):
        name = by_heading.get(line.rstrip(), name)
        found[name] = found.get(name, "") + line
    return found


def _load_part(urls: list[str], rounds: int) -> tuple[list[str], int]:
    """The load on these databases, and how many requests failed."""
    lines = ["# What was measured", "", *_heading()]
    failed = 0
    for url in urls:
        with _database(url), stage.stage() as on:
            table, bad = _loads(on, rounds)
            lines += table
            failed += bad
            if not url:
                lines += _singles(on)
    return lines, failed


def _part(part: ModuleType, urls: list[str], rounds: int) -> list[str]:
    lines = [part.HEADING, "", *_heading()]
    for url in urls:
        with _database(url):
            lines += part.measure(rounds, say)
    return lines


@contextmanager
def _database(url: str) -> Iterator[None]:
    """BINHYEN_DATABASE as it is to be while something is measured; "" is the embedded one."""
    if url:
        os.environ["BINHYEN_DATABASE"] = url
    try:
        yield
    finally:
        os.environ.pop("BINHYEN_DATABASE", None)


def _heading() -> Iterator[str]:
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        "?",
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, Python {platform.python_version()}"
    yield f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine}."
    yield "Ratios are within this run; the machine is shared, so absolute figures drift. Made by `make bench`."
    yield "Load average at the start: " + " ".join(f"{value:.1f}" for value in os.getloadavg()) + "."


def _loads(on: Stage, rounds: int) -> tuple[list[str], int]:
    """The table of one database, and how many requests failed."""
    reports = _reports(on, rounds)
    _create_bare(on)
    say(f"{on.engine}: measuring")
    with ExitStack() as running:
        servers: dict[str, Server] = {}
        for name, start in (("bare", lambda: _granian(on, "benchmarks.bare.wsgi:application")),
                            ("raw", lambda: _granian(on, "benchmarks.bare.raw:application")),
                            ("intake", lambda: stage.serve(on))):  # fmt: skip
            servers[name] = start().start()
            running.callback(servers[name].stop)
        servers["look-up"] = servers["intake"]
        known, fresh = reports[:WARM_UP], iter(reports[WARM_UP:])
        for name in ("bare", "raw", "intake"):
            # What intake files as its warm-up is what is looked up later.
            _load(on, servers[name], name, known, 64)
        found = _rounds(on, servers, fresh, rounds, known)
        rss, pss = servers["intake"].memory()
    lines = ["", f"## {on.engine}", ""]
    lines += [
        "| clients | load | requests/s | of bare | p50 ms | p99 ms | p99 of bare | failed |",
        "|---|---|---|---|---|---|---|---|",
    ]
    failed = 0
    for clients in CLIENTS:
        bare = found["bare", clients]
        for name in ("bare", "raw", "intake", "look-up"):
            m = found[name, clients]
            failed += m.failed
            lines.append(
                f"| {clients} | {name} | {m.rate:.0f} | {m.rate / bare.rate:.2f} | {m.p50:.1f} | {m.p99:.1f}"
                f" | {m.p99 / bare.p99:.2f} | {m.failed} |"
            )
    intake, bare, look_up = found["intake", 32], found["bare", 32], found["look-up", 32]
    lines += [
        "",
        f"Budgets at 32 clients: intake at least half of bare: **{intake.rate / bare.rate:.2f}**"
        f" ({kept(intake.rate >= bare.rate / 2)}); its p99 no worse than bare's: **{intake.p99 / bare.p99:.2f}**"
        f" ({kept(intake.p99 <= bare.p99)}); look-up at least 500/s: **{look_up.rate:.0f}**"
        f" ({kept(look_up.rate >= 500)}); failed requests: **{failed}**.",
        f"Server of {stage.WORKERS} processes with its worker after the load: {rss:.0f} MB resident,"
        f" {pss:.0f} MB with shared pages counted once.",
    ]
    return lines, failed


def _rounds(
    on: Stage, servers: dict[str, Server], fresh: Iterator[Any], rounds: int, known: list[Any]
) -> dict[tuple[str, int], Measured]:
    """Each load `rounds` times, in turn, so that a drift of the machine meets all alike; medians."""
    runs: dict[tuple[str, int], list[Measured]] = {}
    for _ in range(rounds):
        for clients in CLIENTS:
            for name in ("bare", "raw", "intake", "look-up"):
                # Only a report that is filed must be new each time.
                some = fresh if name == "intake" else itertools.cycle(known)
                measured = _load(on, servers[name], name, _take(some, REQUESTS[clients]), clients)
                runs.setdefault((name, clients), []).append(measured)
    return {key: _median(measured) for key, measured in runs.items()}


def _median(runs: list[Measured]) -> Measured:
    middle: Callable[[str], float] = lambda name: statistics.median(getattr(run, name) for run in runs)  # noqa: E731
    return Measured(middle("rate"), middle("p50"), middle("p99"), sum(run.failed for run in runs))


def _take(source: Iterator[Any], count: int) -> list[Any]:
    return [next(source) for _ in range(count)]


def _load(on: Stage, server: Server, name: str, reports: list[Any], clients: int) -> Measured:
    file = on.directory / "bodies.jsonl"
    bodies = ({"lookup": report["lookup"]} if name == "look-up" else report["posted"] for report in reports)
    file.write_text("".join(json.dumps(body) + "\n" for body in bodies), encoding="utf-8")
    told = on.run(
        sys.executable, "-m", "benchmarks.load", str(server.port), PATHS[name], str(file), str(clients)
    )
    result = json.loads(told)
    latencies = sorted(1000 * seconds for seconds in result["latencies"])
    p99 = latencies[min(len(latencies) - 1, int(len(latencies) * 0.99))]
    return Measured(len(reports) / result["seconds"], statistics.median(latencies), p99, result["failed"])


def _reports(on: Stage, rounds: int) -> list[Any]:
    count = WARM_UP + rounds * sum(REQUESTS.values())
    say(f"{on.engine}: sealing {count} reports")
    file = on.directory / "reports.jsonl"
    on.run(sys.executable, "-m", "benchmarks.reports", str(count), str(file))
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _create_bare(on: Stage) -> None:
    statement = "CREATE TABLE bare (id bigint PRIMARY KEY, body {} NOT NULL)"
    if on.database:
        import psycopg

        with psycopg.connect(on.database) as connection:
            connection.execute(statement.format("bytea"))
        return
    import sqlite3

    with closing(sqlite3.connect(on.directory / "binhyen.sqlite3")) as embedded, embedded:
        embedded.execute(statement.format("blob"))


def _granian(on: Stage, application: str) -> Server:
    port = stage.free_port()
    return Server(on, [sys.executable, "-m", "granian", *GRANIAN, "--port", str(port), application], port)


def _singles(on: Stage) -> list[str]:
    """What is measured once: memory of an office's server, the second start, the yearly report."""
    port = stage.free_port()
    command = [*stage.BINHYEN, "demo", "--data", str(on.directory), "--port", str(port)]
    began = time.perf_counter()
    served = Server(on, command, port).start("/")
    started = time.perf_counter() - began
    rss, pss = served.memory()
    served.stop()
    began = time.perf_counter()
    on.binhyen("figures", "annual", "--unit", "282", "--year", "2016", "--data", str(on.directory))
    annual = time.perf_counter() - began
    in_time = kept(started <= 5)
    return [
        "",
        f"Second start of `binhyen demo` to its first page: **{started:.1f} s** (budget 5 s, {in_time}), with"
        f" the load's reports in its database. One serving process and the worker: **{rss:.0f} MB** resident,"
        f" {pss:.0f} MB with shared pages counted once (budget 250 MB, {kept(rss <= 250)}).",
        f"The yearly report of 2016 by command, start of Python included: {annual:.1f} s.",
    ]


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
