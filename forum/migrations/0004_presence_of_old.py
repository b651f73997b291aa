from datetime import UTC, datetime, time

from django.db import migrations
from django.db.models import F


def write_intervals(apps, schema_editor):
    """Whoever was recorded as present before there were intervals was there from the start."""
    attendances = apps.get_model("forum", "Attendance").objects.filter(presence="present")
    interval = apps.get_model("forum", "PresenceInterval")
    rows = attendances.filter(intervals__isnull=True).annotate(day=F("meeting__held_on"))
    interval.objects.bulk_create(
        interval(
            forum_id=row.forum_id,
            attendance_id=row.pk,
            is_remote=row.is_remote,
            came=datetime.combine(row.day, time(9), UTC),
        )
        for row in rows.iterator(chunk_size=500)
    )


class Migration(migrations.Migration):
    dependencies = [("forum", "0003_membership_and_presence")]

    operations = [migrations.RunPython(write_intervals, migrations.RunPython.noop)]
