import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('media_type', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField()),
                ('fingerprint', models.CharField(blank=True, db_index=True, max_length=16)),
                ('kept_at', models.DateTimeField()),
                ('kept_by', models.JSONField()),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='attachment_rows_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: attachment';", hash='86aed0a8c3a9df773ba8e7f1d2c468993444f450', operation='UPDATE OR DELETE', pgid='pgtrigger_attachment_rows_stay_3c7db', table='foundation_attachment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='attachment_table_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: attachment';", hash='31cb3925470b23de8cfdec0544f632c1bbd82632', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_attachment_table_stays_d74ab', table='foundation_attachment', when='BEFORE')),
        ),
    ]
