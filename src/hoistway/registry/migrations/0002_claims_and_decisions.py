
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

CARRY_OVER = """
INSERT INTO registry_claim (
    subject, elevator_id, source, kind, record_key, observed_at, received_at, last_seen_at,
    fields, origin, by, reason, edition, current, withdrawn_reason
)
SELECT 'elevator', e.id, 'carried-over', 'other', e.id::text,
    e.recorded_at, e.recorded_at, e.recorded_at,
    (
        SELECT jsonb_object_agg(key, value) FROM jsonb_each(
            to_jsonb(e) - ARRAY['id', 'jurisdiction_id', 'use_unit_id', 'firm_id', 'place_id',
                'merged_into_id', 'other_facts', 'provenance', 'recorded_at']
            || jsonb_build_object('jurisdiction', j.code, 'use_unit', u.name,
                'use_unit_code', u.credit_code, 'firm', f.name, 'firm_code', f.credit_code)
            || COALESCE((
                SELECT jsonb_object_agg('facts.' || key, value) FROM jsonb_each(e.other_facts)
            ), '{}')
        )
        WHERE value NOT IN ('null', '""', '[]') AND NOT (key = 'datum' AND value = '"none"')
    ),
    '{"carried_over": true}', '{"kind": "system", "name": "hoistway"}', '', '', true, ''
FROM registry_elevator e
JOIN parties_jurisdiction j ON j.id = e.jurisdiction_id
LEFT JOIN parties_organisation u ON u.id = e.use_unit_id
LEFT JOIN parties_organisation f ON f.id = e.firm_id;
UPDATE registry_elevator e SET provenance = jsonb_build_object('*', c.id)
FROM registry_claim c WHERE c.elevator_id = e.id;
"""
"""What stands in the register without a claim becomes a claim of the lowest rank."""


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0002_history_and_provenance'),
        ('pghistory', '0007_auto_20250421_0444'),
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
                ('sort_key', models.CharField(db_collation='C', max_length=96)),
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
            name='observed_from',
            field=models.CharField(default='asked', max_length=32),
        ),
        migrations.AddField(
            model_name='importrun',
            name='told',
            field=models.PositiveIntegerField(default=0),
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
        migrations.CreateModel(
            name='ElevatorEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('register_number', models.CharField(max_length=64)),
                ('device_code', models.CharField(blank=True, max_length=21)),
                ('certificate_number', models.CharField(blank=True, max_length=32)),
                ('serial_number', models.CharField(blank=True, max_length=60)),
                ('unit_number', models.CharField(blank=True, max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('address', models.CharField(max_length=200)),
                ('estate', models.CharField(blank=True, max_length=80)),
                ('building', models.CharField(blank=True, max_length=40)),
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
                ('floors', models.PositiveSmallIntegerField(null=True)),
                ('stops', models.PositiveSmallIntegerField(null=True)),
                ('doors', models.PositiveSmallIntegerField(null=True)),
                ('rated_speed_mps', models.FloatField(null=True)),
                ('rated_load_kg', models.PositiveIntegerField(null=True)),
                ('persons', models.PositiveSmallIntegerField(null=True)),
                ('travel_m', models.FloatField(null=True)),
                ('inclination_deg', models.FloatField(null=True)),
                ('nominal_width_mm', models.PositiveIntegerField(null=True)),
                ('made_by', models.CharField(blank=True, max_length=80)),
                ('model', models.CharField(blank=True, max_length=60)),
                ('made_on', models.DateField(null=True)),
                ('installed_on', models.DateField(null=True)),
                ('registered_on', models.DateField(null=True)),
                ('altered_on', models.DateField(null=True)),
                ('repaired_on', models.DateField(null=True)),
                ('other_facts', models.JSONField(default=dict)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlaceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('address_key', models.CharField(max_length=120)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('address', models.CharField(max_length=200)),
                ('street', models.CharField(blank=True, max_length=60)),
                ('street_code', models.CharField(blank=True, max_length=12)),
                ('longitude', models.FloatField(null=True)),
                ('latitude', models.FloatField(null=True)),
                ('aliases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('current', True), ('subject', 'organisation')), fields=['record_key'], name='claim_of_organisation_named'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='elevator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."altered_on" IS DISTINCT FROM (NEW."altered_on") OR OLD."building" IS DISTINCT FROM (NEW."building") OR OLD."catalogue" IS DISTINCT FROM (NEW."catalogue") OR OLD."certificate_number" IS DISTINCT FROM (NEW."certificate_number") OR OLD."datum" IS DISTINCT FROM (NEW."datum") OR OLD."device_code" IS DISTINCT FROM (NEW."device_code") OR OLD."doors" IS DISTINCT FROM (NEW."doors") OR OLD."estate" IS DISTINCT FROM (NEW."estate") OR OLD."firm_id" IS DISTINCT FROM (NEW."firm_id") OR OLD."floor_labels" IS DISTINCT FROM (NEW."floor_labels") OR OLD."floors" IS DISTINCT FROM (NEW."floors") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."inclination_deg" IS DISTINCT FROM (NEW."inclination_deg") OR OLD."installed_on" IS DISTINCT FROM (NEW."installed_on") OR OLD."jurisdiction_id" IS DISTINCT FROM (NEW."jurisdiction_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."made_by" IS DISTINCT FROM (NEW."made_by") OR OLD."made_on" IS DISTINCT FROM (NEW."made_on") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."model" IS DISTINCT FROM (NEW."model") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nominal_width_mm" IS DISTINCT FROM (NEW."nominal_width_mm") OR OLD."other_facts" IS DISTINCT FROM (NEW."other_facts") OR OLD."persons" IS DISTINCT FROM (NEW."persons") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."place_kind" IS DISTINCT FROM (NEW."place_kind") OR OLD."rated_load_kg" IS DISTINCT FROM (NEW."rated_load_kg") OR OLD."rated_speed_mps" IS DISTINCT FROM (NEW."rated_speed_mps") OR OLD."register_number" IS DISTINCT FROM (NEW."register_number") OR OLD."registered_on" IS DISTINCT FROM (NEW."registered_on") OR OLD."repaired_on" IS DISTINCT FROM (NEW."repaired_on") OR OLD."serial_number" IS DISTINCT FROM (NEW."serial_number") OR OLD."stops" IS DISTINCT FROM (NEW."stops") OR OLD."street" IS DISTINCT FROM (NEW."street") OR OLD."street_code" IS DISTINCT FROM (NEW."street_code") OR OLD."travel_m" IS DISTINCT FROM (NEW."travel_m") OR OLD."unit_number" IS DISTINCT FROM (NEW."unit_number") OR OLD."use_state" IS DISTINCT FROM (NEW."use_state") OR OLD."use_unit_id" IS DISTINCT FROM (NEW."use_unit_id"))', func='INSERT INTO "registry_elevatorevent" ("address", "altered_on", "building", "catalogue", "certificate_number", "datum", "device_code", "doors", "estate", "firm_id", "floor_labels", "floors", "id", "inclination_deg", "installed_on", "jurisdiction_id", "kind", "latitude", "longitude", "made_by", "made_on", "merged_into_id", "model", "name", "nominal_width_mm", "other_facts", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "place_kind", "rated_load_kg", "rated_speed_mps", "register_number", "registered_on", "repaired_on", "serial_number", "stops", "street", "street_code", "travel_m", "unit_number", "use_state", "use_unit_id") VALUES (OLD."address", OLD."altered_on", OLD."building", OLD."catalogue", OLD."certificate_number", OLD."datum", OLD."device_code", OLD."doors", OLD."estate", OLD."firm_id", OLD."floor_labels", OLD."floors", OLD."id", OLD."inclination_deg", OLD."installed_on", OLD."jurisdiction_id", OLD."kind", OLD."latitude", OLD."longitude", OLD."made_by", OLD."made_on", OLD."merged_into_id", OLD."model", OLD."name", OLD."nominal_width_mm", OLD."other_facts", OLD."persons", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place_id", OLD."place_kind", OLD."rated_load_kg", OLD."rated_speed_mps", OLD."register_number", OLD."registered_on", OLD."repaired_on", OLD."serial_number", OLD."stops", OLD."street", OLD."street_code", OLD."travel_m", OLD."unit_number", OLD."use_state", OLD."use_unit_id"); RETURN NULL;', hash='f063b885b4a953aa94368d04f8aebeddcadcbcde', operation='UPDATE', pgid='pgtrigger_update_update_2f5a9', table='registry_elevator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."address_key" IS DISTINCT FROM (NEW."address_key") OR OLD."aliases" IS DISTINCT FROM (NEW."aliases") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."jurisdiction_id" IS DISTINCT FROM (NEW."jurisdiction_id") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."street" IS DISTINCT FROM (NEW."street") OR OLD."street_code" IS DISTINCT FROM (NEW."street_code"))', func='INSERT INTO "registry_placeevent" ("address", "address_key", "aliases", "id", "jurisdiction_id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "street", "street_code") VALUES (OLD."address", OLD."address_key", OLD."aliases", OLD."id", OLD."jurisdiction_id", OLD."latitude", OLD."longitude", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."street", OLD."street_code"); RETURN NULL;', hash='ac9737ef0689b1a376fdfc64a07a0f8fca98af0a', operation='UPDATE', pgid='pgtrigger_update_update_cb701', table='registry_place', when='AFTER')),
        ),
        migrations.AddField(
            model_name='elevatorevent',
            name='firm',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.organisation'),
        ),
        migrations.AddField(
            model_name='elevatorevent',
            name='jurisdiction',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.jurisdiction'),
        ),
        migrations.AddField(
            model_name='elevatorevent',
            name='merged_into',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registry.elevator'),
        ),
        migrations.AddField(
            model_name='elevatorevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='elevatorevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registry.elevator'),
        ),
        migrations.AddField(
            model_name='elevatorevent',
            name='place',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registry.place'),
        ),
        migrations.AddField(
            model_name='elevatorevent',
            name='use_unit',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.organisation'),
        ),
        migrations.AddField(
            model_name='placeevent',
            name='jurisdiction',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='parties.jurisdiction'),
        ),
        migrations.AddField(
            model_name='placeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='placeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='registry.place'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='elevatorevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b61909f227f77f69770074a3d3b62f6c59035abf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be719', table='registry_elevatorevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='45a6b17a3a8aacd0e50fc3f0e70b61d49cb7e7bc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d243f', table='registry_placeevent', when='BEFORE')),
        ),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
    ]
