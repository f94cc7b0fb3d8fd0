import django.contrib.postgres.functions
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0001_first_furniture'),
    ]

    operations = [
        migrations.AddField(
            model_name='apikey',
            name='bulk_bytes_each_minute',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='apikey',
            name='calls_each_minute',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='apikey',
            name='expires_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='apikey',
            name='form_id',
            field=models.UUIDField(null=True, unique=True),
        ),
        migrations.AddField(
            model_name='apikey',
            name='previous_hash',
            field=models.CharField(max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='apikey',
            name='previous_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='apikey',
            name='uid',
            field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), unique=True),
        ),
        migrations.CreateModel(
            name='CallMinute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=32)),
                ('subject', models.CharField(max_length=40)),
                ('minute', models.IntegerField()),
                ('count', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject', 'minute'), name='one_count_each_minute')],
            },
        ),
        migrations.CreateModel(
            name='RefusedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('code', models.CharField(max_length=60)),
                ('status', models.PositiveSmallIntegerField()),
                ('count', models.IntegerField(default=0)),
                ('last_at', models.DateTimeField()),
                ('examples', models.JSONField(default=list)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.apikey')),
            ],
        ),
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('scopes', models.JSONField()),
                ('issued_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.apikey')),
            ],
        ),
        migrations.CreateModel(
            name='UseDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('calls', models.IntegerField(default=0)),
                ('bulk_bytes', models.BigIntegerField(default=0)),
                ('last_at', models.DateTimeField()),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.apikey')),
            ],
        ),
        migrations.CreateModel(
            name='KeyStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('deed', models.CharField(max_length=32)),
                ('by', models.JSONField()),
                ('words', models.CharField(blank=True, max_length=300)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.apikey')),
            ],
            options={
                'indexes': [models.Index(fields=['key', '-at'], name='key_steps_by_key')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keystep',
            trigger=pgtrigger.compiler.Trigger(name='key_step_rows_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: key_step';", hash='521c96639000d3a43f87e93c007712c767e22b47', operation='UPDATE OR DELETE', pgid='pgtrigger_key_step_rows_stay_64ba2', table='programs_keystep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keystep',
            trigger=pgtrigger.compiler.Trigger(name='key_step_table_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: key_step';", hash='dde4a7c7cae5e1d82a162417f1f432a4c60d97e4', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_key_step_table_stays_cefe4', table='programs_keystep', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='refusedday',
            constraint=models.UniqueConstraint(fields=('key', 'day', 'code'), name='one_refusal_each_day'),
        ),
        migrations.AddConstraint(
            model_name='useday',
            constraint=models.UniqueConstraint(fields=('key', 'day'), name='one_use_each_day'),
        ),
        migrations.RunSQL(
            'ALTER TABLE programs_callminute SET UNLOGGED;'
            'ALTER TABLE programs_callminute SET (fillfactor = 70);',
            'ALTER TABLE programs_callminute SET LOGGED;',
        ),
    ]
