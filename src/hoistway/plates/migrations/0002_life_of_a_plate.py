import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0001_attachments'),
        ('parties', '0003_inspection_bodies'),
        ('plates', '0001_first_furniture'),
        ('registry', '0003_claims_of_filings'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlateEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(max_length=32)),
                ('at', models.DateTimeField()),
                ('by', models.JSONField()),
                ('facts', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.UUIDField(unique=True)),
                ('longitude', models.FloatField(null=True)),
                ('latitude', models.FloatField(null=True)),
                ('accuracy_m', models.FloatField(null=True)),
                ('distance_m', models.FloatField(null=True)),
                ('facts', models.JSONField(default=dict)),
                ('posted_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('by', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='PrintBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.UUIDField(unique=True)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('layout', models.CharField(max_length=32)),
                ('state', models.CharField(max_length=32)),
                ('plates', models.PositiveIntegerField()),
                ('plates_done', models.PositiveIntegerField(default=0)),
                ('file_name', models.CharField(blank=True, max_length=120)),
                ('said', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.JSONField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Sighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('via', models.CharField(max_length=32)),
                ('longitude', models.FloatField()),
                ('latitude', models.FloatField()),
                ('accuracy_m', models.FloatField(null=True)),
                ('at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='Suspicion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=32)),
                ('facts', models.JSONField()),
                ('edition', models.CharField(max_length=40)),
                ('state', models.CharField(default='open', max_length=32)),
                ('at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.JSONField(null=True)),
                ('settled_reason', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='plate',
            name='plate_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='plate',
            name='one_living_plate_each',
        ),
        migrations.RemoveConstraint(
            model_name='plate',
            name='one_living_number_each',
        ),
        migrations.AddField(
            model_name='plate',
            name='posted_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='plate',
            name='printed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='plate',
            name='reported_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='plate',
            name='replaces',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plates.plate'),
        ),
        migrations.AddField(
            model_name='plateentry',
            name='plate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plates.plate'),
        ),
        migrations.AddField(
            model_name='posting',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation'),
        ),
        migrations.AddField(
            model_name='posting',
            name='photo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.attachment'),
        ),
        migrations.AddField(
            model_name='posting',
            name='plate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plates.plate'),
        ),
        migrations.AddField(
            model_name='printbatch',
            name='jurisdiction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.jurisdiction'),
        ),
        migrations.AddField(
            model_name='plate',
            name='batch',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plates.printbatch'),
        ),
        migrations.AddIndex(
            model_name='plate',
            index=models.Index(fields=['batch'], name='plate_by_batch'),
        ),
        migrations.AddIndex(
            model_name='plate',
            index=models.Index(fields=['state', 'elevator'], name='plate_by_state'),
        ),
        migrations.AddConstraint(
            model_name='plate',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['issued', 'printed', 'posted', 'damaged', 'lost', 'replaced', 'void'])), name='plate_state_known'),
        ),
        migrations.AddConstraint(
            model_name='plate',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['damaged', 'issued', 'lost', 'posted', 'printed'])), fields=('elevator',), name='one_living_plate_each'),
        ),
        migrations.AddConstraint(
            model_name='plate',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['damaged', 'issued', 'lost', 'posted', 'printed'])), fields=('rescue_number',), name='one_living_number_each'),
        ),
        migrations.AddField(
            model_name='sighting',
            name='plate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plates.plate'),
        ),
        migrations.AddField(
            model_name='suspicion',
            name='plate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plates.plate'),
        ),
        migrations.AddField(
            model_name='suspicion',
            name='posting',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plates.posting'),
        ),
        migrations.AddIndex(
            model_name='plateentry',
            index=models.Index(fields=['plate', 'at'], name='plate_entry_in_order'),
        ),
        migrations.AddConstraint(
            model_name='plateentry',
            constraint=models.CheckConstraint(condition=models.Q(('deed__in', ['issue', 'print', 'post', 'report_damaged', 'report_lost', 'replace', 'reject', 'void'])), name='plate_deed_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plateentry',
            trigger=pgtrigger.compiler.Trigger(name='plate_entry_rows_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: plate_entry';", hash='283470a73958403138078db99ec18c94ecd492f6', operation='UPDATE OR DELETE', pgid='pgtrigger_plate_entry_rows_stay_b9370', table='plates_plateentry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='plateentry',
            trigger=pgtrigger.compiler.Trigger(name='plate_entry_table_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: plate_entry';", hash='3c24a9f40e313b9cf16ce1bd5ce52938a762bc50', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_plate_entry_table_stays_9e5c7', table='plates_plateentry', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(fields=['plate', '-posted_at'], name='posting_by_plate'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='posting',
            trigger=pgtrigger.compiler.Trigger(name='posting_rows_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: posting';", hash='08eee41a9b3492443471789a7b61b0ece8f9c74f', operation='UPDATE OR DELETE', pgid='pgtrigger_posting_rows_stay_83184', table='plates_posting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='posting',
            trigger=pgtrigger.compiler.Trigger(name='posting_table_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: posting';", hash='84108591c5a920c8903b89839c5a1f7668f1a4f8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_posting_table_stays_7eec1', table='plates_posting', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='printbatch',
            index=models.Index(fields=['jurisdiction', '-at'], name='print_batch_newest'),
        ),
        migrations.AddConstraint(
            model_name='printbatch',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'failed', 'stopped'])), name='print_batch_state_known'),
        ),
        migrations.AddIndex(
            model_name='sighting',
            index=models.Index(fields=['plate', '-at'], name='sighting_by_plate'),
        ),
        migrations.AddIndex(
            model_name='suspicion',
            index=models.Index(fields=['state', '-at'], name='suspicion_queue'),
        ),
        migrations.AddConstraint(
            model_name='suspicion',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['same_photo', 'far_from_address', 'two_places', 'void_in_use'])), name='suspicion_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='suspicion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'cleared', 'confirmed'])), name='suspicion_state_known'),
        ),
        migrations.AddConstraint(
            model_name='suspicion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('plate', 'kind'), name='one_open_suspicion_each'),
        ),
    ]
