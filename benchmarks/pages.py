"""The page on which a resident reports: what its first visit weighs, how long the words are stretched, and Lighthouse.

Bytes are those of the bodies as they came over the wire, counted in a browser with nothing in its cache. The stretch
runs where the browser slows a thread down: on the page's own, from the modules that the Worker loads. Lighthouse also
looks at the page that asks for an order report, at the list of them, those of a commune and one of them; it is fetched
in a pinned version into build/, and without npm its line says that it was not measured.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import urllib.request
from collections.abc import Callable
from typing import Any

from benchmarks import stage
from benchmarks.stage import ROOT
from benchmarks.steering import kept

HEADING = "## The report page: weight, stretch, Lighthouse"
REPORT, ORDER, LIST, AREA = "/bao-tin/", "/phan-anh/bao/", "/phan-anh/", "/phan-anh/khu-vuc/10489/"
BEFORE, IN_ALL = 60 * 1024, 120 * 1024
STRETCH_BUDGET, SLOWER = 2.0, 4
CATEGORIES = ("performance", "accessibility", "best-practices")
CHROMIUM = os.environ.get("BINHYEN_CHROMIUM", "/usr/bin/chromium")
TIMES = 3
LIGHTHOUSE = "lighthouse@12.8.2"
INSTALLED = ROOT / "build" / "lighthouse"
# Ten words, stretched as often as asked; milliseconds each.
STRETCH = """async ([branches, words, times]) => {
    const { stretchReceipt } = await import(branches), { generateReceipt } = await import(words);
    const taken = [];
    for (let turn = 0; turn < times; turn++) {
        const before = performance.now();
        await stretchReceipt(generateReceipt(), "measured");
        taken.push(performance.now() - before);
    }
    return taken;
}"""


def measure(rounds: int, say: Callable[[str], None]) -> list[str]:
    """The section. The pages are the same on either database: it is measured on the embedded one."""
    if os.environ.get("BINHYEN_DATABASE"):
        return []
    from playwright.sync_api import sync_playwright

    with stage.stage() as on:
        server = stage.serve(on).start()
        address = f"http://127.0.0.1:{server.port}"
        try:
            with sync_playwright() as playing:
                browser = playing.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
                weight, modules = _weight(browser, address)
                stretched = {slower: _stretch(browser, modules, rounds, slower) for slower in (1, SLOWER)}
                browser.close()
            say("Lighthouse")
            scores = {
                path: [_lighthouse(address + path) for _ in range(rounds)]
                for path in (REPORT, ORDER, LIST, AREA, _order_report(address))
            }
        finally:
            server.stop()
    return [*_table(weight, stretched), "", *(_scores(path, each) for path, each in scores.items())]


def _order_report(address: str) -> str:
    """The page of an order report that was put right: with pictures of before and after."""
    with urllib.request.urlopen(f"{address}{AREA}?tinh-trang=resolved", timeout=20) as answer:
        found = re.search(r'<ol class="reports".*?href="([^"]+)"', answer.read().decode(), re.DOTALL)
    assert found is not None
    return found.group(1)


def _weight(browser: Any, address: str) -> tuple[dict[str, tuple[int, int]], dict[str, str]]:
    """{what: (bytes, requests)} before anything is written and after, and where the sealing modules came from."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    seen: list[Any] = []
    page.on("requestfinished", lambda each: seen.append(each))
    page.goto(address + REPORT)
    page.wait_for_load_state("networkidle")
    before = (sum(each.sizes()["responseBodySize"] for each in seen), len(seen))
    # The Worker comes as the first letter of the story is written, whichever screen shows it.
    with page.expect_request_finished(lambda each: "/sealing/resident." in each.url):
        page.evaluate("document.querySelector('#story').dispatchEvent(new Event('input', { bubbles: true }))")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2_000)
    in_all = (sum(each.sizes()["responseBodySize"] for each in seen), len(seen))
    modules = {
        name: next(each.url for each in seen if f"/sealing/{name}." in each.url)
        for name in ("branches", "words")
    }
    context.close()
    return {"before": before, "in_all": in_all}, modules


def _stretch(browser: Any, modules: dict[str, str], rounds: int, slower: int) -> list[float]:
    """Milliseconds of each stretch, on a core made `slower` times slower."""
    page = browser.new_page()
    page.goto(modules["branches"].partition("/static/")[0] + REPORT)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    taken = page.evaluate(STRETCH, [modules["branches"], modules["words"], rounds * TIMES])
    page.close()
    return sorted(taken)


def _lighthouse(address: str) -> dict[str, float]:
    """{category: score of a hundred}; {} where there is no npm."""
    if not shutil.which("npm"):
        return {}
    if not (INSTALLED / "node_modules").is_dir():
        INSTALLED.mkdir(parents=True, exist_ok=True)
        quietly = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--loglevel=error")
        fetch = ["npm", "install", "--prefix", str(INSTALLED), *quietly, LIGHTHOUSE]
        subprocess.run(fetch, stdout=subprocess.DEVNULL, check=True)
    command = [
        str(INSTALLED / "node_modules" / ".bin" / "lighthouse"),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    told = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": CHROMIUM}, capture_output=True, text=True, check=True
    )
    found = json.loads(told.stdout)["categories"]
    return {name: 100 * found[name]["score"] for name in CATEGORIES}


def _table(weight: dict[str, tuple[int, int]], stretched: dict[int, list[float]]) -> list[str]:
    rows = ["", "| what | measured | budget | |", "|---|---|---|---|"]
    for words, name, budget in (
        ("first visit, before the sealing modules", "before", BEFORE),
        ("the same with them", "in_all", IN_ALL),
    ):
        size, requests = weight[name]
        rows.append(
            f"| {words} | {size:,} bytes in {requests} requests | {budget:,} | {kept(size <= budget)} |"
        )
    for slower, taken in stretched.items():
        half = statistics.median(taken) / 1000
        told = f"{half:.2f} s, worst of {len(taken)} {taken[-1] / 1000:.2f} s"
        budget = f"{STRETCH_BUDGET:.0f} s" if slower > 1 else ""
        core = f"on a core {slower} times slower" if slower > 1 else "on this core"
        rows.append(
            f"| ten words stretched {core} | {told} | {budget} | {kept(half <= STRETCH_BUDGET) if budget else ''} |"
        )
    return rows


def _scores(path: str, scores: list[dict[str, float]]) -> str:
    if not all(scores):
        return "Lighthouse was not measured: it needs npm (Debian: `apt-get install npm`)."
    told = ", ".join(
        f"{name} **{statistics.median(one[name] for one in scores):.0f}**"
        f" ({' '.join(f'{one[name]:.0f}' for one in scores)})"
        for name in CATEGORIES
    )
    full = all(statistics.median(one[name] for one in scores) == 100 for name in CATEGORIES)
    return (
        f"Lighthouse of `{path}`, mobile, median and each of {len(scores)} runs: {told}; budget 100 each"
        f" ({kept(full)}).\n"
    )
