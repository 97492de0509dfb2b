"""The look-ups of receipts that were replaced: kept for one sentence, written once."""

from django.db import migrations, models

import binhyen.matters.ids
import binhyen.matters.models
from binhyen.matters import append_only


def protect(apps, schema_editor):
    append_only.protect(schema_editor, "matters_retiredreceipt")


def release(apps, schema_editor):
    append_only.release(schema_editor, "matters_retiredreceipt")


class Migration(migrations.Migration):
    dependencies = [("matters", "0010_readings_of_attachments")]
    operations = [
        migrations.CreateModel(
            name="RetiredReceipt",
            fields=[
                (
                    "id",
                    binhyen.matters.models.RowId(
                        default=binhyen.matters.ids.row_id, primary_key=True, serialize=False
                    ),
                ),
                ("lookup_hash", models.CharField(max_length=64)),
                (
                    "reason",
                    models.CharField(
                        help_text="first_use: by its holder; lost: by the office", max_length=12
                    ),
                ),
                ("replaced_on", models.DateField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="retiredreceipt",
            constraint=models.UniqueConstraint(fields=("lookup_hash",), name="retired_lookup_once"),
        ),
        migrations.RunPython(protect, release),
    ]
