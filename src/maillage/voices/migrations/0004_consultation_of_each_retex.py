from django.db import migrations
from django.db.models import OuterRef, Subquery


def settle(apps, schema_editor):
    """What workshops told until now: its consultation, and whether everyone reads it."""
    retex = apps.get_model("voices", "Retex")
    theme = apps.get_model("voices", "Theme")
    of_theme = theme.objects.filter(pk=OuterRef("theme_id")).values("consultation_id")[:1]
    retex.objects.filter(consultation=None).update(consultation_id=Subquery(of_theme))
    workshop = apps.get_model("voices", "Workshop")
    published = workshop.objects.filter(published_at__isnull=False).values("pk")
    retex.objects.filter(workshop__in=published).update(state="published")
    retex.objects.filter(state="published", removed_at=None).update(is_shown=True)


class Migration(migrations.Migration):
    dependencies = [("voices", "0003_contributions")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
