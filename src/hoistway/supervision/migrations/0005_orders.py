import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0001_attachments'),
        ('parties', '0005_know_insurers'),
        ('supervision', '0004_oversight'),
    ]

    operations = [
        migrations.CreateModel(
            name='OrderSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='orderstep',
            name='order_deed_known',
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['check_made'], name='order_by_check'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='order_has_two_officers', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF NEW.state NOT IN ('draft', 'revoked') AND (\n    SELECT count(DISTINCT one ->> 'person')\n    FROM supervision_check AS held, jsonb_array_elements(held.officers) AS one\n    WHERE held.id = NEW.check_made_id AND held.state IN ('signed', 'refused')\n) < 2 THEN\n    RAISE EXCEPTION 'an order rests on a finished check by two officers';\nEND IF;\nRETURN NEW;\n", hash='03758376dfce28231f6c616032970240f82f6664', operation='INSERT OR UPDATE', pgid='pgtrigger_order_has_two_officers_d9d0f', table='supervision_order', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='order_stays_as_signed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF OLD.signed_text IS NOT NULL AND (\n    NEW.signed_text IS DISTINCT FROM OLD.signed_text OR NEW.number <> OLD.number\n    OR NEW.content IS DISTINCT FROM OLD.content OR NEW.check_made_id <> OLD.check_made_id\n    OR NEW.organisation_id <> OLD.organisation_id\n    OR NEW.approved_by_key <> OLD.approved_by_key OR NEW.drafted_by_key <> OLD.drafted_by_key\n) THEN\n    RAISE EXCEPTION 'an order stays as it was approved';\nEND IF;\nRETURN NEW;\n", hash='b742fab5e6a86466efb7c02ecf1b63b59ad555f5', operation='UPDATE', pgid='pgtrigger_order_stays_as_signed_194d2', table='supervision_order', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='orderstep',
            constraint=models.CheckConstraint(condition=models.Q(('deed__in', ['drafted', 'submitted', 'returned', 'approved', 'offered', 'served', 'asked', 'extended', 'reported', 'passed', 'failed', 'overdue', 'transferred', 'outcome', 'reported_up', 'revoked'])), name='order_deed_known'),
        ),
        migrations.AddField(
            model_name='orderseries',
            name='jurisdiction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.jurisdiction'),
        ),
        migrations.AddConstraint(
            model_name='orderseries',
            constraint=models.UniqueConstraint(fields=('jurisdiction', 'year'), name='one_series_each_year'),
        ),
    ]
