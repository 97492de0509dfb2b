"""The triggers that make a table append-only, for both engines."""

from __future__ import annotations

from typing import Any

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION binhyen_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""

POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION binhyen_append_only()
"""


def protect(schema_editor: Any, *tables: str) -> None:
    """Refuse UPDATE and DELETE (and TRUNCATE where there is one) on these tables."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(
            POSTGRESQL_FUNCTION, params=None
        )  # None: "%" is plpgsql's here, not a placeholder
    for table in tables:
        for verb in ("UPDATE", "DELETE", "TRUNCATE") if postgresql else ("UPDATE", "DELETE"):
            schema_editor.execute((POSTGRESQL if postgresql else SQLITE).format(table=table, verb=verb))


def release(schema_editor: Any, *tables: str) -> None:
    """Take the triggers away again (a reversed migration, or a test that empties its database)."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in tables:
        for verb in ("UPDATE", "DELETE", "TRUNCATE") if postgresql else ("UPDATE", "DELETE"):
            on_table = f" ON {table}" if postgresql else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on_table}")
