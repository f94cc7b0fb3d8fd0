import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0001_first_furniture"),
        ("registry", "0002_claims_and_decisions"),
    ]

    operations = [
        migrations.CreateModel(
            name="DayScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("subject", models.CharField(max_length=32)),
                ("key", models.CharField(max_length=48)),
                ("elevators", models.PositiveIntegerField()),
                ("points", models.FloatField()),
                ("open_findings", models.PositiveIntegerField()),
                ("corrected", models.PositiveIntegerField()),
                ("by_kind", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subject__in", ["city", "jurisdiction", "organisation", "source"])
                        ),
                        name="score_subject_known",
                    ),
                    models.UniqueConstraint(
                        fields=("subject", "key", "day"), name="one_score_each_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ElevatorScore",
            fields=[
                (
                    "elevator",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="registry.elevator",
                    ),
                ),
                ("points", models.FloatField()),
                ("lacking", models.JSONField(default=dict)),
                ("gain", models.FloatField(default=0)),
                ("edition", models.CharField(max_length=40)),
                ("scored_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["points", "elevator"], name="score_worst_first")],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("state", models.CharField(default="open", max_length=32)),
                ("field", models.CharField(blank=True, max_length=32)),
                ("value", models.JSONField(null=True)),
                ("proposal", models.JSONField(null=True)),
                ("confidence", models.FloatField(default=0)),
                ("certain", models.BooleanField(default=False)),
                ("inputs", models.JSONField(default=dict)),
                ("edition", models.CharField(max_length=40)),
                ("fingerprint", models.CharField(max_length=40, unique=True)),
                ("found_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", models.JSONField(null=True)),
                ("settled_reason", models.CharField(blank=True, max_length=300)),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registry.claim",
                    ),
                ),
                (
                    "elevator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.jurisdiction",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registry.place",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["jurisdiction", "kind", "-confidence", "id"],
                        name="finding_queue",
                    ),
                    models.Index(fields=["elevator", "state"], name="finding_by_elevator"),
                    models.Index(fields=["organisation", "state"], name="finding_by_organisation"),
                    models.Index(fields=["state", "-settled_at", "-id"], name="finding_settled"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["open", "corrected", "accepted", "rejected", "undone", "gone"],
                            )
                        ),
                        name="finding_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__gte", 0), ("confidence__lte", 1)),
                        name="finding_confidence_share",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("automatic", models.BooleanField()),
                ("field", models.CharField(max_length=32)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.JSONField(null=True)),
                ("undone_reason", models.CharField(blank=True, max_length=300)),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.claim",
                    ),
                ),
                (
                    "merge",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.merge",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="quality.finding",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="correction_newest"),
                    models.Index(fields=["finding"], name="correction_of_finding"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at", None),
                            models.Q(("undone_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="undoing_has_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                ("agrees", models.BooleanField(null=True)),
                ("value", models.JSONField(null=True)),
                ("text", models.CharField(blank=True, max_length=500)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="quality.finding",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["finding", "at"], name="answer_by_finding")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="quality_answer_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: quality_answer';",
                    hash="01643b0072892415d9b01d6b80e45493f13fa4db",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_quality_answer_rows_stay_a661b",
                    table="quality_answer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="quality_answer_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: quality_answer';",
                    hash="40a12ad445073e0d5758a9056e6c943b5e12eaf5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_quality_answer_table_stays_69193",
                    table="quality_answer",
                    when="BEFORE",
                ),
            ),
        ),
    ]
