from django.db import migrations


def put_on_a_page(apps, schema_editor):
    Part = apps.get_model("proforma", "Part")
    Question = apps.get_model("proforma", "Question")
    Option = apps.get_model("proforma", "Option")
    Section = apps.get_model("proforma", "Section")
    for part in Part.objects.all():
        section = Section.objects.create(part=part, position=1)
        Question.objects.filter(part=part).update(section=section)
        part.minutes_given = part.minutes  # it was said, and stays
        part.save(update_fields=["minutes_given"])
        if part.versions.exists():
            # Nothing could be added to an open part before, nor taken out of it.
            Question.objects.filter(part=part, retired_at=None).update(since=1)
            asked = Option.objects.filter(question__part=part, question__since=1, retired_at=None)
            asked.update(since=1)
            part.responses.exclude(submitted_at=None).update(handed_in_under=1)


class Migration(migrations.Migration):
    dependencies = [("proforma", "0002_pages_versions_and_history")]
    operations = [migrations.RunPython(put_on_a_page, migrations.RunPython.noop)]
