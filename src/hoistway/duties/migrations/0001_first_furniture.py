import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation", "0001_attachments"),
        ("ledger", "0001_first_furniture"),
        ("parties", "0004_partner_users"),
        ("registry", "0003_claims_of_filings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
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
                ("grade", models.CharField(blank=True, default="", max_length=32)),
                ("words", models.CharField(max_length=2000)),
                ("state", models.CharField(default="open", max_length=32)),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("issued_at", models.DateTimeField()),
                ("received_at", models.DateTimeField(null=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
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
                    "file",
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
                    models.Index(
                        fields=["jurisdiction", "state", "issued_at"], name="notice_queue"
                    ),
                    models.Index(fields=["elevator", "-issued_at"], name="notice_by_elevator"),
                    models.Index(fields=["firm", "state"], name="notice_by_firm"),
                    models.Index(fields=["use_unit", "state"], name="notice_by_use_unit"),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at"],
                        name="notice_due",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["repair", "hazard", "do_not_use", "solution"])
                        ),
                        name="notice_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "cleared", "ended"])),
                        name="notice_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "hazard"), ("grade__in", ["ordinary", "serious"])),
                            models.Q(models.Q(("kind", "hazard"), _negated=True), ("grade", "")),
                            _connector="OR",
                        ),
                        name="a_hazard_has_a_grade",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hazard",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("duties.notice",),
        ),
        migrations.CreateModel(
            name="NoticeStep",
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
                ("words", models.CharField(blank=True, max_length=2000)),
                ("facts", models.JSONField(default=dict)),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.document",
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
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.notice",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["notice", "at"], name="notice_step_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "deed__in",
                                [
                                    "issue",
                                    "receive",
                                    "acknowledge",
                                    "clear",
                                    "verify",
                                    "reopen",
                                    "escalate",
                                ],
                            )
                        ),
                        name="notice_deed_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=32)),
                ("category", models.CharField(blank=True, default="", max_length=1)),
                ("held_on", models.DateField()),
                ("words", models.CharField(max_length=1000)),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.JSONField()),
                (
                    "document",
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
                        null=True,
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
                    "proof",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["firm", "kind", "-held_on"], name="duty_record_by_firm")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dutyrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="duty_record_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: duty_record';",
                    hash="84804c65408404ba4722478e975c581d9aca92f4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_duty_record_rows_stay_c053d",
                    table="duties_dutyrecord",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dutyrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="duty_record_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: duty_record';",
                    hash="d824b604251db11c2a8f482b0150469964120f32",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_duty_record_table_stays_af01c",
                    table="duties_dutyrecord",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noticestep",
            trigger=pgtrigger.compiler.Trigger(
                name="notice_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: notice_step';",
                    hash="eda314319cb593fa213f2e72df10353383e4cda3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_notice_step_rows_stay_cfabb",
                    table="duties_noticestep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noticestep",
            trigger=pgtrigger.compiler.Trigger(
                name="notice_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: notice_step';",
                    hash="179e4ba5b5d53e87a3f1c0e327c7bf305e12f67f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_notice_step_table_stays_62543",
                    table="duties_noticestep",
                    when="BEFORE",
                ),
            ),
        ),
    ]
