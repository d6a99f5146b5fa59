from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plan", "0002_search_index")]

    operations = [
        migrations.AddIndex(
            model_name="horizon",
            index=models.Index(
                fields=["-ends_on", "-id"],
                name="plan_horizon_by_end",
                condition=models.Q(("ends_on__isnull", False), ("removed_at", None)),
            ),
        ),
    ]
