

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_first_furniture'),
        ('registry', '0001_first_furniture'),
    ]

    operations = [
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
                ('epoch', models.PositiveBigIntegerField(default=0)),
                ('stream_sequence', models.PositiveBigIntegerField(default=0)),
                ('snapshot', models.BinaryField(default=b'')),
                ('snapshot_sequence', models.PositiveBigIntegerField(default=0)),
                ('metrics', models.JSONField(default=dict)),
                ('updated_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('key_hash', models.CharField(max_length=64, unique=True)),
                ('opened_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('elevator', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='registry.elevator')),
                ('first_seen', models.DateTimeField()),
                ('last_seen', models.DateTimeField()),
                ('state', models.CharField(max_length=32)),
                ('clock_skew_ms', models.BigIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'last_seen'], name='presence_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['live', 'delayed', 'offline', 'never'])), name='presence_state_known')],
            },
        ),
        migrations.CreateModel(
            name='Refused',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('transport', models.CharField(max_length=32)),
                ('source', models.CharField(max_length=120)),
                ('reason', models.CharField(max_length=32)),
                ('detail', models.CharField(max_length=300)),
                ('payload', models.BinaryField(max_length=512)),
            ],
            options={
                'indexes': [models.Index(fields=['-at', '-id'], name='refused_latest'), models.Index(fields=['reason', '-at'], name='refused_by_reason')],
            },
        ),
        migrations.CreateModel(
            name='RefusedCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('transport', models.CharField(max_length=32)),
                ('source', models.CharField(max_length=120)),
                ('reason', models.CharField(max_length=32)),
                ('count', models.PositiveBigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'transport', 'source', 'reason'), name='one_count_per_day')],
            },
        ),
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=32)),
                ('began_at', models.DateTimeField()),
                ('detected_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('evidence', models.JSONField(default=dict)),
                ('edition', models.CharField(max_length=40)),
                ('elevator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator')),
            ],
            options={
                'indexes': [models.Index(fields=['-detected_at', '-id'], name='alarm_latest'), models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['elevator', 'kind'], name='alarm_still_on')],
                'constraints': [models.UniqueConstraint(fields=('elevator', 'kind', 'began_at'), name='one_alarm_per_episode')],
            },
        ),
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('device_id', models.CharField(max_length=40, unique=True)),
                ('secret_hash', models.CharField(max_length=64)),
                ('bound_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('elevator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator')),
            ],
            options={
                'indexes': [models.Index(fields=['elevator'], name='device_by_elevator')],
            },
        ),
        migrations.CreateModel(
            name='Trace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('seq', models.BigIntegerField()),
                ('flags', models.PositiveSmallIntegerField()),
                ('floor', models.SmallIntegerField()),
                ('door', models.PositiveSmallIntegerField()),
                ('car_status', models.PositiveSmallIntegerField()),
                ('direction', models.PositiveSmallIntegerField()),
                ('service_mode', models.PositiveSmallIntegerField()),
                ('power', models.PositiveSmallIntegerField()),
                ('people', models.PositiveSmallIntegerField(null=True)),
                ('speed_mm_s', models.SmallIntegerField()),
                ('codes', models.PositiveIntegerField()),
                ('elevator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('elevator', 'at', 'seq'), name='one_trace_per_sample')],
            },
        ),
    ]
