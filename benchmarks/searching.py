"""Search in the browser over real sealed matters: `python -m benchmarks.searching [COUNT]`, 5,000 without one.

An installation of its own, COUNT reports sealed to one office (but for the stretch, as in reports.py) in words drawn as
often as people use words: a few always, most hardly ever. Then Chromium unlocks the desk, and this measures from the
press of the button until everything can be searched, and from each key press until its answer stands on the page.
The section is written to benchmarks/RESULTS.md in the place of the one before.
"""

from __future__ import annotations

import json
import os
import platform
import random
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import stage
from benchmarks.reports import _random_branches

RESULTS = Path(__file__).parent / "RESULTS.md"
HEADING = "# Search in the browser"
OFFICE, USER = "cong-an-xa-huong-son", "huongson"
BUDGET_READY, BUDGET_KEY = 5.0, 50.0
PATIENCE = 300_000
QUERIES = ("danh bac", "xe may do", "cho duc khe", "ma tuy", "con bo", "tien vay lai", "nghi hoa mai")
CHUNK = 250

# From the button's press to the answer; and each key: from the input event until the rows stand there.
TYPE = """async (text) => {
    const field = document.querySelector("#search"), found = document.querySelector("[data-search-said]");
    const taken = [];
    field.value = "";
    field.dispatchEvent(new Event("input"));
    for (const letter of text) {
        field.value += letter;
        const before = performance.now();
        const answered = new Promise((done) => {
            const watch = new MutationObserver(() => { watch.disconnect(); done(performance.now()); });
            watch.observe(found, { childList: true, characterData: true, subtree: true });
            setTimeout(() => done(NaN), 5000);
        });
        field.dispatchEvent(new Event("input"));
        taken.push(await answered - before);
    }
    return taken;
}"""

# The same batches, asked for and thrown away: what is left of the time is the Worker's.
FETCH = """async () => {
    const { index } = JSON.parse(document.getElementById("desk-addresses").textContent);
    const token = document.cookie.split("csrftoken=")[1].split(";")[0];
    const headers = { "X-CSRFToken": token, "Content-Type": "application/json" };
    const began = performance.now();
    let { refs } = await (await fetch(index)).json();
    for (; refs.length; refs = refs.slice(250)) {
        const body = JSON.stringify({ refs: refs.slice(0, 250) });
        await (await fetch(index, { method: "POST", headers, body })).arrayBuffer();
    }
    return (performance.now() - began) / 1000;
}"""


