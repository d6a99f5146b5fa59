from django.db import migrations

from maillage.toolbox.operations import SearchIndex


class Migration(migrations.Migration):
    dependencies = [("territory", "0002_schools_and_postcodes")]

    operations = [SearchIndex("Territory"), SearchIndex("School")]
