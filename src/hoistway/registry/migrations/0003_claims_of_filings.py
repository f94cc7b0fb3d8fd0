from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0003_inspection_bodies'),
        ('registry', '0002_claims_and_decisions'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='claim',
            name='claim_kind_known',
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['supervision', 'inspection', 'approval', 'mobile', 'filing', 'firm', 'use_unit', 'posting', 'technician', 'passenger', 'telemetry', 'person', 'rule', 'other'])), name='claim_kind_known'),
        ),
    ]
