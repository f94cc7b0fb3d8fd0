
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0001_first_furniture'),
        ('registry', '0001_first_furniture'),
    ]

    operations = [
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(default='elevator', max_length=32)),
                ('source', models.CharField(max_length=48)),
                ('kind', models.CharField(max_length=32)),
                ('record_key', models.CharField(max_length=80)),
                ('observed_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('last_seen_at', models.DateTimeField()),
                ('fields', models.JSONField()),
                ('instead_of', models.JSONField(null=True)),
                ('origin', models.JSONField(default=dict)),
                ('by', models.JSONField(default=dict)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('edition', models.CharField(blank=True, max_length=40)),
                ('current', models.BooleanField(default=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.JSONField(null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=32)),
                ('value', models.JSONField(null=True)),
                ('at', models.DateTimeField()),
                ('by', models.JSONField()),
                ('reason', models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claims', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('at', models.DateTimeField()),
                ('by', models.JSONField()),
                ('reason', models.CharField(max_length=300)),
                ('inputs', models.JSONField(default=dict)),
                ('edition', models.CharField(blank=True, max_length=40)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by', models.JSONField(null=True)),
                ('undone_reason', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address_key', models.CharField(max_length=120)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('address', models.CharField(max_length=200)),
                ('street', models.CharField(blank=True, max_length=60)),
                ('street_code', models.CharField(blank=True, max_length=12)),
                ('longitude', models.FloatField(null=True)),
                ('latitude', models.FloatField(null=True)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
                ('provenance', models.JSONField(default=dict)),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='RowFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('refused', models.BooleanField()),
                ('cells', models.JSONField()),
                ('reasons', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('elevator', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='registry.elevator')),
                ('words', models.TextField()),
                ('grams', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), default=list, size=None)),
                ('sort_key', models.CharField(db_collation='C', max_length=80)),
            ],
        ),
        migrations.RemoveField(
            model_name='elevator',
            name='source',
        ),
        migrations.AddField(
            model_name='elevator',
            name='altered_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='elevator',
            name='building',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='elevator',
            name='certificate_number',
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name='elevator',
            name='device_code',
            field=models.CharField(blank=True, max_length=21),
        ),
        migrations.AddField(
            model_name='elevator',
            name='doors',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='elevator',
            name='floors',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='elevator',
            name='inclination_deg',
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name='elevator',
            name='made_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='elevator',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator'),
        ),
        migrations.AddField(
            model_name='elevator',
            name='model',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='elevator',
            name='nominal_width_mm',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='elevator',
            name='persons',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='elevator',
            name='provenance',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='elevator',
            name='registered_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='elevator',
            name='repaired_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='elevator',
            name='stops',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='elevator',
            name='unit_number',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='importrun',
            name='apply',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='importrun',
            name='bytes_done',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='importrun',
            name='bytes_total',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='importrun',
            name='ended_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='importrun',
            name='lines_done',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='importrun',
            name='mapping_name',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='importrun',
            name='observed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='importrun',
            name='older',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='importrun',
            name='reasons',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='importrun',
            name='said',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='importrun',
            name='state',
            field=models.CharField(default='done', max_length=32),
        ),
        migrations.AddField(
            model_name='importrun',
            name='stored_file',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='importrun',
            name='waiting',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='elevator',
            name='register_number',
            field=models.CharField(max_length=64, unique=True),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='changed',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='created',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RemoveField(model_name='importrun', name='refused'),
        migrations.AddField(
            model_name='importrun',
            name='refused',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='rows',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='source',
            field=models.CharField(max_length=48),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='unchanged',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='importrun',
            index=models.Index(fields=['-at'], name='import_run_newest'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'failed', 'stopped'])), name='import_run_state_known'),
        ),
        migrations.AddField(
            model_name='claim',
            name='elevator',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator'),
        ),
        migrations.AddField(
            model_name='claim',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation'),
        ),
        migrations.AddField(
            model_name='hold',
            name='elevator',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.elevator'),
        ),
        migrations.AddField(
            model_name='hold',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parties.organisation'),
        ),
        migrations.AddField(
            model_name='merge',
            name='gone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator'),
        ),
        migrations.AddField(
            model_name='merge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator'),
        ),
        migrations.AddField(
            model_name='place',
            name='jurisdiction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.jurisdiction'),
        ),
        migrations.AddField(
            model_name='hold',
            name='place',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.place'),
        ),
        migrations.AddField(
            model_name='claim',
            name='place',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.place'),
        ),
        migrations.AddField(
            model_name='elevator',
            name='place',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.place'),
        ),
        migrations.AddIndex(
            model_name='elevator',
            index=models.Index(fields=['place', 'id'], name='elevator_by_place'),
        ),
        migrations.AddIndex(
            model_name='elevator',
            index=models.Index(condition=models.Q(('device_code', ''), _negated=True), fields=['device_code'], name='elevator_by_device_code'),
        ),
        migrations.AddIndex(
            model_name='elevator',
            index=models.Index(condition=models.Q(('certificate_number', ''), _negated=True), fields=['certificate_number'], name='elevator_by_certificate'),
        ),
        migrations.AddIndex(
            model_name='elevator',
            index=models.Index(condition=models.Q(('serial_number', ''), _negated=True), fields=['serial_number'], name='elevator_by_serial'),
        ),
        migrations.AddField(
            model_name='rowfinding',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='registry.importrun'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['grams'], name='search_by_grams'),
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['sort_key', 'elevator'], name='search_in_order'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='merge_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('gone',), name='merged_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(fields=('jurisdiction', 'address_key'), name='one_place_each_address'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='place_in_degrees'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('elevator__isnull', False)), fields=['elevator', 'observed_at'], name='claim_by_elevator'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('organisation__isnull', False)), fields=['organisation', 'observed_at'], name='claim_by_organisation'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('place__isnull', False)), fields=['place', 'observed_at'], name='claim_by_place'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('elevator', None), ('subject', 'elevator'), ('withdrawn_at', None)), fields=['id'], name='claim_not_placed'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('subject__in', ['elevator', 'organisation', 'place'])), name='claim_subject_known'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['supervision', 'inspection', 'approval', 'mobile', 'firm', 'use_unit', 'posting', 'technician', 'passenger', 'telemetry', 'person', 'rule', 'other'])), name='claim_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'person'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='person_gives_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('place', None), ('subject', 'elevator')), models.Q(('elevator', None), ('organisation__isnull', False), ('place', None), ('subject', 'organisation')), models.Q(('elevator', None), ('organisation', None), ('place__isnull', False), ('subject', 'place')), _connector='OR'), name='claim_of_one_subject'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True), ('withdrawn_at', None)), fields=('source', 'subject', 'record_key'), name='one_current_claim_each_record'),
        ),
        migrations.AddConstraint(
            model_name='rowfinding',
            constraint=models.UniqueConstraint(fields=('run', 'line'), name='one_finding_each_row'),
        ),
    ]
