import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation", "0001_attachments"),
        ("ledger", "0001_first_furniture"),
        ("parties", "0005_know_insurers"),
        ("registry", "0003_claims_of_filings"),
    ]

    operations = [
        migrations.CreateModel(
            name="ElevatorPilot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(default="proposed", max_length=32)),
                ("proposed_at", models.DateTimeField()),
                ("consent_by", models.DateField(null=True)),
                ("consented_at", models.DateTimeField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("check_by", models.DateField(null=True)),
                ("listed_at", models.DateTimeField(null=True)),
                ("reported_at", models.DateTimeField(null=True)),
                ("provisional_since", models.DateField(null=True)),
                ("provisional_clause", models.CharField(blank=True, default="", max_length=32)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_clause", models.CharField(blank=True, default="", max_length=32)),
                (
                    "consent_document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.document",
                    ),
                ),
                (
                    "elevator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
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
                    "use_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clause", models.CharField(max_length=32)),
                ("holds", models.BooleanField()),
                ("facts", models.JSONField(default=dict)),
                ("since", models.DateField()),
                ("checked_on", models.DateField()),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ondemand.elevatorpilot",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "clause__in",
                                [
                                    "period",
                                    "firm_listed",
                                    "firm_monitoring",
                                    "firm_paperless",
                                    "firm_plan",
                                    "consent",
                                    "online",
                                    "insured",
                                    "year_plan",
                                    "inspected",
                                    "answered_for",
                                ],
                            )
                        ),
                        name="condition_clause_known",
                    ),
                    models.UniqueConstraint(
                        fields=("pilot", "clause"), name="one_condition_each_clause"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ElevatorPilotStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField()),
                ("deed", models.CharField(max_length=32)),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("facts", models.JSONField(default=dict)),
                ("edition", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ondemand.elevatorpilot",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["pilot", "at"], name="elevator_pilot_step_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "deed__in",
                                [
                                    "drafted",
                                    "proposed",
                                    "consented",
                                    "refused",
                                    "revoked",
                                    "submitted",
                                    "returned",
                                    "listed",
                                    "reported",
                                    "published",
                                    "warned",
                                    "fell_back",
                                    "resumed",
                                    "exited",
                                    "withdrawn",
                                    "ended",
                                ],
                            )
                        ),
                        name="elevator_pilot_deed_known",
                    ),
                    models.UniqueConstraint(
                        fields=("pilot", "form_id"), name="one_pilot_step_each_form"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExitCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("clause", models.CharField(max_length=32)),
                ("state", models.CharField(default="open", max_length=32)),
                ("found_on", models.DateField()),
                ("evidence", models.JSONField(default=dict)),
                ("at_once", models.BooleanField(default=False)),
                ("answer_by", models.DateField()),
                ("correct_by", models.DateField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.JSONField(null=True)),
                ("appeal_by", models.DateField(null=True)),
                ("appealed_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("edition", models.CharField(max_length=40)),
                (
                    "elevator_pilot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ondemand.elevatorpilot",
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
            ],
        ),
        migrations.CreateModel(
            name="ExitStep",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ondemand.exitcase",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "at"], name="exit_step_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "deed__in",
                                [
                                    "found",
                                    "opened",
                                    "answered",
                                    "decided",
                                    "appealed",
                                    "upheld",
                                    "overturned",
                                    "mended",
                                ],
                            )
                        ),
                        name="exit_deed_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FirmPilot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("state", models.CharField(default="draft", max_length=32)),
                ("plan", models.JSONField(default=dict)),
                ("website", models.CharField(blank=True, max_length=300)),
                ("commitment", models.JSONField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("answer_by", models.DateField(null=True)),
                ("listed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("facts", models.JSONField(default=list)),
                ("checked_on", models.DateField(null=True)),
                (
                    "commitment_file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
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
                    "website_copy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ExitWarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clause", models.CharField(max_length=32)),
                ("mark", models.PositiveSmallIntegerField()),
                ("episode", models.DateField()),
                ("facts", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "elevator_pilot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ondemand.elevatorpilot",
                    ),
                ),
                (
                    "firm_pilot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ondemand.firmpilot",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("firm_pilot", "elevator_pilot", "clause", "mark", "episode"),
                        name="one_exit_warning_each_mark",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="exitcase",
            name="firm_pilot",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ondemand.firmpilot",
            ),
        ),
        migrations.AddField(
            model_name="elevatorpilot",
            name="firm_pilot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ondemand.firmpilot",
            ),
        ),
        migrations.CreateModel(
            name="FirmPilotStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("deed", models.CharField(max_length=32)),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("facts", models.JSONField(default=dict)),
                ("edition", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ondemand.firmpilot",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["pilot", "at"], name="firm_pilot_step_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "deed__in",
                                [
                                    "drafted",
                                    "proposed",
                                    "consented",
                                    "refused",
                                    "revoked",
                                    "submitted",
                                    "returned",
                                    "listed",
                                    "reported",
                                    "published",
                                    "warned",
                                    "fell_back",
                                    "resumed",
                                    "exited",
                                    "withdrawn",
                                    "ended",
                                ],
                            )
                        ),
                        name="firm_pilot_deed_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PilotPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.CharField(max_length=40)),
                ("legal_basis", models.CharField(max_length=200)),
                ("document_number", models.CharField(max_length=80)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("invented", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="pilot_period_has_days",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("first_day"),
                                    models.F("last_day"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            )
                        ],
                        name="one_pilot_period_a_day",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="firmpilot",
            name="period",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ondemand.pilotperiod",
            ),
        ),
        migrations.CreateModel(
            name="ConditionChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clause", models.CharField(max_length=32)),
                ("holds", models.BooleanField()),
                ("facts", models.JSONField(default=dict)),
                ("on", models.DateField()),
                ("edition", models.CharField(max_length=40)),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ondemand.elevatorpilot",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["pilot", "on"], name="condition_change_order")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conditionchange",
            trigger=pgtrigger.compiler.Trigger(
                name="condition_change_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: condition_change';",
                    hash="b26340ab672a4b069759de9c084bbd4c18a6cd5a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_condition_change_rows_stay_4c7e1",
                    table="ondemand_conditionchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conditionchange",
            trigger=pgtrigger.compiler.Trigger(
                name="condition_change_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: condition_change';",
                    hash="8af8f15cabc71a535b56f8b32c52bca440793808",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_condition_change_table_stays_5a025",
                    table="ondemand_conditionchange",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="elevatorpilotstep",
            trigger=pgtrigger.compiler.Trigger(
                name="elevator_pilot_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: elevator_pilot_step';",
                    hash="608d2115e44c83034a6af3f0c95e862a11c24cee",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_elevator_pilot_step_rows_stay_7fdd4",
                    table="ondemand_elevatorpilotstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="elevatorpilotstep",
            trigger=pgtrigger.compiler.Trigger(
                name="elevator_pilot_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: elevator_pilot_step';",
                    hash="cb25a1e301fb60ee9ee0a270fade3f8409d711c2",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_elevator_pilot_step_table_stays_2d424",
                    table="ondemand_elevatorpilotstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitstep",
            trigger=pgtrigger.compiler.Trigger(
                name="exit_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: exit_step';",
                    hash="e390a8ba1d5626651778ddee38be95ad703f6348",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_exit_step_rows_stay_d9ce4",
                    table="ondemand_exitstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="exitstep",
            trigger=pgtrigger.compiler.Trigger(
                name="exit_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: exit_step';",
                    hash="e193d4e16858fc438445687877ac3934f165d5ad",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_exit_step_table_stays_69109",
                    table="ondemand_exitstep",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="exitcase",
            index=models.Index(fields=["jurisdiction", "state"], name="exit_case_by_district"),
        ),
        migrations.AddConstraint(
            model_name="exitcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "clause__in",
                        [
                            "firm_false",
                            "firm_condition",
                            "firm_off_plan",
                            "firm_unlawful",
                            "inspection_failed",
                            "silent",
                            "condition_lost",
                            "fault_rate",
                            "complaints",
                            "other",
                            "firm_exited",
                            "period_ended",
                        ],
                    )
                ),
                name="exit_case_clause_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="exitcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "answered", "exited", "stays", "mended"])
                ),
                name="exit_case_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="exitcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("firm_pilot__isnull", False),
                    ("elevator_pilot__isnull", False),
                    _connector="XOR",
                ),
                name="exit_case_of_firm_or_elevator",
            ),
        ),
        migrations.AddConstraint(
            model_name="exitcase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["answered", "open"])),
                fields=("firm_pilot", "clause"),
                name="one_pending_case_each_firm",
            ),
        ),
        migrations.AddConstraint(
            model_name="exitcase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["answered", "open"])),
                fields=("elevator_pilot", "clause"),
                name="one_pending_case_each_elevator",
            ),
        ),
        migrations.AddIndex(
            model_name="elevatorpilot",
            index=models.Index(fields=["firm_pilot", "state"], name="elevator_pilot_by_firm"),
        ),
        migrations.AddIndex(
            model_name="elevatorpilot",
            index=models.Index(fields=["jurisdiction", "state"], name="elevator_pilot_by_district"),
        ),
        migrations.AddConstraint(
            model_name="elevatorpilot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "proposed",
                            "consented",
                            "submitted",
                            "returned",
                            "listed",
                            "provisional",
                            "exited",
                            "withdrawn",
                            "ended",
                        ],
                    )
                ),
                name="elevator_pilot_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="elevatorpilot",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["consented", "listed", "proposed", "provisional", "returned", "submitted"],
                    )
                ),
                fields=("elevator",),
                name="one_living_pilot_each_elevator",
            ),
        ),
        migrations.AddConstraint(
            model_name="elevatorpilot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "provisional"), _negated=True),
                    ("provisional_since__isnull", False),
                    _connector="OR",
                ),
                name="provisional_pilot_has_a_day",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="firmpilotstep",
            trigger=pgtrigger.compiler.Trigger(
                name="firm_pilot_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: firm_pilot_step';",
                    hash="6a13cb8e1b9f2f8f040fa6bfc55229e9ce5799bf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_firm_pilot_step_rows_stay_144df",
                    table="ondemand_firmpilotstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="firmpilotstep",
            trigger=pgtrigger.compiler.Trigger(
                name="firm_pilot_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: firm_pilot_step';",
                    hash="75505bd01e84a43ff11e06b29ca4bd73a96b6bf5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_firm_pilot_step_table_stays_4ce07",
                    table="ondemand_firmpilotstep",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="firmpilot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "submitted",
                            "returned",
                            "listed",
                            "exited",
                            "withdrawn",
                            "ended",
                        ],
                    )
                ),
                name="firm_pilot_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="firmpilot",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "listed", "returned", "submitted"])),
                fields=("firm",),
                name="one_living_pilot_each_firm",
            ),
        ),
    ]
