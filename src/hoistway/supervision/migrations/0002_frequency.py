import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0005_know_insurers"),
        ("supervision", "0001_first_furniture"),
    ]

    operations = [
        migrations.CreateModel(
            name="FrequencyStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(null=True, unique=True)),
                ("band", models.CharField(max_length=32)),
                ("facts", models.JSONField(default=dict)),
                ("reasons", models.JSONField(default=list)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("edition", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation", "jurisdiction", "at"], name="frequency_step_order"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("band__in", ["rarer", "usual", "more", "first"])),
                        name="frequency_step_band_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FirmFrequency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("band", models.CharField(max_length=32)),
                ("priority", models.FloatField()),
                ("elevators", models.PositiveIntegerField()),
                ("facts", models.JSONField(default=dict)),
                ("reasons", models.JSONField(default=list)),
                ("edition", models.CharField(max_length=40)),
                ("since", models.DateField()),
                ("worked_out_on", models.DateField()),
                ("chosen", models.CharField(blank=True, default="", max_length=32)),
                ("chosen_words", models.CharField(blank=True, max_length=500)),
                ("chosen_until", models.DateField(null=True)),
                ("chosen_by", models.JSONField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["jurisdiction", "-priority"], name="frequency_by_area")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("band__in", ["rarer", "usual", "more", "first"])),
                        name="frequency_band_known",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "jurisdiction"), name="one_frequency_each_area"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("chosen", ""),
                            models.Q(
                                models.Q(("chosen_words", ""), _negated=True),
                                ("chosen_by__isnull", False),
                                ("chosen_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_chosen_frequency_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FirmGrade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grade", models.CharField(blank=True, max_length=16)),
                ("round_number", models.CharField(max_length=40)),
                ("since", models.DateField()),
                ("taken_at", models.DateTimeField()),
                ("taken_by", models.JSONField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "-taken_at"], name="grade_by_firm")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="firmgrade",
            trigger=pgtrigger.compiler.Trigger(
                name="firm_grade_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: firm_grade';",
                    hash="b9ba4d77a6f6f9a599cab5d399035a871bf5a9da",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_firm_grade_rows_stay_9f36b",
                    table="supervision_firmgrade",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="firmgrade",
            trigger=pgtrigger.compiler.Trigger(
                name="firm_grade_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: firm_grade';",
                    hash="e390920949faf93db048d751787db58291aba1cc",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_firm_grade_table_stays_00005",
                    table="supervision_firmgrade",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frequencystep",
            trigger=pgtrigger.compiler.Trigger(
                name="frequency_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: frequency_step';",
                    hash="e70145419d25a34d2c39e0dcbc1f14ee7d1b1337",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_frequency_step_rows_stay_3a652",
                    table="supervision_frequencystep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frequencystep",
            trigger=pgtrigger.compiler.Trigger(
                name="frequency_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: frequency_step';",
                    hash="c925c9fc6be491321287698cebf7edbff953bc27",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_frequency_step_table_stays_29a24",
                    table="supervision_frequencystep",
                    when="BEFORE",
                ),
            ),
        ),
    ]
