"""Sealed attachments: which file on the disk belongs to which matter, and what it must hash to."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import binhyen.matters.ids
import binhyen.matters.models
from binhyen.matters import append_only


def protect(apps, schema_editor):
    append_only.protect(schema_editor, "matters_attachment")


def release(apps, schema_editor):
    append_only.release(schema_editor, "matters_attachment")


class Migration(migrations.Migration):
    dependencies = [("matters", "0004_under_a_record")]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    binhyen.matters.models.RowId(
                        default=binhyen.matters.ids.row_id, primary_key=True, serialize=False
                    ),
                ),
                ("ref", models.CharField(max_length=26)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                (
                    "matter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "written_by_journal",
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "sha256"), name="attachment_hash"),
                    models.UniqueConstraint(fields=("ref",), name="attachment_ref_once"),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("written_by_journal", django.db.models.manager.Manager()),
            ],
        ),
        migrations.RunPython(protect, release),
    ]
