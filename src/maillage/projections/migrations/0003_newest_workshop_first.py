
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projections', '0002_search_index'),
        ('voices', '0003_workshop_folded'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='projectionrow',
            name='projections_row_on_sheet',
        ),
        migrations.RemoveIndex(
            model_name='projectionrow',
            name='projections_row_by_theme',
        ),
        migrations.AddIndex(
            model_name='projectionrow',
            index=models.Index(fields=['-workshop', 'position', 'id'], name='projections_row_on_sheet'),
        ),
        migrations.AddIndex(
            model_name='projectionrow',
            index=models.Index(fields=['theme', '-workshop', 'position', 'id'], name='projections_row_by_theme'),
        ),
    ]
