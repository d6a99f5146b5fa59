from django.db import migrations

from maillage.toolbox.operations import SearchIndex


class Migration(migrations.Migration):
    dependencies = [("diagnosis", "0001_initial")]

    operations = [SearchIndex("Finding")]
