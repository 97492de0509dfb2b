"""New rows of a table in one INSERT whose text is made once.

A report is nine rows in seven tables. Django's bulk_create makes each statement anew, field by field, which took
longer than all the rules of the journal together; here the text is kept, and only the values differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Model

MOST_ROWS = 500
# The fields whose value a database takes in a form of its own; all others go as they are.
ADAPTED = ("DateTimeField", "DateField", "BinaryField")


@contextmanager
def sent_together() -> Iterator[None]:
    """Let PostgreSQL have every statement of the block at once, and answer once. Errors come at the block's end."""
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def insert(rows: Sequence[Model]) -> None:
    """Insert these rows, all of one model, with the keys they have."""
    if not rows:
        return
    model = type(rows[0])
    fields = model._meta.concrete_fields
    adapted = [(place, field) for place, field in enumerate(fields) if field.get_internal_type() in ADAPTED]
    names = [field.attname for field in fields]
    most = min(MOST_ROWS, (connection.features.max_query_params or 65_535) // len(fields))
    with _cursor() as cursor:
        for start in range(0, len(rows), most):
            some = rows[start : start + most]
            values: list[Any] = []
            for row in some:
                given = [getattr(row, name) for name in names]
                for place, field in adapted:
                    given[place] = field.get_db_prep_save(given[place], connection)
                values += given
            cursor.execute(_statement(model, len(some)), values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _cursor() -> Any:
    """Django's cursor; on PostgreSQL one that sends values apart from the text, a sealed story as its bytes."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    import psycopg

    return psycopg.Cursor(connection.connection)


@lru_cache(maxsize=1024)
def _statement(model: type[Model], rows: int) -> str:
    quote = connection.ops.quote_name
    fields = model._meta.concrete_fields
    columns = ", ".join(quote(str(field.column)) for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {', '.join([one] * rows)}"  # noqa: S608 - names of the models' own tables and columns, no value of anybody's
