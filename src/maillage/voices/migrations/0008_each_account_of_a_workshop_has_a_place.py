from django.db import migrations
from django.db.models import OuterRef, Subquery


def settle(apps, schema_editor):
    """An account whose own place was not understood was told where its workshop was held."""
    workshop = apps.get_model("voices", "Workshop")
    here = workshop.objects.filter(pk=OuterRef("workshop_id")).values("territory_id")[:1]
    told = apps.get_model("voices", "Retex").objects.filter(workshop__isnull=False, territory=None)
    told.update(territory_id=Subquery(here))


class Migration(migrations.Migration):
    dependencies = [("voices", "0007_lists_at_any_size")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
