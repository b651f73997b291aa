from django.db import migrations


class Migration(migrations.Migration):
    """Where the guards were first put up; now whatever follows every migrate does it.

    A migration that puts up the guards of today would name the tables of tomorrow.
    """

    dependencies = [("forum", "0001_initial")]

    operations: list = []
