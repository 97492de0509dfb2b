"""The database itself refuses to change or delete what was written, because `update()` bypasses any code."""

from django.db import migrations

from binhyen.matters import append_only

TABLES = (
    "matters_entry",
    "matters_document",
    "matters_envelope",
    "matters_reading",
    "matters_registernumber",
    "offices_certificate",
)


def protect(apps, schema_editor):
    append_only.protect(schema_editor, *TABLES)


def release(apps, schema_editor):
    append_only.release(schema_editor, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial"), ("offices", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
