

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_first_furniture'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.JSONField()),
                ('source', models.CharField(max_length=40)),
                ('file_name', models.CharField(max_length=200)),
                ('file_sha256', models.CharField(max_length=64)),
                ('mapping_sha256', models.CharField(max_length=64)),
                ('rows', models.PositiveIntegerField()),
                ('created', models.PositiveIntegerField()),
                ('changed', models.PositiveIntegerField()),
                ('unchanged', models.PositiveIntegerField()),
                ('refused', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='Elevator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register_number', models.CharField(max_length=32, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('address', models.CharField(max_length=200)),
                ('estate', models.CharField(blank=True, max_length=80)),
                ('kind', models.CharField(max_length=4)),
                ('catalogue', models.CharField(max_length=32)),
                ('use_state', models.CharField(max_length=32)),
                ('place_kind', models.CharField(max_length=32)),
                ('street_code', models.CharField(blank=True, max_length=12)),
                ('street', models.CharField(blank=True, max_length=60)),
                ('longitude', models.FloatField(null=True)),
                ('latitude', models.FloatField(null=True)),
                ('datum', models.CharField(default='none', max_length=32)),
                ('floor_labels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), default=list, size=None)),
                ('rated_speed_mps', models.FloatField(null=True)),
                ('rated_load_kg', models.PositiveIntegerField(null=True)),
                ('travel_m', models.FloatField(null=True)),
                ('made_by', models.CharField(blank=True, max_length=80)),
                ('serial_number', models.CharField(blank=True, max_length=60)),
                ('installed_on', models.DateField(null=True)),
                ('source', models.CharField(max_length=40)),
                ('other_facts', models.JSONField(default=dict)),
                ('recorded_at', models.DateTimeField()),
                ('firm', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
                ('jurisdiction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.jurisdiction')),
                ('use_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['jurisdiction', 'id'], name='elevator_by_jurisdiction'), models.Index(fields=['firm', 'id'], name='elevator_by_firm'), models.Index(fields=['use_unit', 'id'], name='elevator_by_use_unit'), models.Index(fields=['estate', 'id'], name='elevator_by_estate')],
                'constraints': [models.CheckConstraint(condition=models.Q(('use_state__in', ['in_use', 'suspended', 'scrapped'])), name='elevator_use_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='elevator_place_in_degrees')],
            },
        ),
    ]