def seed(count: int) -> None:
    """File `count` sealed reports for one office of the installation that BINHYEN_DATA names."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import transaction

    from binhyen.kinds.tip import acts
    from binhyen.matters import clock, filing
    from binhyen.matters.actors import RESIDENT
    from binhyen.matters.offences import CODES
    from binhyen.offices import certificates, directory
    from binhyen.offices.models import Office
    from binhyen.sealing import intake
    from binhyen.sealing.filing import file_tip

    office = Office.objects.select_related("area").get(slug=OFFICE)
    certificate = certificates.newest([office], clock.today())[office.pk].for_browser()
    of, now, chance = directory.for_reading(), clock.now(), random.Random(5000)
    for start in range(0, count, CHUNK):
        with transaction.atomic():
            for number in range(start, min(start + CHUNK, count)):
                category = CODES[number % len(CODES)]
                made = file_tip(
                    of,
                    certificate,
                    now,
                    kind="tip",
                    category=category,
                    area=office.area.code,
                    story=_story(chance, office.area.code, office.area.full_name),
                    stretch=_random_branches,
                )
                posted = intake.check(made.posted, settings.INSTALLATION.id)
                facts = acts.Received(
                    category=category,
                    area=office.area_id,
                    office=office.pk,
                    channel="web",
                    story=filing.story_of(posted),
                )
                filing.file("tip", posted, "received", by=RESIDENT, facts=facts, office_id=office.pk)


def _story(chance: random.Random, code: str, commune: str) -> dict[str, Any]:
    from binhyen.receiving.story import compose
    from binhyen.sealing.words import wordlist

    syllables = list(wordlist())
    often = [1 / (rank + 1) for rank in range(len(syllables))]
    words = chance.choices(syllables, often, k=chance.randint(40, 160))
    if chance.random() < 0.02:
        words[5:5] = chance.choice(QUERIES).split()
    return compose(text=" ".join(words) + ".", commune=(code, commune), hamlet="Thôn Suối Lim")


def measure(count: int) -> list[str]:
    """The section of the results."""
    from playwright.sync_api import sync_playwright

    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    with stage.stage() as on:
        began = time.monotonic()
        on.run(sys.executable, "-m", "benchmarks.searching", "--seed", str(count))
        say(f"{count} reports filed in {time.monotonic() - began:.0f} s")
        phrases = json.loads((on.directory / "demonstration-sign-ins.json").read_text(encoding="utf-8"))
        phrase = next(each["phrase"] for each in phrases["sign_ins"] if each["username"] == USER)
        server = stage.serve(on).start()
        try:
            with sync_playwright() as playing:
                path = os.environ.get("BINHYEN_CHROMIUM", "/usr/bin/chromium")
                browser = playing.chromium.launch(executable_path=path, args=["--no-sandbox"])
                return _table(count, load, browser.version, *_looks(browser, server.port, phrase))
        finally:
            server.stop()


def _looks(browser: Any, port: int, phrase: str) -> tuple[list[float], list[float], list[float], list[float]]:
    """Seconds to the open desk and to the whole index, unlocked three times; milliseconds of each key press."""
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{port}/ban-lam-viec/")
    page.fill("#gate-username", USER)
    page.fill("#gate-phrase", phrase)
    opened, ready, keys = [], [], []
    for turn in range(3):
        if turn:
            page.click("[data-lock]")
            page.fill("#gate-unlock", phrase)
        form = "locked" if turn else "sign-in"
        began = time.monotonic()
        page.click(f"form[data-gate={form}] button.button")
        page.wait_for_selector("body[data-desk=open]", timeout=PATIENCE)
        opened.append(time.monotonic() - began)
        # Not wait_for_function: the page's policy refuses what it evaluates.
        page.locator("[data-search-reached]", has_text="Tìm trên").wait_for(timeout=PATIENCE)
        ready.append(time.monotonic() - began)
        say(f"open {opened[-1]:.2f} s, indexed {ready[-1]:.2f} s")
    for query in QUERIES:
        keys += page.evaluate(TYPE, query)
    return opened, ready, [page.evaluate(FETCH) for _ in range(3)], keys


def _table(
    count: int,
    load: str,
    version: str,
    opened: list[float],
    ready: list[float],
    fetched: list[float],
    keys: list[float],
) -> list[str]:
    keys = sorted(each for each in keys if each == each)
    worst, half, most = keys[-1], statistics.median(keys), keys[int(len(keys) * 0.95)]
    kept = ("not kept", "kept")
    told = [
        f"{min(times):.1f} / {statistics.median(times):.1f} / {max(times):.1f} s"
        for times in (opened, ready, fetched)
    ]
    return [
        HEADING,
        "",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"Chromium {version}, SQLite. Load average at the start: {load}.",
        "Made by `python -m benchmarks.searching`.",
        "",
        "| sealed matters | what | measured | budget | |",
        "|---|---|---|---|---|",
        f"| {count:,} | unlock, least / median / most of three | {told[0]} | | |",
        f"| {count:,} | unlock and index, the same | {told[1]} | {BUDGET_READY:.0f} s | "
        f"{kept[statistics.median(ready) <= BUDGET_READY]} |",
        f"| {count:,} | of that, fetching the ciphertexts alone, one batch after the other | {told[2]} | | |",
        f"| {count:,} | a key press, median / 95 % / worst of {len(keys)} | "
        f"{half:.0f} / {most:.0f} / {worst:.0f} ms | {BUDGET_KEY:.0f} ms | {kept[most <= BUDGET_KEY]} |",
    ]


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    if sys.argv[1:2] == ["--seed"]:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.site.settings")
        return seed(int(sys.argv[2]))
    section = "\n".join(measure(int(sys.argv[1]) if sys.argv[1:] else 5000)) + "\n"
    kept = RESULTS.read_text(encoding="utf-8").partition(HEADING)[0].rstrip("\n")
    RESULTS.write_text(f"{kept}\n\n{section}", encoding="utf-8")
    print(section)
    return None


if __name__ == "__main__":
    main()
