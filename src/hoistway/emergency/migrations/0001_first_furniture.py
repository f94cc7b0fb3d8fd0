import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0001_first_furniture"),
        ("registry", "0001_first_furniture"),
    ]

    operations = [
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="parties.person",
                    ),
                ),
                ("longitude", models.FloatField()),
                ("latitude", models.FloatField()),
                ("accuracy_m", models.FloatField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("kind", models.CharField(max_length=32)),
                ("state", models.CharField(max_length=32)),
                ("level", models.CharField(default="1", max_length=32)),
                ("began_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(db_index=True)),
                ("firm_told_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("freed_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("next_look_at", models.DateTimeField(null=True)),
                ("people", models.PositiveSmallIntegerField(null=True)),
                ("injured", models.PositiveSmallIntegerField(null=True)),
                ("cause", models.CharField(blank=True, default="", max_length=32)),
                ("entries", models.PositiveIntegerField(default=0)),
                ("drill", models.BooleanField(default=False)),
                (
                    "elevator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_look_at__isnull", False)),
                        fields=["next_look_at"],
                        name="incident_next_look",
                    ),
                    models.Index(fields=["elevator", "-opened_at"], name="incident_by_elevator"),
                    models.Index(fields=["state", "-opened_at"], name="incident_by_state"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["open", "accepted", "arrived", "freed", "closed", "false_alarm"],
                            )
                        ),
                        name="incident_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["accepted", "arrived", "open"])),
                        fields=("elevator",),
                        name="one_open_incident_per_elevator",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                ("figures", models.JSONField()),
                ("note", models.TextField(blank=True)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="emergency.incident",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["incident", "-at"], name="evaluation_by_incident")
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=32)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("seen_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("cleared_at", models.DateTimeField(null=True)),
                ("facts", models.JSONField(default=dict)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="emergency.incident",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RescueStation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("longitude", models.FloatField()),
                ("latitude", models.FloatField()),
                ("active", models.BooleanField(default=True)),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.person",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="emergency.rescuestation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["firm", "person"], name="duty_by_firm")],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.CharField(max_length=32)),
                ("state", models.CharField(max_length=32)),
                ("called_at", models.DateTimeField()),
                ("answer_by", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=32)),
                ("distance_m", models.FloatField()),
                ("travel_s", models.FloatField()),
                ("explanation", models.JSONField()),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "technician",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.person",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="emergency.incident",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="emergency.rescuestation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["incident", "called_at"], name="call_by_incident"),
                    models.Index(
                        condition=models.Q(("state", "ringing")),
                        fields=["answer_by"],
                        name="call_answer_due",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "ringing",
                                    "accepted",
                                    "declined",
                                    "unanswered",
                                    "stood_down",
                                    "done",
                                ],
                            )
                        ),
                        name="call_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["ringing", "accepted"])),
                        fields=("technician",),
                        name="one_live_call_per_technician",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TimelineEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("deed", models.CharField(max_length=32)),
                ("state", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("by", models.JSONField()),
                ("facts", models.JSONField(default=dict)),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="emergency.incident",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("incident", "sequence"), name="one_entry_per_sequence_number"
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluation",
            trigger=pgtrigger.compiler.Trigger(
                name="evaluation_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: evaluation';",
                    hash="ae7fe1d248733fca6fd3dfc807a6847149260917",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_evaluation_rows_stay_48c3a",
                    table="emergency_evaluation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evaluation",
            trigger=pgtrigger.compiler.Trigger(
                name="evaluation_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: evaluation';",
                    hash="c88ce4f05e9fbedbc33a6d5231aa2616ef86c75a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_evaluation_table_stays_b7546",
                    table="emergency_evaluation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timelineentry",
            trigger=pgtrigger.compiler.Trigger(
                name="timeline_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: timeline';",
                    hash="0e9d6ef204095cc8d13deacddf3d290445d69b9d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_timeline_rows_stay_24e12",
                    table="emergency_timelineentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="timelineentry",
            trigger=pgtrigger.compiler.Trigger(
                name="timeline_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: timeline';",
                    hash="d16df07c855f6b026203895f01e8f033c47a35b3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_timeline_table_stays_a41e8",
                    table="emergency_timelineentry",
                    when="BEFORE",
                ),
            ),
        ),
    ]
