from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offices", "0004_recovery")]

    operations = [
        migrations.AlterField(
            model_name="certificaterequest",
            name="statements",
            field=models.TextField(
                default="[]",
                help_text="with new keys: who was given them, signed with them (sealing.membership)",
            ),
        ),
    ]
