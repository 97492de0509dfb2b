"""Who was given an office's keys is written once, in the database's own eyes too."""

from django.db import migrations

from binhyen.matters import append_only


def protect(apps, schema_editor):
    append_only.protect(schema_editor, "accounts_membershipstatement")


def release(apps, schema_editor):
    append_only.release(schema_editor, "accounts_membershipstatement")


class Migration(migrations.Migration):
    dependencies = [("matters", "0006_proofs"), ("accounts", "0002_members_and_keys")]
    operations = [migrations.RunPython(protect, release)]
