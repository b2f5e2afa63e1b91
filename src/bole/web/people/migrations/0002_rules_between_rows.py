"""Rules that compare rows: one posting a day, administrators apart."""

from django.db import migrations

from bole.web.people import triggers


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, editor: triggers.create(editor), lambda apps, editor: triggers.drop(editor)
        ),
    ]
