from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="progressreport",
            index=models.Index(fields=["state", "-id"], name="followup_report_by_state"),
        ),
    ]
