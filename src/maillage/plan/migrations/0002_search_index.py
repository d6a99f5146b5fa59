from django.db import migrations

from maillage.toolbox.operations import SearchIndex


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_initial")]

    operations = [SearchIndex("Action")]
