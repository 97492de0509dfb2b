"""Take a file of standing records in: each line by itself, so that one that is refused stops no other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

from django.db import transaction

from binhyen.accounts.models import Person
from binhyen.exchange import community_models, grounds, planning, standing
from binhyen.exchange.acting import Acting
from binhyen.exchange.files import Given
from binhyen.exchange.report import REFUSED, Report
from binhyen.exchange.work import Work
from binhyen.matters import clock


def run(
    given: Given, by: Person, *, dry_run: bool = False, step: Callable[[], None] = lambda: None
) -> Report:
    """Import what the file says, in the name of a person; `step` is called once for each line that could be read.

    1. Areas and offices, from above; 2. instruments; 3. committees and their members; 4. plans with their parts,
    issued when the file says so; 5. models and their places. A dry run does all of it and undoes all of it.
    """
    report = Report(dry_run=dry_run, problems=list(given.problems))
    for table, count in given.counts.items():
        for _refused in range(count - len(given.of(table))):
            report.count(table, REFUSED)
    with transaction.atomic() if dry_run else nullcontext():
        work = Work(given, Acting(by, clock.today()), report, step)
        for take in (
            grounds.units,
            grounds.offices,
            standing.instruments,
            standing.committees,
            planning.take,
            community_models.take,
        ):
            # One transaction for each table saves a flush of the disk for each line; what is refused is undone alone.
            with transaction.atomic():
                take(work)
        if dry_run:
            transaction.set_rollback(True)
    return report
