import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0005_know_insurers"),
        ("registry", "0003_claims_of_filings"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("first_day", models.DateField()),
                ("elevators", models.JSONField(default=list)),
                ("state", models.CharField(default="waiting", max_length=32)),
                ("asked", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("refused", models.JSONField(default=list)),
                ("said", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["firm", "-at"], name="plan_run_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "running", "done", "failed", "stopped"])
                        ),
                        name="plan_run_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="YearPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(unique=True)),
                ("version", models.PositiveIntegerField()),
                ("annex", models.CharField(max_length=1)),
                ("state", models.CharField(default="proposed", max_length=32)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("visits", models.PositiveSmallIntegerField(default=0)),
                ("facts", models.JSONField(default=dict)),
                ("need", models.JSONField(default=dict)),
                ("changes", models.JSONField(default=list)),
                ("thin", models.BooleanField(default=False)),
                ("edition", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.JSONField()),
                ("adopted_at", models.DateTimeField(null=True)),
                ("adopted_by", models.JSONField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="yearplans.planrun",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["firm", "state"], name="year_plan_by_firm"),
                    models.Index(fields=["elevator", "-version"], name="year_plan_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "adopted", "superseded", "ended"])
                        ),
                        name="year_plan_state_known",
                    ),
                    models.UniqueConstraint(
                        fields=("elevator", "version"), name="one_year_plan_version"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "adopted")),
                        fields=("elevator",),
                        name="one_adopted_year_plan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearPlanLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(max_length=12)),
                ("way", models.CharField(max_length=32)),
                ("days", models.PositiveSmallIntegerField(default=0)),
                ("months", models.PositiveSmallIntegerField(default=0)),
                ("reason", models.CharField(max_length=32)),
                ("values", models.JSONField(default=dict)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="yearplans.yearplan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "item"), name="one_line_each_item"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("days__gt", 0), ("months", 0)),
                            models.Q(("days", 0), ("months__gt", 0)),
                            _connector="OR",
                        ),
                        name="year_plan_line_has_one_interval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__lte", 365), ("months__lte", 12)),
                        name="year_plan_line_within_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item__regex", "^[A-D]-[12]-"), _negated=True),
                            models.Q(("days__lte", 89), ("months__lte", 3)),
                            _connector="OR",
                        ),
                        name="year_plan_line_within_three_months",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "item__in",
                                    (
                                        "A-4-04",
                                        "A-4-05",
                                        "A-4-06",
                                        "A-4-07",
                                        "A-4-08",
                                        "B-4-03",
                                        "B-4-04",
                                        "B-4-14",
                                        "C-4-04",
                                        "C-4-05",
                                        "C-4-06",
                                        "D-4-02",
                                        "D-4-06",
                                        "D-4-10",
                                        "D-4-12",
                                    ),
                                ),
                                _negated=True,
                            ),
                            ("way", "never_remote"),
                            _connector="OR",
                        ),
                        name="year_plan_line_test_on_site",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "item__in",
                                    (
                                        "A-1-21",
                                        "A-1-28",
                                        "A-2-08",
                                        "A-3-15",
                                        "B-1-18",
                                        "B-1-25",
                                        "B-2-06",
                                        "B-3-08",
                                        "C-1-12",
                                        "C-1-16",
                                        "C-3-10",
                                    ),
                                ),
                                _negated=True,
                            ),
                            models.Q(("way", "remote"), _negated=True),
                            _connector="OR",
                        ),
                        name="year_plan_line_contact_by_hand",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplan",
            trigger=pgtrigger.compiler.Trigger(
                name="adopted_plan_is_whole",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE missing text;",
                    func="\nIF NEW.state = 'adopted' THEN\n  SELECT string_agg(asked.code, ' ' ORDER BY asked.code) INTO missing FROM (\n    SELECT format('%s-%s-%s', part.annex, part.level, lpad(place::text, 2, '0')) AS code\n    FROM (VALUES\n      ('A', 1, 31), ('A', 2, 13), ('A', 3, 15), ('A', 4, 17),\n      ('B', 1, 30), ('B', 2, 13), ('B', 3, 9), ('B', 4, 14),\n      ('C', 1, 20), ('C', 2, 8), ('C', 3, 10), ('C', 4, 14),\n      ('D', 1, 33), ('D', 2, 5), ('D', 3, 12), ('D', 4, 13)\n    ) AS part(annex, level, many), generate_series(1, part.many) AS place\n    WHERE part.annex = NEW.annex\n    EXCEPT SELECT item FROM yearplans_yearplanline WHERE plan_id = NEW.id\n  ) AS asked;\n  IF missing IS NOT NULL THEN\n    RAISE EXCEPTION 'year plan %: no line for %', NEW.uid, missing\n      USING ERRCODE = 'check_violation';\n  END IF;\n  IF NOT EXISTS (\n    SELECT 1 FROM yearplans_yearplanline WHERE plan_id = NEW.id AND way <> 'remote'\n    AND (months BETWEEN 1 AND 3 OR days BETWEEN 1 AND 89)\n  ) THEN\n    RAISE EXCEPTION 'year plan %: no visit within three months', NEW.uid\n      USING ERRCODE = 'check_violation';\n  END IF;\nEND IF;\nRETURN NEW;\n",
                    hash="68c4fba528421d7fd852a1043c3c44d1493e2213",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_adopted_plan_is_whole_f652d",
                    table="yearplans_yearplan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplanline",
            trigger=pgtrigger.compiler.Trigger(
                name="adopted_lines_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n  SELECT 1 FROM yearplans_yearplan\n  WHERE id = COALESCE(NEW.plan_id, OLD.plan_id) AND state = 'proposed'\n) THEN\n  RAISE EXCEPTION 'lines of a year plan change only while it is proposed'\n    USING ERRCODE = 'check_violation';\nEND IF;\nRETURN COALESCE(NEW, OLD);\n",
                    hash="727b1d3cc4ed612472310bc1837b6d0b4bf2f944",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_adopted_lines_stay_9e67d",
                    table="yearplans_yearplanline",
                    when="BEFORE",
                ),
            ),
        ),
    ]
