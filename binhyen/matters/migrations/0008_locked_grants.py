"""Encrypt every grant under its matter's retention key, which is made first and lies in a store of its own.

The ciphertexts that lay open before are overwritten on SQLite (secure_delete). On PostgreSQL they stay in the table's
dead rows until VACUUM, and everywhere in the backups that were made before: those open with an office's key as they
always did.
"""

from django.db import migrations, models

from binhyen.matters import grants, retention

BATCH = 500


def lock(apps, schema_editor):
    retention.make()
    _turn(apps, schema_editor, lambda key, data, place: grants.lock(key, data, place))


def unlock(apps, schema_editor):
    _turn(apps, schema_editor, lambda key, data, place: grants.unlock(key, data, place))


def _turn(apps, schema_editor, turned):
    rows = apps.get_model("matters", "Grant").objects.using(schema_editor.connection.alias)
    last = -1
    while some := list(rows.filter(pk__gt=last).select_related("matter").order_by("pk")[:BATCH]):
        matters = {row.matter_id for row in some}
        retention.make_keys(matters)
        keys = retention.keys_of(matters)
        for row in some:
            place = grants.place(row.matter.ref, row.stream, row.holder, row.office_id)
            row.locked = turned(keys[row.matter_id], bytes(row.locked), place)
        rows.bulk_update(some, ["locked"])
        last = some[-1].pk


class Migration(migrations.Migration):
    dependencies = [("matters", "0007_statements_append_only")]

    operations = [
        migrations.RenameField("grant", "ciphertext", "locked"),
        migrations.AlterField(
            model_name="grant",
            name="locked",
            field=models.BinaryField(help_text="its ciphertext under the retention key (matters/grants.py)"),
        ),
        migrations.RunPython(lock, unlock),
    ]
