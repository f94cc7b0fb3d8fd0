import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('foundation', '0001_attachments'),
        ('parties', '0004_partner_users'),
        ('registry', '0003_claims_of_filings'),
    ]

    operations = [
        migrations.CreateModel(
            name='DutyRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.UUIDField(unique=True)),
                ('kind', models.CharField(max_length=32)),
                ('annex', models.CharField(blank=True, max_length=1)),
                ('held_on', models.DateField()),
                ('words', models.CharField(max_length=1000)),
                ('people', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.JSONField()),
                ('elevator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator')),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
                ('proof', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.attachment')),
            ],
            options={
                'indexes': [models.Index(fields=['firm', 'kind', '-held_on'], name='duty_record_by_firm')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutyrecord',
            trigger=pgtrigger.compiler.Trigger(name='duty_record_rows_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: duty_record';", hash='84804c65408404ba4722478e975c581d9aca92f4', operation='UPDATE OR DELETE', pgid='pgtrigger_duty_record_rows_stay_c053d', table='duties_dutyrecord', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dutyrecord',
            trigger=pgtrigger.compiler.Trigger(name='duty_record_table_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: duty_record';", hash='d824b604251db11c2a8f482b0150469964120f32', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_duty_record_table_stays_af01c', table='duties_dutyrecord', when='BEFORE')),
        ),
    ]
