"""Let SQLite keep each row under its own random number, and drop the indexes that others contain.

A "bigint" key left a hidden row number beside it that counted up in the order of arrival. SQLite makes the tables
anew for this, which takes their triggers away, so they are put back.
"""

import importlib

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import binhyen.matters.ids
import binhyen.matters.models
from binhyen.matters import append_only

TABLES = importlib.import_module("binhyen.matters.migrations.0002_append_only").TABLES


def release(apps, schema_editor):
    append_only.release(schema_editor, *TABLES)


def protect(apps, schema_editor):
    append_only.protect(schema_editor, *TABLES)


def move_receipts(apps, schema_editor):
    schema_editor.execute(
        "INSERT INTO matters_receiptbymatter (matter_id, lookup_hash)"
        " SELECT matter_id, lookup_hash FROM matters_receipt ORDER BY matter_id"
    )
    if schema_editor.connection.vendor == "postgresql":
        # The foreign keys are checked now: a table with checks outstanding cannot be renamed.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0002_append_only"),
        ("offices", "0001_initial"),
        ("units", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(release, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="document",
            name="id",
            field=binhyen.matters.models.RowId(
                default=binhyen.matters.ids.row_id, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="document",
            name="matter",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="matters.matter",
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="id",
            field=binhyen.matters.models.RowId(
                default=binhyen.matters.ids.row_id, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="matter",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="matters.matter",
            ),
        ),
        migrations.AlterField(
            model_name="entry",
            name="office",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offices.office",
            ),
        ),
        migrations.AlterField(
            model_name="envelope",
            name="id",
            field=binhyen.matters.models.RowId(
                default=binhyen.matters.ids.row_id, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="envelope",
            name="matter",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="envelopes",
                to="matters.matter",
            ),
        ),
        migrations.AlterField(
            model_name="grant",
            name="id",
            field=binhyen.matters.models.RowId(
                default=binhyen.matters.ids.row_id, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="grant",
            name="office",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offices.office",
            ),
        ),
        migrations.AlterField(
            model_name="matter",
            name="id",
            field=binhyen.matters.models.RowId(
                default=binhyen.matters.ids.row_id, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="matter",
            name="office",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offices.office",
            ),
        ),
        migrations.AlterField(
            model_name="matter",
            name="ref",
            field=models.CharField(max_length=26),
        ),
        migrations.AlterField(
            model_name="participant",
            name="id",
            field=binhyen.matters.models.RowId(
                default=binhyen.matters.ids.row_id, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="participant",
            name="matter",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="participants",
                to="matters.matter",
            ),
        ),
        migrations.AlterField(
            model_name="reading",
            name="id",
            field=binhyen.matters.models.RowId(
                default=binhyen.matters.ids.row_id, primary_key=True, serialize=False
            ),
        ),
        # A table cannot change its primary key on PostgreSQL, so the receipts move to a new one.
        migrations.CreateModel(
            name="ReceiptByMatter",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                ("lookup_hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(move_receipts),
        migrations.DeleteModel("Receipt"),
        migrations.RenameModel("ReceiptByMatter", "Receipt"),
        migrations.AlterField(
            model_name="receipt",
            name="matter",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                primary_key=True,
                related_name="receipt",
                serialize=False,
                to="matters.matter",
            ),
        ),
        migrations.AlterField(
            model_name="registernumber",
            name="id",
            field=binhyen.matters.models.RowId(
                default=binhyen.matters.ids.row_id, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="registernumber",
            name="matter",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="numbers",
                to="matters.matter",
            ),
        ),
        migrations.AlterField(
            model_name="registernumber",
            name="office",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offices.office",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.UniqueConstraint(fields=("ref",), name="matter_ref_once"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(fields=("lookup_hash",), name="receipt_lookup_once"),
        ),
        migrations.RunPython(protect, migrations.RunPython.noop),
    ]
