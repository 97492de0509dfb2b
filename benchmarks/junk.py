"""What ten thousand reports of nothing cost whoever sends them, and the server.

The server's share is measured on a real server: reports that owe nothing and, with the flood switch on, reports that
owe the hardest puzzle. The sender's is the CPU time of solving with OpenSSL, which no browser beats. What ten thousand
cost is summed from the levels that a server of two processes asks for as they come in; a puzzle of any level is checked
by one hash, so what is measured at the hardest stands for all. Then, with the limits of a real installation, a network
sends until it is crowded, tries the page without JavaScript, which the server seals itself, and a neighbour reports.
"""

from __future__ import annotations

import hashlib
import http.client
import itertools
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks import stage
from benchmarks.stage import Server, Stage

HEADING = "## Junk: what ten thousand reports of nothing cost"
FREE_REPORTS, HARD_REPORTS, CROWDING, SOLVED = 400, 40, 450, 8
JUNK = 10_000
PLAIN_REPORTS = 30
FILE, PLAIN = "/bao-tin/gui/", "/bao-tin/khong-javascript/"
STORY = "Sòng bạc sau chợ, tối nào cũng có người lạ."
ANSWERS = {
    "category": "gambling", "commune": "10489", "conflict": "no",
    "story": STORY, "identity": "none", "understood": "on",
}  # fmt: skip
# All of 127/8 is this machine; whoever floods comes from 127.0.0.1.
NEIGHBOUR = "127.9.9.9"


def measure(_rounds: int, say: Callable[[str], None]) -> list[str]:
    """The rows of one database. Once is enough: these are sums of CPU time, not of waiting."""
    with stage.stage() as on:
        made = on.directory / "reports.jsonl"
        on.run(
            sys.executable,
            "-m",
            "benchmarks.reports",
            str(FREE_REPORTS + HARD_REPORTS + CROWDING + 1),
            str(made),
        )
        posted = [json.loads(line)["posted"] for line in made.read_text().splitlines()]
        say(
            f"{on.engine}: {FREE_REPORTS} reports that owe nothing, {HARD_REPORTS} that owe the hardest puzzle"
        )
        told = json.loads(on.run(sys.executable, "-m", "benchmarks.junk"))
        sender = {0: 0.0} | {int(level): seconds for level, seconds in told["seconds"].items()}
        server = stage.serve(on).start()
        try:
            free = _served(server, posted[:FREE_REPORTS])
            on.binhyen("flood", "on")
            time.sleep(3)
            hard = _served(server, posted[FREE_REPORTS:][:HARD_REPORTS])
            on.binhyen("flood", "off")
        finally:
            server.stop()
        on.set(free_reports=told["free"])
        server = stage.serve(on).start()
        try:
            _served(server, posted[-CROWDING - 1 : -1])
            plain, neighbour = _plainly(server), _neighbour(server, posted[-1])
        finally:
            server.stop()
    serving = {level: (free if level == 0 else hard) for level in sender}
    return [*_table(on, sender, serving, told["rounds"]), *_sums(sender, serving, told), plain, "", neighbour]


def _plainly(server: Server) -> str:
    """What a report without JavaScript costs the server, and how many a network has taken above what is free."""
    before, taken = _cpu(server), 0
    wire = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    for _ in range(PLAIN_REPORTS):
        wire.request("POST", PLAIN, urlencode(ANSWERS), {"Content-Type": "application/x-www-form-urlencoded"})
        answer = wire.getresponse()
        answer.read()
        taken += answer.status == 201
        if answer.status not in (201, 503):
            raise RuntimeError(f"a report without JavaScript was answered {answer.status}")
    each = (_cpu(server) - before) / PLAIN_REPORTS
    return (
        f"Without JavaScript, from a network that sent {CROWDING} reports within the hour: {PLAIN_REPORTS} tries,"
        f" {taken} taken, the others told to wait and given back what they typed; **{each * 1000:.0f} CPU ms** of the"
        " server a try. Each process of the server counts for itself, so a connection to another one begins anew."
    )


def _neighbour(server: Server, report: dict[str, Any]) -> str:
    """A report from another network after all that: taken, and after how much work. Raises when it is not."""
    wire = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120, source_address=(NEIGHBOUR, 0))
    status, answer = _post(wire, report)
    spent = 0.0
    if status == 429:
        began = time.process_time()
        report = report | {"work": solve(answer["puzzle"])}
        spent = time.process_time() - began
        status, answer = _post(wire, report)
    if status != 201:
        raise RuntimeError(f"a neighbour's report was not taken: {status} {answer}")
    return f"A neighbour's report from another network afterwards: taken, after **{spent:.1f} CPU seconds** of work."


