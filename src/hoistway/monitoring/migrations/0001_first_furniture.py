import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("maintenance", "0003_what_makers_ask"),
        ("registry", "0003_claims_of_filings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deviation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("kind", models.CharField(max_length=32)),
                ("floor", models.SmallIntegerField(default=-1000)),
                ("state", models.CharField(default="open", max_length=32)),
                ("safety", models.BooleanField(default=False)),
                ("items", models.JSONField(default=list)),
                ("evidence", models.JSONField(default=dict)),
                ("found_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("edition", models.CharField(max_length=40)),
                (
                    "elevator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="maintenance.visit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["elevator", "state"], name="deviation_by_elevator"),
                    models.Index(fields=["state", "due_at"], name="deviation_queue"),
                    models.Index(fields=["visit"], name="deviation_by_visit"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "ordered", "done", "settled", "dismissed"])
                        ),
                        name="deviation_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "door_opening",
                                    "door_closing",
                                    "door_reversals",
                                    "door_blocked",
                                    "relevelling",
                                    "run_time",
                                    "starts",
                                    "signals",
                                    "stops_off_level",
                                    "silence",
                                ],
                            )
                        ),
                        name="deviation_kind_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["open", "ordered"])),
                        fields=("elevator", "kind", "floor"),
                        name="one_open_deviation_each_floor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeviationStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("state", models.CharField(max_length=32)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("facts", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                (
                    "deviation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="monitoring.deviation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["deviation", "at"], name="deviation_step_order")],
            },
        ),
        migrations.CreateModel(
            name="Health",
            fields=[
                (
                    "elevator",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="registry.elevator",
                    ),
                ),
                ("day", models.DateField()),
                ("state", models.CharField(default="unknown", max_length=32)),
                ("worst_kind", models.CharField(blank=True, default="", max_length=32)),
                ("worst_score", models.FloatField(null=True)),
                ("days_known", models.PositiveSmallIntegerField(default=0)),
                ("coverage", models.FloatField(null=True)),
                ("indicators", models.JSONField(default=list)),
                ("examined_at", models.DateTimeField()),
                ("edition", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["state", "-worst_score"], name="health_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["unknown", "normal", "watched", "deviating"])
                        ),
                        name="health_state_known",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deviationstep",
            trigger=pgtrigger.compiler.Trigger(
                name="deviation_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: deviation_step';",
                    hash="04ad75f834f49c620cc838beb9e3b6c6bf840449",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_deviation_step_rows_stay_ead05",
                    table="monitoring_deviationstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deviationstep",
            trigger=pgtrigger.compiler.Trigger(
                name="deviation_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: deviation_step';",
                    hash="2c81bcf19bf22405569f9cd7d0db9b32fe221a0d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_deviation_step_table_stays_af906",
                    table="monitoring_deviationstep",
                    when="BEFORE",
                ),
            ),
        ),
    ]
