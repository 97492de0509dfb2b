"""An import under way: the file, who imports, what was found or made of it so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import transaction

from binhyen.exchange.acting import Acting
from binhyen.exchange.areas import Areas
from binhyen.exchange.cells import Line
from binhyen.exchange.files import Given
from binhyen.exchange.refusing import Problem, Refused, of_act, of_facts
from binhyen.exchange.report import REFUSED, Report
from binhyen.exchange.tables import BY_CODE
from binhyen.matters.models import Matter
from binhyen.offices.models import Office
from binhyen.procedure import FactsError, NotAllowed


@dataclass
class Work:
    """`records`: by the table and key of a file's line, the record that it is here."""

    given: Given
    acting: Acting
    report: Report
    step: Callable[[], None]
    areas: Areas = field(default_factory=Areas)
    records: dict[tuple[str, str], Matter] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)

    def refuse(self, line: Line, refused: Refused) -> None:
        self.report.problems.append(Problem.of(line.table.code, line.number, refused))

    def each(self, lines: Iterable[Line], take: Callable[[Line], str], kind: str = "") -> None:
        """Take these lines in, each by itself: `take` says whether it was added or known, or refuses it."""
        for line in lines:
            outcome = REFUSED
            with self.reporting(line, kind):
                outcome = take(line)
            self.report.count(line.table.code, outcome)
            self.step()

    @contextmanager
    def reporting(self, line: Line, kind: str = "") -> Iterator[None]:
        """What is refused inside is undone, and reported of this line."""
        try:
            with transaction.atomic():
                yield
        except Refused as refused:
            self.refuse(line, refused)
        except FactsError as error:
            self.refuse(line, of_facts(error, kind))
        except NotAllowed as error:
            self.refuse(line, of_act(error))

    def once(self, table: str, key: Callable[[Line], object]) -> list[Line]:
        """The lines of a table but for those whose key a line above has."""
        seen: dict[object, int] = {}
        kept = []
        for line in self.given.of(table):
            first = seen.setdefault(key(line), line.number)
            if first == line.number:
                kept.append(line)
            else:
                self.refuse(line, Refused(line.table.columns[0].code, "duplicate", line=first))
                self.report.count(table, REFUSED)
                self.step()
        return kept

    def line_of(self, table: str, key: str) -> int | None:
        """Where the file has this key, whether the line was taken in or not."""
        column = BY_CODE[table].columns[0].code
        for line in self.given.of(table):
            if line[column] == key:
                return line.number
        return next(iter(self.given.refused.get(table, {}).get(key, ())), None)

    def office(self, column: str, slug: str) -> Office:
        """The office of this code, here by now. Raises Refused."""
        if slug not in self.offices:
            found = Office.objects.select_related("area").filter(slug=slug).first()
            if found is None:
                raise Refused(column, "unknown_office", text=slug)
            self.offices[slug] = found
        return self.offices[slug]

    def record(self, table: str, column: str, key: str) -> Matter:
        """The record of this key in the file, or of this reference here. Raises Refused."""
        known = self.records.get((table, key))
        if known is not None:
            return known
        line = self.line_of(table, key)
        if line is not None:
            raise Refused(column, "record_refused", sheet=BY_CODE[table].sheet, line=line)
        kind = table.removesuffix("s")
        found: Matter | None = Matter.objects.filter(ref=key, kind=kind, standing=True).first()
        if found is None:
            raise Refused(column, f"unknown_{kind}", text=key)
        return found
