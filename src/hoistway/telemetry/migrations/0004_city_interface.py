import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0006_outside_sign_in'),
        ('registry', '0003_claims_of_filings'),
        ('telemetry', '0003_days_of_use'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportedAlarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alarm_id', models.CharField(max_length=80)),
                ('channel', models.CharField(max_length=3)),
                ('code', models.CharField(max_length=20)),
                ('mapping', models.CharField(max_length=40)),
                ('occurred_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('collected_at', models.DateTimeField(null=True)),
                ('text', models.CharField(blank=True, max_length=500)),
                ('details', models.JSONField(default=dict)),
            ],
        ),
        migrations.AddField(
            model_name='feed',
            name='mapping',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.CreateModel(
            name='CounterReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('at', models.DateTimeField()),
                ('values', models.JSONField()),
                ('elevator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator')),
                ('feed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='telemetry.feed')),
            ],
        ),
        migrations.CreateModel(
            name='KeptMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=28)),
                ('version', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('kept_at', models.DateTimeField()),
                ('by', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('name', 'version'), name='one_mapping_each_version')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keptmapping',
            trigger=pgtrigger.compiler.Trigger(name='mapping_rows_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: mapping';", hash='2d4bb0fd6079402d9955971d59cce258a282e526', operation='UPDATE OR DELETE', pgid='pgtrigger_mapping_rows_stay_4bb5f', table='telemetry_keptmapping', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keptmapping',
            trigger=pgtrigger.compiler.Trigger(name='mapping_table_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: mapping';", hash='d6bfbc6567972aa452dd92f8c87bcf99757d8412', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_mapping_table_stays_8addf', table='telemetry_keptmapping', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='reportedalarm',
            name='elevator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator'),
        ),
        migrations.AddField(
            model_name='reportedalarm',
            name='feed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='telemetry.feed'),
        ),
        migrations.AddField(
            model_name='reportedalarm',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation'),
        ),
        migrations.AddIndex(
            model_name='counterreading',
            index=models.Index(fields=['day'], name='counter_reading_by_day'),
        ),
        migrations.AddConstraint(
            model_name='counterreading',
            constraint=models.UniqueConstraint(fields=('elevator', 'day'), name='one_counter_reading_a_day'),
        ),
        migrations.AddIndex(
            model_name='reportedalarm',
            index=models.Index(fields=['elevator', '-occurred_at'], name='reported_by_elevator'),
        ),
        migrations.AddIndex(
            model_name='reportedalarm',
            index=models.Index(fields=['feed', '-received_at'], name='reported_by_feed'),
        ),
        migrations.AddConstraint(
            model_name='reportedalarm',
            constraint=models.UniqueConstraint(fields=('organisation', 'alarm_id'), name='one_alarm_each_report'),
        ),
    ]
