from datetime import UTC, date, datetime

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def open_the_first(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Enter the notice's own period. Source: 286号 附件2 一, from the day it was issued."""
    apps.get_model("ondemand", "PilotPeriod").objects.create(
        edition="286-2020",
        legal_basis="国市监特设〔2020〕56号；沪市监特种〔2020〕286号 二（三）、附件2",
        document_number="沪市监特种〔2020〕286号",
        first_day=date(2020, 6, 18), last_day=date(2022, 12, 31),
        opened_at=datetime(2020, 6, 17, 16, 0, tzinfo=UTC),
        opened_by={"kind": "system", "name": "hoistway", "role": "", "person": 0},
    )  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('ondemand', '0001_first_furniture'),
    ]

    operations = [
        migrations.AddField(
            model_name='firmpilot',
            name='published_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='firmpilot',
            name='website_read',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='pilotperiod',
            name='cut_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='pilotperiod',
            name='cut_by',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='pilotperiod',
            name='cut_words',
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.CreateModel(
            name='FirmConditionChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clause', models.CharField(max_length=32)),
                ('holds', models.BooleanField()),
                ('facts', models.JSONField(default=dict)),
                ('on', models.DateField()),
                ('edition', models.CharField(max_length=40)),
                ('pilot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ondemand.firmpilot')),
            ],
            options={
                'indexes': [models.Index(fields=['pilot', 'on'], name='firm_condition_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('clause__in', ['period', 'firm_listed', 'firm_monitoring', 'firm_paperless', 'firm_plan', 'consent', 'online', 'insured', 'year_plan', 'inspected', 'answered_for'])), name='firm_condition_clause_known')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firmconditionchange',
            trigger=pgtrigger.compiler.Trigger(name='firm_condition_change_rows_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: firm_condition_change';", hash='33ef59f69c6d2ac18b3b0be066a236262e01ab78', operation='UPDATE OR DELETE', pgid='pgtrigger_firm_condition_change_rows_stay_3b4f9', table='ondemand_firmconditionchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firmconditionchange',
            trigger=pgtrigger.compiler.Trigger(name='firm_condition_change_table_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: firm_condition_change';", hash='0390959ef358d531a88aa561fce374253e5c60cd', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_firm_condition_change_table_stays_a467d', table='ondemand_firmconditionchange', when='BEFORE')),
        ),
        migrations.RunPython(open_the_first, migrations.RunPython.noop),
    ]
