import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation", "0001_attachments"),
        ("parties", "0005_know_insurers"),
        ("registry", "0003_claims_of_filings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Policy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("number", models.CharField(max_length=60)),
                ("holder_kind", models.CharField(max_length=32)),
                ("holder_name", models.CharField(max_length=120)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("sum_insured_fen", models.BigIntegerField()),
                ("each_accident_fen", models.BigIntegerField(null=True)),
                ("state", models.CharField(default="in_force", max_length=32)),
                ("cancelled_last", models.DateField(null=True)),
                ("source", models.CharField(max_length=32)),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.JSONField()),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "insurer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["insurer", "-entered_at"], name="policy_by_insurer")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["in_force", "cancelled"])),
                        name="policy_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_force")),
                        fields=("insurer", "number"),
                        name="one_policy_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sum_insured_fen__gt", 0)), name="policy_sum_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "elevator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="insurance.policy",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["elevator"], name="cover_by_elevator"),
                    models.Index(
                        models.Func(models.F("period"), function="upper"), name="cover_by_end"
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("policy"),
                                    models.F("policy"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("elevator"),
                                    models.F("elevator"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="an_elevator_once_in_a_policy_on_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("deed", models.CharField(max_length=32)),
                ("words", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                ("facts", models.JSONField(default=dict)),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="insurance.policy",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PolicyTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                ("state", models.CharField(max_length=32)),
                ("file_name", models.CharField(max_length=200)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("policies", models.PositiveIntegerField(default=0)),
                ("covers", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
                    ),
                ),
                (
                    "insurer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["insurer", "-at"], name="policy_table_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "running", "done", "failed", "stopped"])
                        ),
                        name="policy_table_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyTableRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("cells", models.JSONField()),
                ("reasons", models.JSONField()),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="insurance.policytable",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("table", "line"), name="policy_row_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="GapWarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last_day", models.DateField()),
                ("days_before", models.SmallIntegerField()),
                ("told_at", models.DateTimeField()),
                ("edition", models.CharField(max_length=40)),
                (
                    "elevator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.elevator",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("elevator", "last_day", "days_before"), name="a_gap_warned_once"
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policystep",
            trigger=pgtrigger.compiler.Trigger(
                name="policy_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: policy_step';",
                    hash="63beeb9afadfd69ded9f1c865e05ebfb5ee30686",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_policy_step_rows_stay_915d5",
                    table="insurance_policystep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policystep",
            trigger=pgtrigger.compiler.Trigger(
                name="policy_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: policy_step';",
                    hash="058a1ba4c0b940bb1841e6b307218d8eb63f64b8",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_policy_step_table_stays_a8922",
                    table="insurance_policystep",
                    when="BEFORE",
                ),
            ),
        ),
    ]
