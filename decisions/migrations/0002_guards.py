from django.db import migrations

from forum.guards import install_in_migration


class Migration(migrations.Migration):
    """The guards, as they are declared today; see forum/guards."""

    dependencies = [("decisions", "0001_initial")]

    operations = [migrations.RunPython(install_in_migration, migrations.RunPython.noop)]
