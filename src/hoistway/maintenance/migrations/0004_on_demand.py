import django.db.models.deletion
import hoistway.maintenance.models.schedules
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0001_attachments"),
        ("ledger", "0001_first_furniture"),
        ("maintenance", "0003_what_makers_ask"),
        ("parties", "0005_know_insurers"),
        ("registry", "0003_claims_of_filings"),
    ]

    operations = [
        migrations.CreateModel(
            name="ElevatorRegime",
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
                ("regime", models.CharField(max_length=32)),
                ("since", models.DateField()),
                ("plan_uid", models.UUIDField()),
                ("edition", models.CharField(max_length=40)),
                ("last_day", models.DateField()),
                ("lines", models.JSONField(default=list)),
                ("returned_on", models.DateField(null=True)),
                ("at_once", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("regime", "on_demand")),
                        fields=["last_day"],
                        name="on_demand_until",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("regime__in", ["fixed", "on_demand"])),
                        name="elevator_regime_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("regime", "on_demand"), ("returned_on", None)),
                            models.Q(("regime", "fixed"), ("returned_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="fixed_again_from_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("since"))),
                        name="regime_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegimeStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("regime", models.CharField(max_length=32)),
                ("on", models.DateField()),
                ("plan_uid", models.UUIDField()),
                ("edition", models.CharField(max_length=40)),
                ("lines", models.JSONField(default=list)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("at_once", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="RemoteCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(max_length=12)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("coverage", models.FloatField()),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="TargetedOrder",
            fields=[
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="maintenance.visit",
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True)),
                ("words_zh", models.CharField(max_length=300)),
                ("words_en", models.CharField(max_length=300)),
                ("safety", models.BooleanField()),
                ("ordered_at", models.DateTimeField()),
                ("ordered_by", models.JSONField()),
            ],
        ),
        migrations.AddField(
            model_name="schedule",
            name="idle_days",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="schedule",
            name="on_site_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="schedule",
            name="regime",
            field=models.CharField(db_default="fixed", default="fixed", max_length=32),
        ),
        migrations.AddField(
            model_name="visit",
            name="due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="visit",
            name="items",
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.AddField(
            model_name="visit",
            name="why",
            field=models.JSONField(db_default=models.Value({}, models.JSONField()), default=dict),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("regime__in", ["fixed", "on_demand"])),
                name="schedule_regime_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="schedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("regime", "on_demand"), _negated=True),
                        ("next_due_on", None),
                        hoistway.maintenance.models.schedules.WithinThreeMonths(
                            models.F("next_due_on"),
                            models.F("on_site_on"),
                            models.F("idle_days"),
                            output_field=models.BooleanField(),
                        ),
                        _connector="OR",
                    )
                ),
                name="on_demand_within_three_months",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("due_on__isnull", False),
                    ("kind", "maintenance"),
                    ("level", None),
                    models.Q(("state", "void"), _negated=True),
                ),
                fields=("elevator", "due_on"),
                name="one_visit_by_need_each_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "maintenance"), _negated=True),
                    ("level__isnull", False),
                    models.Q(("items", []), _negated=True),
                    _connector="OR",
                ),
                name="visit_has_level_or_items",
            ),
        ),
        migrations.AddField(
            model_name="regimestep",
            name="elevator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.elevator",
            ),
        ),
        migrations.AddField(
            model_name="remotecheck",
            name="elevator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.elevator",
            ),
        ),
        migrations.AddIndex(
            model_name="regimestep",
            index=models.Index(fields=["elevator", "at"], name="regime_step_by_elevator"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="regimestep",
            trigger=pgtrigger.compiler.Trigger(
                name="regime_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: regime_step';",
                    hash="f48f5e51a8c2d212623f01cca191c8b0c921934c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_regime_step_rows_stay_c0f0c",
                    table="maintenance_regimestep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="regimestep",
            trigger=pgtrigger.compiler.Trigger(
                name="regime_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: regime_step';",
                    hash="8490311e3c53cd5059088b668773465104065af4",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_regime_step_table_stays_d7cf9",
                    table="maintenance_regimestep",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="remotecheck",
            constraint=models.UniqueConstraint(
                fields=("elevator", "item", "first_day"), name="one_remote_stretch_each_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="remotecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))),
                name="remote_stretch_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="remotecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("coverage__gte", 0), ("coverage__lte", 1)),
                name="remote_coverage_is_a_share",
            ),
        ),
    ]
