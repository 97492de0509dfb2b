"""Reports suggested as the same: precision and recall against distance alone: `python -m benchmarks.alike`.

The pairs are those of binhyen/kinds/order_report/tests/pairs.py, written by hand. The section is written to
benchmarks/RESULTS.md in the place of the one before.
"""

from __future__ import annotations

import os
import platform
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"
HEADING = "# Order reports suggested as the same"
CIRCLES = (25, 50, 100, 200, 300)
MANY = 200


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.site.settings")
    import django

    django.setup()
    from binhyen.kinds.order_report import alike
    from binhyen.kinds.order_report.tests.pairs import PAIRS, seen

    def suggested(pair: tuple[bool, int, int, int, str, str, str, str]) -> bool:
        _same, asked, known = seen(pair)
        return bool(alike.suggest(asked, {"known": known}))

    same = [pair[0] for pair in PAIRS]
    rows = [("**distance, category, words and age**", [suggested(pair) for pair in PAIRS])]
    rows += [
        (f"within {metres} m, whatever it is", [pair[1] <= metres for pair in PAIRS]) for metres in CIRCLES
    ]
    rows += [
        (
            f"within {metres} m and of the same category",
            [pair[1] <= metres and pair[4] == pair[6] for pair in PAIRS],
        )
        for metres in (100, 200)
    ]
    taken = []
    _same, asked, known = seen(PAIRS[0])
    for _ in range(20):
        began = time.perf_counter()
        alike.suggest(asked, {str(number): known for number in range(MANY)})
        taken.append(time.perf_counter() - began)
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    lines = [
        HEADING,
        "",
        f"{now}, {os.cpu_count()} cores, Python {platform.python_version()}. Made by `python -m benchmarks.alike`.",
        "",
        f"{len(PAIRS)} pairs written by hand, {sum(same)} about the same thing: with and without marks, both"
        " spellings, near but",
        "about something else, far in the same words. Who wrote the rule wrote them, and it was fitted to them: they",
        "promise nothing for other pairs.",
        "",
        "| suggested when | precision | recall |",
        "|---|---|---|",
        *(_row(name, same, judged) for name, judged in rows),
        "",
        f"One question against {MANY} reports: median {statistics.median(taken) * 1000:.1f} ms.",
    ]
    _write("\n".join(lines) + "\n")


def _row(name: str, same: list[bool], judged: list[bool]) -> str:
    right = sum(one and other for one, other in zip(same, judged, strict=True))
    return f"| {name} | {right / max(sum(judged), 1):.2f} | {right / sum(same):.2f} |"


def _write(section: str) -> None:
    text = RESULTS.read_text(encoding="utf-8")
    before, found, after = text.partition(f"{HEADING}\n")
    if found:
        _old, heading, rest = after.partition("\n# ")
        text = f"{before}{section}{f'{heading}{rest}' if heading else ''}"
    else:
        text = f"{text.rstrip()}\n\n{section}"
    RESULTS.write_text(text, encoding="utf-8")
    print(section)


if __name__ == "__main__":
    main()
