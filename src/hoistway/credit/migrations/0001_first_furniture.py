import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0005_know_insurers"),
    ]

    operations = [
        migrations.CreateModel(
            name="CreditRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("form_id", models.UUIDField(unique=True)),
                ("edition", models.CharField(max_length=40)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("state", models.CharField(default="frozen", max_length=32)),
                ("facts_sha256", models.CharField(blank=True, max_length=64)),
                ("progress", models.PositiveIntegerField(default=0)),
                ("subjects", models.PositiveIntegerField(default=0)),
                ("frozen_at", models.DateTimeField()),
                ("preview_until", models.DateField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["frozen", "scored", "preview", "published", "dropped"])
                        ),
                        name="credit_round_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=32)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("fleet", models.PositiveIntegerField()),
                ("total", models.FloatField(null=True)),
                ("grade", models.CharField(max_length=32)),
                ("facts", models.JSONField(default=dict)),
                ("points", models.JSONField(default=list)),
                ("vetoes", models.JSONField(default=list)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.JSONField(null=True)),
                ("hidden_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="credit.creditround",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "round"], name="credit_score_by_firm")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("grade__in", ["A", "B", "C", "D", "unrated"])),
                        name="credit_grade_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject__in", ["legal_person", "branch", "station"])),
                        name="credit_subject_known",
                    ),
                    models.UniqueConstraint(
                        fields=("round", "organisation", "version"), name="one_score_each_version"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("deed", models.CharField(max_length=32)),
                ("words", models.CharField(blank=True, max_length=2000)),
                ("facts", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="credit.creditround",
                    ),
                ),
                (
                    "score",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="credit.creditscore",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["round", "at"], name="credit_step_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "deed__in",
                                [
                                    "frozen",
                                    "scored",
                                    "previewed",
                                    "objected",
                                    "decided",
                                    "confirmed",
                                    "published",
                                    "repaired",
                                    "removed",
                                    "expired",
                                    "dropped",
                                ],
                            )
                        ),
                        name="credit_deed_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("form_id", models.UUIDField(unique=True)),
                ("indicators", models.JSONField(default=list)),
                ("records", models.JSONField(default=list)),
                ("words", models.CharField(max_length=2000)),
                ("files", models.JSONField(default=list)),
                ("state", models.CharField(default="open", max_length=32)),
                ("decide_by", models.DateField()),
                ("answer", models.CharField(blank=True, max_length=2000)),
                ("struck", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.JSONField(null=True)),
                (
                    "score",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="credit.creditscore",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "decide_by"], name="objection_to_decide")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "upheld", "partly", "refused", "withdrawn"])
                        ),
                        name="objection_state_known",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="creditstep",
            trigger=pgtrigger.compiler.Trigger(
                name="credit_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: credit_step';",
                    hash="3c2ce6c355c468f92e1046326d9da4d54615ab94",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_credit_step_rows_stay_9fc74",
                    table="credit_creditstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="creditstep",
            trigger=pgtrigger.compiler.Trigger(
                name="credit_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: credit_step';",
                    hash="e6436d35ce17ea72b30d38b5892c5dbfd94c7fc5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_credit_step_table_stays_62aca",
                    table="credit_creditstep",
                    when="BEFORE",
                ),
            ),
        ),
    ]