def _served(server: Server, posted: list[dict[str, Any]]) -> float:
    """CPU seconds of the server for each report, work and all; every one must be taken.

    The puzzles are solved between two measurements: the server's worker runs on while somebody solves.
    """
    spent, owed = 0.0, posted
    while owed:
        more, answers = _posted(server, owed)
        spent += more
        wrong = [answer for answer in answers if answer[0] not in (201, 429)]
        if wrong:
            raise RuntimeError(f"a report was not taken: {wrong[:1]}")
        # While many come at once the work asked for rises: what was solved for less is asked for again.
        owed = [
            report | {"work": solve(answer["puzzle"])}
            for report, (status, answer) in zip(owed, answers, strict=True)
            if status == 429
        ]
    return spent / len(posted)


def _posted(server: Server, bodies: list[dict[str, Any]]) -> tuple[float, list[tuple[int, dict[str, Any]]]]:
    before = _cpu(server)
    wire = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    answers = [_post(wire, body) for body in bodies]
    return _cpu(server) - before, answers


def _post(wire: http.client.HTTPConnection, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    wire.request("POST", FILE, json.dumps(body), {"Content-Type": "application/json"})
    answer = wire.getresponse()
    return answer.status, json.loads(answer.read())


def _cpu(server: Server) -> float:
    return sum(times.user + times.system for times in (each.cpu_times() for each in server.members()))


def solve(challenge: dict[str, Any]) -> dict[str, Any]:
    """As fast as somebody who means it: OpenSSL's PBKDF2, try after try."""
    asked = challenge["parameters"]
    nonce, salt, wanted = (bytes.fromhex(asked[name]) for name in ("nonce", "salt", "keyPrefix"))
    counter = 0
    while True:
        key = hashlib.pbkdf2_hmac(
            "sha256", nonce + counter.to_bytes(4, "big"), salt, asked["cost"], asked["keyLength"]
        )
        if key.startswith(wanted):
            return {"challenge": challenge, "solution": {"counter": counter, "derivedKey": key.hex()}}
        counter += 1


def _table(
    on: Stage, sender: dict[int, float], server: dict[int, float], rounds: dict[str, int]
) -> list[str]:
    lines = [
        "",
        f"### {on.engine}",
        "",
        "| level | rounds a try | sender, CPU s a report | server, CPU ms a report |",
        "|---|---|---|---|",
    ]
    for level, seconds in sender.items():
        cost = rounds.get(str(level), 0)
        lines.append(f"| {level} | {cost:,} | {seconds:.2f} | {server[level] * 1000:.1f} |")
    return lines


def _sums(sender: dict[int, float], server: dict[int, float], told: dict[str, Any]) -> list[str]:
    lines = [""]
    for who, free in (("one network", told["free"][0]), ("many networks", told["free"][1])):
        bounds = [min(free * step * stage.WORKERS, JUNK) for step in told["steps"]] + [JUNK]
        counts = [bounds[0], *(later - sooner for sooner, later in itertools.pairwise(bounds))]
        spent = sum(count * sender[level] for level, count in enumerate(counts))
        paid = sum(count * server[level] for level, count in enumerate(counts))
        levels = ", ".join(f"{count:,} at level {level}" for level, count in enumerate(counts) if count)
        lines.append(
            f"{JUNK:,} from {who} within an hour ({levels}): **{spent / 3600:.1f} CPU hours** of the sender,"
            f" **{paid:.0f} CPU seconds** of the server."
        )
    flood = sender[max(sender)] * JUNK / 3600
    lines.append(f"With the flood switch on: **{flood:.1f} CPU hours** of the sender.")
    return [*lines, ""]


def _solving() -> dict[str, Any]:
    """In a process of the installation: CPU seconds of solving a puzzle of each level, and what is free."""
    import django

    django.setup()
    from binhyen.public import puzzles
    from binhyen.site.installation import Installation

    seconds = {}
    for level in puzzles.COSTS:
        each = []
        for _ in range(SOLVED):
            puzzle = puzzles.fresh(level)
            began = time.process_time()
            solve(puzzle)
            each.append(time.process_time() - began)
        seconds[level] = statistics.mean(each)
    return {
        "seconds": seconds,
        "rounds": puzzles.COSTS,
        "steps": puzzles.STEPS,
        "free": Installation(id="", name="", demonstration=False).free_reports,
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.site.settings")
    assert Path(os.environ["BINHYEN_DATA"]).is_dir()
    print(json.dumps(_solving()))
