import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("voices", "0004_consultation_of_each_retex")]

    operations = [
        migrations.AlterField(
            model_name='retex',
            name='consultation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='voices.consultation'),
        ),
        migrations.AddConstraint(
            model_name='retex',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_shown', True), ('removed_at', None), ('state', 'published')), models.Q(('is_shown', False), models.Q(('removed_at', None), ('state', 'published'), _negated=True)), _connector='OR'), name='voices_retex_is_shown_when_published'),
        ),
    ]
