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
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("kind", models.CharField(max_length=32)),
                ("verdict", models.CharField(max_length=32)),
                ("held_on", models.DateField()),
                ("report_number", models.CharField(max_length=60)),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("stated_next_on", models.DateField(null=True)),
                ("replace_reason", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(max_length=32)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.JSONField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
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
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inspection.inspection",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["elevator", "-held_on"], name="inspection_by_elevator"),
                    models.Index(fields=["body", "-held_on"], name="inspection_by_body"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "periodic",
                                    "test",
                                    "installation",
                                    "alteration",
                                    "major_repair",
                                    "return_to_use",
                                ],
                            )
                        ),
                        name="inspection_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["passed", "passed_after", "failed"])),
                        name="inspection_verdict_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaces", None)),
                        fields=("body", "report_number"),
                        name="one_report_number_each_body",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Defect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("item", models.CharField(blank=True, max_length=40)),
                ("words", models.CharField(max_length=500)),
                ("mend_by", models.DateField(null=True)),
                ("state", models.CharField(default="open", max_length=32)),
                ("mended_at", models.DateTimeField(null=True)),
                ("mended_by", models.JSONField(null=True)),
                ("mended_words", models.CharField(blank=True, max_length=500)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.JSONField(null=True)),
                (
                    "mended_file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inspection.inspection",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "mended", "ended"])),
                        name="defect_state_known",
                    ),
                    models.UniqueConstraint(fields=("inspection", "ordinal"), name="defect_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=32)),
                ("wished_on", models.DateField()),
                ("words", models.CharField(blank=True, max_length=300)),
                ("state", models.CharField(default="asked", max_length=32)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.JSONField()),
                ("agreed_on", models.DateField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
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
                    "inspection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inspection.inspection",
                    ),
                ),
                (
                    "use_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["body", "state"], name="inspection_request_by_body")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "agreed", "done", "dropped"])),
                        name="inspection_request_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "agreed"])),
                        fields=("elevator", "kind"),
                        name="one_open_inspection_request",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("file_name", models.CharField(max_length=200)),
                ("state", models.CharField(default="waiting", max_length=32)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.JSONField()),
                ("rows", models.PositiveIntegerField(default=0)),
                ("rows_done", models.PositiveIntegerField(default=0)),
                ("kept", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("said", models.JSONField(default=dict)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["body", "-asked_at"], name="inspection_table_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "running", "done", "failed"])),
                        name="inspection_table_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionTableRow",
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
                        to="inspection.inspectiontable",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("table", "line"), name="one_telling_each_table_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NextInspection",
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
                ("kind", models.CharField(max_length=32)),
                ("due_on", models.DateField(null=True)),
                ("early_from", models.DateField(null=True)),
                ("ask_by", models.DateField(null=True)),
                ("base_on", models.DateField(null=True)),
                ("warned", models.PositiveSmallIntegerField(default=0)),
                ("edition", models.CharField(max_length=40)),
                ("reasons", models.JSONField(default=dict)),
                ("worked_out_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["due_on", "elevator"], name="next_inspection_due")
                ],
            },
        ),
        migrations.CreateModel(
            name="StopUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=32)),
                ("clause", models.CharField(max_length=200)),
                ("ordered_at", models.DateTimeField()),
                ("ordered_by", models.JSONField()),
                ("received_at", models.DateTimeField(null=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by", models.JSONField(null=True)),
                ("lifted_reason", models.CharField(blank=True, max_length=300)),
                ("edition", models.CharField(max_length=40)),
                ("facts", models.JSONField(default=dict)),
                (
                    "elevator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inspection.inspection",
                    ),
                ),
                (
                    "lifted_inspection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inspection.inspection",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("lifted_at", None)),
                        fields=["elevator"],
                        name="stop_in_force",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("elevator", "reason"),
                        name="one_open_stop_of_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_at", None),
                            ("lifted_at__gte", models.F("ordered_at")),
                            _connector="OR",
                        ),
                        name="a_stop_is_lifted_after_it_was_ordered",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="inspection",
            trigger=pgtrigger.compiler.Trigger(
                name="inspection_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: inspection';",
                    hash="739d22f9580ffbe7729d313f6d1daeb413dcb77b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_inspection_rows_stay_6a839",
                    table="inspection_inspection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="inspection",
            trigger=pgtrigger.compiler.Trigger(
                name="inspection_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: inspection';",
                    hash="c4aa2d2e297fa77fe15acc67007e267d1e473e3f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_inspection_table_stays_5e3d5",
                    table="inspection_inspection",
                    when="BEFORE",
                ),
            ),
        ),
    ]
