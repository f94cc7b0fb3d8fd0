import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ondemand', '0002_firms_and_the_first_period'),
    ]

    operations = [
        migrations.CreateModel(
            name='PilotOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('first_day', models.DateField()),
                ('method', models.CharField(max_length=60)),
                ('pilots', models.PositiveIntegerField()),
                ('controls', models.PositiveIntegerField()),
                ('left_out', models.PositiveIntegerField()),
                ('results', models.JSONField(default=list)),
                ('worked_out_at', models.DateTimeField()),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pilotoutcome',
            trigger=pgtrigger.compiler.Trigger(name='pilot_outcome_rows_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: pilot_outcome';", hash='5272b34c7972656c72bb86b54503ad8f1b6bc142', operation='UPDATE OR DELETE', pgid='pgtrigger_pilot_outcome_rows_stay_16669', table='ondemand_pilotoutcome', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pilotoutcome',
            trigger=pgtrigger.compiler.Trigger(name='pilot_outcome_table_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: pilot_outcome';", hash='f3c295a634efb6cabbe4c64de667909bdb94d70e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_pilot_outcome_table_stays_721f8', table='ondemand_pilotoutcome', when='BEFORE')),
        ),
    ]
