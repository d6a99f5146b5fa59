"""What was computed before knew a commune as reached or left, whole."""

from django.db import migrations


def in_parts(apps, schema_editor):
    for scenario in apps.get_model("scenarios", "Scenario").objects.all():
        for one in scenario.outcome.get("communes", ()):
            before = one.pop("was_reached", False)
            one |= {
                "minutes": None,
                "reached": one["without"] if one["is_reached"] else 0.0,
                "reached_before": one["without"] if before else 0.0,
            }
        for place in scenario.outcome.get("places", ()):
            place["hours"] = None
        scenario.save(update_fields=["outcome"])


class Migration(migrations.Migration):
    dependencies = [("scenarios", "0001_scenarios_and_their_plans")]
    operations = [migrations.RunPython(in_parts, migrations.RunPython.noop)]
