import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("faults", "0001_first_furniture"),
        ("foundation", "0001_attachments"),
        ("parties", "0005_know_insurers"),
        ("registry", "0003_claims_of_filings"),
        ("riders", "0003_keep_what_passengers_correct"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32, unique=True)),
                ("form_id", models.UUIDField(unique=True)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("kind", models.CharField(max_length=32)),
                ("topic", models.CharField(max_length=32)),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("longitude", models.FloatField(null=True)),
                ("latitude", models.FloatField(null=True)),
                ("state", models.CharField(default="open", max_length=32)),
                ("desk", models.CharField(max_length=32)),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("promised_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("also", models.PositiveIntegerField(default=0)),
                ("reopened", models.PositiveSmallIntegerField(default=0)),
                ("verdict", models.CharField(blank=True, default="", max_length=32)),
                ("is_mended", models.BooleanField(null=True)),
                ("hidden_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                ("outside_number", models.CharField(blank=True, max_length=60)),
                ("outside_status", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(default="zh-hans", max_length=10)),
                ("origin_hash", models.CharField(max_length=32)),
                ("device_hash", models.CharField(blank=True, max_length=32)),
                ("edition", models.CharField(max_length=40)),
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
                    "elevator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "fault",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="faults.fault",
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
                    "joined",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="riders.publicreport",
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
            options={
                "indexes": [
                    models.Index(fields=["elevator", "-made_at"], name="report_by_elevator"),
                    models.Index(fields=["jurisdiction", "state", "due_at"], name="report_queue"),
                    models.Index(fields=["holder", "state", "due_at"], name="report_by_holder"),
                    models.Index(fields=["firm", "-made_at"], name="report_by_firm"),
                    models.Index(fields=["use_unit", "-made_at"], name="report_by_use_unit"),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at"],
                        name="report_due",
                    ),
                    models.Index(
                        condition=models.Q(("closes_at__isnull", False)),
                        fields=["closes_at"],
                        name="report_closes",
                    ),
                    models.Index(fields=["jurisdiction", "-made_at"], name="report_by_area"),
                    models.Index(fields=["joined"], name="report_joined"),
                    models.Index(fields=["origin_hash", "-made_at"], name="report_by_origin"),
                    models.Index(
                        condition=models.Q(("device_hash", ""), _negated=True),
                        fields=["device_hash", "-made_at"],
                        name="report_by_device",
                    ),
                    models.Index(fields=["fault"], name="report_by_fault"),
                    models.Index(
                        condition=models.Q(("claim__isnull", False)),
                        fields=["claim"],
                        name="report_by_claim",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["fault", "complaint", "suggestion", "correction"])
                        ),
                        name="report_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "answered", "closed", "outside", "hidden"])
                        ),
                        name="report_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("desk__in", ["use_unit", "firm", "district", "city"])),
                        name="report_desk_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PhoneCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_hash", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField(db_index=True)),
                ("expires_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="riders.publicreport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MeToo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("device_hash", models.CharField(blank=True, max_length=32)),
                ("origin_hash", models.CharField(max_length=32)),
                ("made_at", models.DateTimeField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="riders.publicreport",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("device_hash", ""), _negated=True),
                        fields=("report", "device_hash"),
                        name="me_too_once_per_device",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReporterPhone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phone", models.CharField(max_length=32)),
                ("verified_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(db_index=True)),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="riders.publicreport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("state", models.CharField(default="held", max_length=32)),
                ("added_at", models.DateTimeField()),
                (
                    "attachment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="riders.publicreport",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["report"], name="report_photo_by_report")],
            },
        ),
        migrations.CreateModel(
            name="ReportStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("deed", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                ("desk", models.CharField(max_length=32)),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("public", models.BooleanField(default=True)),
                ("facts", models.JSONField(default=dict)),
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="riders.publicreport",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["report", "at"], name="report_step_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "deed__in",
                                [
                                    "file",
                                    "join",
                                    "me_too",
                                    "take_up",
                                    "pass_on",
                                    "answer",
                                    "mended",
                                    "not_mended",
                                    "reopen",
                                    "escalate",
                                    "verify",
                                    "outside",
                                    "outside_news",
                                    "close",
                                    "hide",
                                    "appeal",
                                    "show",
                                    "keep_hidden",
                                    "show_photo",
                                    "hide_photo",
                                    "erase",
                                    "note",
                                ],
                            )
                        ),
                        name="report_deed_known",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportstep",
            trigger=pgtrigger.compiler.Trigger(
                name="report_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'UPDATE' AND NEW.words = '' AND OLD.deed IN ('mended', 'not_mended', 'appeal')\n   AND to_jsonb(NEW) - 'words' = to_jsonb(OLD) - 'words'\nTHEN RETURN NEW; END IF;\nRAISE EXCEPTION 'append-only: report_step';",
                    hash="145cd0165e7d3a6836af7664dd04ff47c47673d5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_report_step_rows_stay_5fca9",
                    table="riders_reportstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportstep",
            trigger=pgtrigger.compiler.Trigger(
                name="report_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: report_step';",
                    hash="0f816f46ca3f1f0cdff5976f5bdd0ec6759e1722",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_report_step_table_stays_ced39",
                    table="riders_reportstep",
                    when="BEFORE",
                ),
            ),
        ),
    ]
