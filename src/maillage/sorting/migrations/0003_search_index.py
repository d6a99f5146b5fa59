from django.db import migrations

from maillage.toolbox.operations import SearchIndex


class Migration(migrations.Migration):
    dependencies = [("sorting", "0002_words_of_cards")]

    operations = [SearchIndex("Card")]
