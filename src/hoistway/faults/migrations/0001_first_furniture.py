import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation", "0001_attachments"),
        ("maintenance", "0003_what_makers_ask"),
        ("parties", "0005_know_insurers"),
        ("registry", "0003_claims_of_filings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fault",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("group", models.CharField(max_length=32)),
                ("kind", models.CharField(max_length=32)),
                ("state", models.CharField(default="open", max_length=32)),
                ("stopped", models.BooleanField(default=False)),
                ("began_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                ("mended_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("cause", models.CharField(blank=True, default="", max_length=32)),
                ("verified", models.BooleanField(default=False)),
                ("judged_at", models.DateTimeField(null=True)),
                ("appealed_at", models.DateTimeField(null=True)),
                ("signals", models.JSONField(default=list)),
                ("quiet_at", models.DateTimeField(null=True)),
                ("sightings", models.PositiveIntegerField(default=0)),
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
                    "firm",
                    models.ForeignKey(
                        null=True,
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
                    "repair",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="maintenance.repair",
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
                    models.Index(fields=["elevator", "-began_at"], name="fault_by_elevator"),
                    models.Index(fields=["jurisdiction", "state", "opened_at"], name="fault_queue"),
                    models.Index(fields=["firm", "state", "opened_at"], name="fault_by_firm"),
                    models.Index(
                        fields=["use_unit", "state", "opened_at"], name="fault_by_use_unit"
                    ),
                    models.Index(fields=["repair"], name="fault_by_repair"),
                    models.Index(
                        condition=models.Q(("quiet_at__isnull", False)),
                        fields=["quiet_at"],
                        name="fault_quiet",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "under_repair", "mended", "closed", "false"])
                        ),
                        name="fault_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["open", "under_repair"])),
                        fields=("elevator", "group"),
                        name="one_open_fault_of_a_group",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FaultStep",
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
                ("words", models.CharField(blank=True, max_length=1000)),
                ("facts", models.JSONField(default=dict)),
                (
                    "fault",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="faults.fault",
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
                "indexes": [models.Index(fields=["fault", "at"], name="fault_step_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "deed__in",
                                [
                                    "open",
                                    "order",
                                    "mend",
                                    "reopen",
                                    "judge",
                                    "appeal",
                                    "uphold",
                                    "revise",
                                    "dismiss",
                                    "note",
                                ],
                            )
                        ),
                        name="fault_deed_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sighting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                ("source", models.CharField(max_length=32)),
                ("kind", models.CharField(max_length=32)),
                ("seen_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("facts", models.JSONField(default=dict)),
                (
                    "fault",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="faults.fault",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["fault", "seen_at"], name="sighting_by_fault")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="faultstep",
            trigger=pgtrigger.compiler.Trigger(
                name="fault_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: fault_step';",
                    hash="aa9976c980126f4ed62428548db2e7b3e34fd351",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_fault_step_rows_stay_b235e",
                    table="faults_faultstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="faultstep",
            trigger=pgtrigger.compiler.Trigger(
                name="fault_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: fault_step';",
                    hash="e5e0ffdd8471860d9899e01219e2645bdf28313c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_fault_step_table_stays_4bc87",
                    table="faults_faultstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sighting",
            trigger=pgtrigger.compiler.Trigger(
                name="sighting_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: sighting';",
                    hash="077a5a429ff6429ec8b903782108048750a24da2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_sighting_rows_stay_aaa74",
                    table="faults_sighting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sighting",
            trigger=pgtrigger.compiler.Trigger(
                name="sighting_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: sighting';",
                    hash="4f7ae46fb8bfd36f3cb3a7836780a5cb763e8e57",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_sighting_table_stays_6b2fc",
                    table="faults_sighting",
                    when="BEFORE",
                ),
            ),
        ),
    ]
