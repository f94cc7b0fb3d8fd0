import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('credit', '0001_first_furniture'),
        ('parties', '0005_know_insurers'),
    ]

    operations = [
        migrations.CreateModel(
            name='CreditFacts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=32)),
                ('fleet', models.PositiveIntegerField()),
                ('facts', models.JSONField(default=dict)),
                ('sha256', models.CharField(max_length=64)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='creditround',
            name='credit_round_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='creditstep',
            name='credit_deed_known',
        ),
        migrations.AddField(
            model_name='creditround',
            name='city_facts',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='creditround',
            name='expired_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='creditscore',
            name='extra',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='creditscore',
            name='hidden_why',
            field=models.CharField(blank=True, default='', max_length=32),
        ),
        migrations.AddField(
            model_name='creditscore',
            name='is_latest',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='creditscore',
            name='struck',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='objection',
            name='kind',
            field=models.CharField(default='objection', max_length=32),
        ),
        migrations.AlterField(
            model_name='creditround',
            name='frozen_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='creditround',
            name='state',
            field=models.CharField(default='asked', max_length=32),
        ),
        migrations.AddConstraint(
            model_name='creditround',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'frozen', 'scored', 'preview', 'published', 'dropped'])), name='credit_round_state_known'),
        ),
        migrations.AddConstraint(
            model_name='creditscore',
            constraint=models.UniqueConstraint(condition=models.Q(('is_latest', True)), fields=('round', 'organisation'), name='one_latest_score_each'),
        ),
        migrations.AddConstraint(
            model_name='creditstep',
            constraint=models.CheckConstraint(condition=models.Q(('deed__in', ['asked', 'frozen', 'scored', 'previewed', 'objected', 'decided', 'withdrawn', 'confirmed', 'published', 'repaired', 'removed', 'expired', 'dropped'])), name='credit_deed_known'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['objection', 'repair', 'removal'])), name='objection_kind_known'),
        ),
        migrations.AddField(
            model_name='creditfacts',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation'),
        ),
        migrations.AddField(
            model_name='creditfacts',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='credit.creditround'),
        ),
        migrations.AddConstraint(
            model_name='creditfacts',
            constraint=models.UniqueConstraint(fields=('round', 'organisation'), name='one_facts_each_subject'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditfacts',
            trigger=pgtrigger.compiler.Trigger(name='credit_facts_rows_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: credit_facts';", hash='908f9500b16a71a3c940f5e82b43c489273a268c', operation='UPDATE OR DELETE', pgid='pgtrigger_credit_facts_rows_stay_8b5dd', table='credit_creditfacts', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditfacts',
            trigger=pgtrigger.compiler.Trigger(name='credit_facts_table_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: credit_facts';", hash='b9c1a533cd1be5160b2fea79fa53d40bd421de6c', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_credit_facts_table_stays_d7621', table='credit_creditfacts', when='BEFORE')),
        ),
    ]
