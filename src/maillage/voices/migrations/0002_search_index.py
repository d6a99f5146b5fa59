from django.db import migrations

from maillage.toolbox.operations import SearchIndex


class Migration(migrations.Migration):
    dependencies = [("voices", "0001_initial")]

    operations = [SearchIndex("Retex")]
