"""Decisions are read by forum and day, and of registers the few lines that a review names."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0005_the_record"),
        ("forum", "0008_the_front_door"),
        ("papers", "0005_the_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(fields=["forum", "decided_on"], name="decisions_outcome_by_day"),
        ),
        migrations.AddIndex(
            model_name="registerentry",
            index=models.Index(
                condition=models.Q(
                    ("substitution__isnull", False), ("overridden", True), _connector="OR"
                ),
                fields=["forum"],
                name="decisions_registerentry_noted",
            ),
        ),
    ]
