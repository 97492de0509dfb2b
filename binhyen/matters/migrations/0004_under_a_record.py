"""A matter may be done under a record, such as a plan; an act may point at open files.

The new columns are nullable so that neither engine rewrites the table of matters.
"""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import binhyen.matters.ids
import binhyen.matters.models
from binhyen.matters import append_only


def protect(apps, schema_editor):
    append_only.protect(schema_editor, "matters_file")


def release(apps, schema_editor):
    append_only.release(schema_editor, "matters_file")


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0003_own_row_numbers"),
        ("offices", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="File",
            fields=[
                (
                    "id",
                    binhyen.matters.models.RowId(
                        default=binhyen.matters.ids.row_id, primary_key=True, serialize=False
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=80)),
                ("size", models.PositiveIntegerField()),
                ("body", models.BinaryField()),
                (
                    "matter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "written_by_journal",
                "constraints": [models.UniqueConstraint(fields=("matter", "sha256"), name="file_once")],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("written_by_journal", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="matter",
            name="item",
            field=models.PositiveSmallIntegerField(help_text="which item of that record", null=True),
        ),
        migrations.AddField(
            model_name="matter",
            name="under",
            field=models.CharField(
                help_text="the record under which it is done, such as a plan", max_length=26, null=True
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("under__isnull", False)),
                fields=["under", "item", "state"],
                name="matter_under",
            ),
        ),
        migrations.RunPython(protect, release),
    ]
