from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('voices', '0003_workshop_folded'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='workshop',
            name='voices_workshop_by_theme',
        ),
        migrations.AddIndex(
            model_name='workshop',
            index=models.Index(fields=['theme', 'published_at', 'territory'], name='voices_workshop_by_theme'),
        ),
        migrations.AddIndex(
            model_name='workshop',
            index=models.Index(fields=['territory', 'theme', 'published_at'], name='voices_workshop_by_place'),
        ),
    ]
