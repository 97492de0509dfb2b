import django.db.models.deletion
from django.db import migrations, models


def lay_out_anew(apps, schema_editor):
    """Rows that are behind their journals are laid out from them when they are next asked for, with the offices."""
    apps.get_model("order_report", "ShownReport").objects.update(head_seq=0)


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0005_statements_of_new_keys"),
        ("order_report", "0002_drawn_photo"),
    ]

    operations = [
        migrations.AddField(
            model_name="shownstep",
            name="office",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offices.office",
            ),
        ),
        migrations.RunPython(lay_out_anew, migrations.RunPython.noop, elidable=True),
    ]
