from django.db import migrations, models

import proforma.models.flags


def give_keys(apps, schema_editor):
    Flag = apps.get_model("proforma", "Flag")
    for pk in Flag.objects.values_list("pk", flat=True):
        Flag.objects.filter(pk=pk).update(key=proforma.models.flags.new_key())


class Migration(migrations.Migration):
    dependencies = [("proforma", "0005_help_and_flags")]
    operations = [
        migrations.AddField(
            model_name="flag",
            name="key",
            field=models.CharField(max_length=16, null=True, editable=False),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="flag",
            name="key",
            field=models.CharField(
                max_length=16,
                unique=True,
                default=proforma.models.flags.new_key,
                editable=False,
            ),
        ),
    ]
