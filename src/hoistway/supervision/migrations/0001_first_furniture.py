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
        ("sampling", "0001_first_furniture"),
    ]

    operations = [
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("form_id", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=32)),
                ("lead", models.CharField(max_length=32)),
                ("lead_ref", models.CharField(blank=True, max_length=60)),
                ("state", models.CharField(default="planned", max_length=32)),
                ("checklist", models.CharField(blank=True, max_length=40)),
                ("officers", models.JSONField(default=list)),
                ("unit_facts", models.JSONField(default=dict)),
                ("elevators", models.JSONField(default=list)),
                ("answers", models.JSONField(default=dict)),
                ("measures", models.JSONField(default=list)),
                ("opinion", models.CharField(blank=True, max_length=1000)),
                ("remark", models.CharField(blank=True, max_length=1000)),
                ("planned_on", models.DateField(null=True)),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("signed_text", models.JSONField(null=True)),
                ("place", models.JSONField(null=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.JSONField()),
                (
                    "draw",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sampling.sampledraw",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["jurisdiction", "state"], name="check_by_district"),
                    models.Index(
                        fields=["organisation", "signed_at"], name="check_by_organisation"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["routine", "special", "licence", "other"])
                        ),
                        name="check_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "lead__in",
                                [
                                    "draw",
                                    "paper",
                                    "record",
                                    "complaint",
                                    "transfer",
                                    "inspection",
                                    "monitoring",
                                    "credit",
                                    "on_the_spot",
                                ],
                            )
                        ),
                        name="check_lead_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "underway", "signed", "refused", "dropped"])
                        ),
                        name="check_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["signed", "refused"]), _negated=True),
                            models.Q(("signed_at__isnull", False), ("signed_text__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_finished_check_is_kept_as_signed",
                    ),
                ],
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
                ("item", models.CharField(blank=True, max_length=40)),
                ("weight", models.CharField(max_length=32)),
                ("words", models.CharField(max_length=1000)),
                ("articles", models.JSONField(default=list)),
                ("files", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                (
                    "check_made",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.check",
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
            ],
            options={
                "indexes": [models.Index(fields=["check_made"], name="finding_by_check")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weight__in", ["minor", "breach", "grave"])),
                        name="finding_weight_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(blank=True, default="", max_length=60)),
                ("form_id", models.UUIDField(unique=True)),
                ("state", models.CharField(default="draft", max_length=32)),
                ("content", models.JSONField(default=dict)),
                ("edition", models.CharField(max_length=40)),
                ("drafted_by_key", models.CharField(max_length=60)),
                ("approved_by_key", models.CharField(blank=True, max_length=60)),
                ("signed_text", models.JSONField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("service", models.CharField(blank=True, default="", max_length=32)),
                ("served_at", models.DateTimeField(null=True)),
                ("reported_at", models.DateTimeField(null=True)),
                ("review_by", models.DateField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("case", models.JSONField(null=True)),
                (
                    "check_made",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.check",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["jurisdiction", "state"], name="order_by_district"),
                    models.Index(fields=["organisation", "state"], name="order_by_organisation"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted",
                                    "approved",
                                    "served",
                                    "reported",
                                    "closed",
                                    "transferred",
                                    "revoked",
                                ],
                            )
                        ),
                        name="order_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="one_order_each_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        "approved",
                                        "served",
                                        "reported",
                                        "closed",
                                        "transferred",
                                        "revoked",
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                models.Q(("number", ""), _negated=True),
                                models.Q(("approved_by_key", ""), _negated=True),
                                ("signed_text__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_order_goes_out_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by_key", models.F("drafted_by_key")), _negated=True
                        ),
                        name="an_order_has_two_hands",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "finding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.finding",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.order",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OrderStep",
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
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.order",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["order", "at"], name="order_step_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "deed__in",
                                [
                                    "drafted",
                                    "submitted",
                                    "returned",
                                    "approved",
                                    "served",
                                    "extended",
                                    "reported",
                                    "passed",
                                    "failed",
                                    "overdue",
                                    "transferred",
                                    "outcome",
                                    "reported_up",
                                    "revoked",
                                ],
                            )
                        ),
                        name="order_deed_known",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="supervision_finding_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: supervision_finding';",
                    hash="a8ae91a1efe1888932363656aebce610d7b64c48",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_supervision_finding_rows_stay_d7e2d",
                    table="supervision_finding",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="supervision_finding_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: supervision_finding';",
                    hash="507e6c528e62f2486b6d7b01ad9c0b4cceaa4975",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_supervision_finding_table_stays_bb7d1",
                    table="supervision_finding",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderstep",
            trigger=pgtrigger.compiler.Trigger(
                name="order_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: order_step';",
                    hash="17a18af10884cc0bbaf828a92559a03a66ec6042",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_order_step_rows_stay_ba1f8",
                    table="supervision_orderstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderstep",
            trigger=pgtrigger.compiler.Trigger(
                name="order_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: order_step';",
                    hash="2f4e32d395347ba68a72df1305b144bb5fc8450c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_order_step_table_stays_5d805",
                    table="supervision_orderstep",
                    when="BEFORE",
                ),
            ),
        ),
    ]
