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
            name="Judgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.CharField(max_length=40)),
                ("score", models.FloatField(db_index=True)),
                ("reasons", models.JSONField()),
                ("facts", models.JSONField()),
                ("judged_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PartUsed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("operation_uid", models.UUIDField(unique=True)),
                ("item", models.CharField(blank=True, max_length=12)),
                ("name", models.CharField(max_length=80)),
                ("model", models.CharField(blank=True, max_length=80)),
                ("serial_number", models.CharField(blank=True, max_length=60)),
                ("quantity", models.PositiveSmallIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="StandardConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("words", models.CharField(max_length=300)),
                ("confirmed_at", models.DateTimeField()),
                ("confirmed_by", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=32)),
                ("level", models.CharField(max_length=32, null=True)),
                ("edition", models.CharField(max_length=40)),
                ("state", models.CharField(default="planned", max_length=32)),
                ("due_on", models.DateField(null=True)),
                ("planned_on", models.DateField(null=True)),
                ("place_in_route", models.PositiveSmallIntegerField(null=True)),
                ("begun_at", models.DateTimeField(null=True)),
                ("begun_received_at", models.DateTimeField(null=True)),
                ("way", models.CharField(max_length=32, null=True)),
                ("longitude", models.FloatField(null=True)),
                ("latitude", models.FloatField(null=True)),
                ("accuracy_m", models.FloatField(null=True)),
                ("clock_offset_ms", models.BigIntegerField(null=True)),
                ("sheet", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=0)),
                ("signed_at", models.DateTimeField(null=True)),
                ("signed_received_at", models.DateTimeField(null=True)),
                ("counted_on", models.DateField(null=True)),
                ("confirm_by", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("void_reason", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="VisitPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(blank=True, max_length=12)),
                ("taken_at", models.DateTimeField()),
                ("longitude", models.FloatField(null=True)),
                ("latitude", models.FloatField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("answer", models.CharField(max_length=32)),
                ("way", models.CharField(max_length=32, null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.document",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Operation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(unique=True)),
                ("visit_uid", models.UUIDField(db_index=True)),
                ("device", models.UUIDField()),
                ("device_seq", models.BigIntegerField()),
                ("kind", models.CharField(max_length=32)),
                ("base", models.PositiveIntegerField(default=0)),
                ("data", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("verdict", models.CharField(max_length=32)),
                ("reason", models.CharField(blank=True, max_length=80)),
                (
                    "elevator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PhoneCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_sha256", models.CharField(max_length=64)),
                ("code_hash", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField()),
                ("sent_by", models.JSONField()),
                ("expires_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PhoneKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(unique=True)),
                ("device", models.UUIDField()),
                ("device_name", models.CharField(blank=True, max_length=120)),
                ("algorithm", models.CharField(default="ecdsa-p256", max_length=20)),
                ("public_key", models.TextField()),
                ("registered_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person"], name="phone_key_by_person")],
            },
        ),
        migrations.CreateModel(
            name="Crew",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("certificate_number", models.CharField(blank=True, max_length=32)),
                ("certificate_until", models.DateField(null=True)),
                ("joined_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("content_sha256", models.CharField(blank=True, max_length=64)),
                ("signature", models.CharField(blank=True, max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.person",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="maintenance.phonekey",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Repair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("source", models.CharField(max_length=32)),
                ("item", models.CharField(blank=True, max_length=12)),
                ("words", models.CharField(max_length=500)),
                ("urgency", models.CharField(max_length=32)),
                ("state", models.CharField(default="open", max_length=32)),
                ("due_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.JSONField()),
                ("stopped_at", models.DateTimeField(null=True)),
                ("returned_at", models.DateTimeField(null=True)),
                ("solution", models.CharField(blank=True, max_length=1000)),
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
                    "solution_file",
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
            name="RepairStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("old_state", models.CharField(max_length=32)),
                ("new_state", models.CharField(max_length=32)),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                (
                    "repair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="maintenance.repair",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Schedule",
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
                ("edition", models.CharField(max_length=40)),
                ("began_on", models.DateField()),
                ("half_month_on", models.DateField(null=True)),
                ("quarter_on", models.DateField(null=True)),
                ("half_year_on", models.DateField(null=True)),
                ("year_on", models.DateField(null=True)),
                ("half_month_due", models.DateField(null=True)),
                ("quarter_due", models.DateField(null=True)),
                ("half_year_due", models.DateField(null=True)),
                ("year_due", models.DateField(null=True)),
                ("next_level", models.CharField(max_length=32, null=True)),
                ("next_due_on", models.DateField(null=True)),
                ("paused_since", models.DateField(null=True)),
                ("worked_out_at", models.DateTimeField()),
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
                    "technician",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["firm", "next_due_on"], name="schedule_by_firm"),
                    models.Index(
                        condition=models.Q(("paused_since", None)),
                        fields=["next_due_on"],
                        name="schedule_by_day",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardconfirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="standard_confirmation_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: standard_confirmation';",
                    hash="3fdde860278aee0aa2e040b22a041971465c3fc9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_standard_confirmation_rows_stay_17448",
                    table="maintenance_standardconfirmation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standardconfirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="standard_confirmation_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: standard_confirmation';",
                    hash="df490c453433b108e02bd7a9bd98a5e6f64aff92",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_standard_confirmation_table_stays_92c71",
                    table="maintenance_standardconfirmation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="barrier_photo",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="foundation.attachment",
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="elevator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.elevator",
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="firm",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.organisation",
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="lead",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.person",
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="record",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.document",
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="repair",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="maintenance.repair",
            ),
        ),
        migrations.AddField(
            model_name="repair",
            name="done_in",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="maintenance.visit",
            ),
        ),
        migrations.AddField(
            model_name="repair",
            name="found_in",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="maintenance.visit",
            ),
        ),
        migrations.AddField(
            model_name="phonecode",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="maintenance.visit",
            ),
        ),
        migrations.AddField(
            model_name="partused",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="maintenance.visit",
            ),
        ),
        migrations.AddField(
            model_name="judgement",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="maintenance.visit",
            ),
        ),
        migrations.AddField(
            model_name="crew",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="maintenance.visit",
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="maintenance.visit",
            ),
        ),
        migrations.AddField(
            model_name="visitphoto",
            name="attachment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="foundation.attachment",
            ),
        ),
        migrations.AddField(
            model_name="visitphoto",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="maintenance.visit",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operation",
            trigger=pgtrigger.compiler.Trigger(
                name="operation_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: operation';",
                    hash="3f1f5ea5ba4f2b13c147b20acd6fb2fac7a4c322",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_operation_rows_stay_6d0ae",
                    table="maintenance_operation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operation",
            trigger=pgtrigger.compiler.Trigger(
                name="operation_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: operation';",
                    hash="af77dad88978e069592c5aa3d6a4d1e25299a978",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_operation_table_stays_09af7",
                    table="maintenance_operation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="repairstep",
            trigger=pgtrigger.compiler.Trigger(
                name="repair_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: repair_step';",
                    hash="b58955072aabc9be85d8d81939b07301c99e9cb0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_repair_step_rows_stay_39a6d",
                    table="maintenance_repairstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="repairstep",
            trigger=pgtrigger.compiler.Trigger(
                name="repair_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: repair_step';",
                    hash="c3a0ef1321662332eff5961da90077d8a142c383",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_repair_step_table_stays_fe8c3",
                    table="maintenance_repairstep",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["firm", "state", "due_on"], name="visit_by_firm"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["elevator", "counted_on"], name="visit_by_elevator"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                condition=models.Q(("state__in", ["planned", "under_way"])),
                fields=["lead", "due_on"],
                name="visit_to_do",
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                condition=models.Q(("state", "signed")),
                fields=["confirm_by"],
                name="visit_to_confirm",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "planned",
                            "under_way",
                            "signed",
                            "confirmed",
                            "objected",
                            "unconfirmed",
                            "void",
                        ],
                    )
                ),
                name="visit_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("due_on__isnull", False),
                    ("kind", "maintenance"),
                    models.Q(("state", "void"), _negated=True),
                ),
                fields=("elevator", "level", "due_on"),
                name="one_visit_each_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["planned", "under_way", "void"]),
                    ("record__isnull", False),
                    _connector="OR",
                ),
                name="visit_counts_by_its_record",
            ),
        ),
        migrations.AddIndex(
            model_name="repair",
            index=models.Index(fields=["firm", "state", "due_at"], name="repair_by_firm"),
        ),
        migrations.AddIndex(
            model_name="repair",
            index=models.Index(
                condition=models.Q(("returned_at", None), ("stopped_at__isnull", False)),
                fields=["elevator"],
                name="repair_out_of_service",
            ),
        ),
        migrations.AddConstraint(
            model_name="repair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["open", "under_way", "repaired", "returned", "cannot_clear", "dropped"],
                    )
                ),
                name="repair_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="repair",
            constraint=models.UniqueConstraint(
                condition=models.Q(("item", ""), _negated=True),
                fields=("found_in", "item"),
                name="one_repair_each_item",
            ),
        ),
        migrations.AddIndex(
            model_name="phonecode",
            index=models.Index(fields=["visit", "person"], name="phone_code_by_visit"),
        ),
        migrations.AddIndex(
            model_name="partused",
            index=models.Index(fields=["visit"], name="part_by_visit"),
        ),
        migrations.AddIndex(
            model_name="judgement",
            index=models.Index(fields=["visit", "-judged_at"], name="judgement_by_visit"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="judgement",
            trigger=pgtrigger.compiler.Trigger(
                name="judgement_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: judgement';",
                    hash="b2d48597800fdb04e2747f6d56bcadc3a527fff7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_judgement_rows_stay_e40f8",
                    table="maintenance_judgement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="judgement",
            trigger=pgtrigger.compiler.Trigger(
                name="judgement_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: judgement';",
                    hash="3d6459acfc6e3ebe8947ea0d0b1b2ff8ea6216fd",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_judgement_table_stays_03d8d",
                    table="maintenance_judgement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="crew",
            index=models.Index(fields=["person", "visit"], name="crew_by_person"),
        ),
        migrations.AddConstraint(
            model_name="crew",
            constraint=models.UniqueConstraint(
                fields=("visit", "person"), name="one_place_in_a_crew"
            ),
        ),
        migrations.AddIndex(
            model_name="confirmation",
            index=models.Index(fields=["visit"], name="confirmation_by_visit"),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "answer__in",
                        [
                            "planned",
                            "under_way",
                            "signed",
                            "confirmed",
                            "objected",
                            "unconfirmed",
                            "void",
                        ],
                    )
                ),
                name="confirmation_answer_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="confirmation_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: confirmation';",
                    hash="968d6e9af68d44134ba86c60d88c7005993c77f8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_confirmation_rows_stay_238da",
                    table="maintenance_confirmation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="confirmation_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: confirmation';",
                    hash="7dd4820d4cd9380b5023e35ef551df98d2559c05",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_confirmation_table_stays_8b1f2",
                    table="maintenance_confirmation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="visitphoto",
            index=models.Index(fields=["attachment"], name="visit_photo_by_attachment"),
        ),
        migrations.AddConstraint(
            model_name="visitphoto",
            constraint=models.UniqueConstraint(
                fields=("visit", "attachment", "item"), name="one_photo_each_item"
            ),
        ),
        migrations.CreateModel(
            name="VisitNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=32)),
                ("about", models.CharField(blank=True, max_length=60)),
                ("reads", models.CharField(blank=True, max_length=300)),
                ("words", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.document",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="maintenance.visit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["visit"], name="visit_note_by_visit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["correction", "reply"])),
                        name="visit_note_kind_known",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visitnote",
            trigger=pgtrigger.compiler.Trigger(
                name="visit_note_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: visit_note';",
                    hash="b3219f41af916e93056ff44c4a80d715722dd322",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_visit_note_rows_stay_08d51",
                    table="maintenance_visitnote",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visitnote",
            trigger=pgtrigger.compiler.Trigger(
                name="visit_note_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: visit_note';",
                    hash="fd51298e03a8427a7244ccf51bc52e7fbf3d3fc6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_visit_note_table_stays_8daee",
                    table="maintenance_visitnote",
                    when="BEFORE",
                ),
            ),
        ),
    ]
