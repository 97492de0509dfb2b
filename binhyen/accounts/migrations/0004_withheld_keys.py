from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_devices")]

    operations = [
        migrations.AddField(
            model_name="membershipstatement",
            name="withheld",
            field=models.BooleanField(null=True),
        ),
    ]
