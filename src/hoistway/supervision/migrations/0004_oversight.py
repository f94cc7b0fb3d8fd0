import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0001_attachments"),
        ("maintenance", "0005_visits_by_day"),
        ("parties", "0005_know_insurers"),
        ("registry", "0003_claims_of_filings"),
        ("supervision", "0003_checks"),
    ]

    operations = [
        migrations.CreateModel(
            name="LookRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField(unique=True)),
                ("judgement", models.BigIntegerField(default=0)),
                ("visits", models.PositiveIntegerField()),
                ("irregular", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Inquiry",
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
                ("state", models.CharField(default="open", max_length=32)),
                ("outcome", models.CharField(blank=True, default="", max_length=32)),
                ("codes", models.JSONField(default=list)),
                ("edition", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("answer_by", models.DateField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("settle_by", models.DateField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "check_made",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.check",
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
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="maintenance.visit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["jurisdiction", "state"], name="inquiry_by_district"),
                    models.Index(fields=["firm", "state"], name="inquiry_by_firm"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["question", "dispute", "correction"])),
                        name="inquiry_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "answered", "settled", "to_check"])
                        ),
                        name="inquiry_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "settled"), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_settled_inquiry_says_how",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["open", "answered"])),
                        fields=("visit", "kind"),
                        name="one_open_inquiry_of_a_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InquiryStep",
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
                    "inquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision.inquiry",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="maintenance.visitnote",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["inquiry", "at"], name="inquiry_step_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "deed__in",
                                [
                                    "asked",
                                    "answered",
                                    "corrected",
                                    "returned",
                                    "overdue",
                                    "settled",
                                    "to_check",
                                ],
                            )
                        ),
                        name="inquiry_deed_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="maintenance.visit",
                    ),
                ),
                ("day", models.DateField()),
                ("counted", models.BooleanField(default=False)),
                ("codes", models.JSONField(default=list)),
                ("facts", models.JSONField(default=dict)),
                ("weight", models.FloatField()),
                ("edition", models.CharField(max_length=40)),
                ("looked_at", models.DateTimeField()),
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
                    "jurisdiction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.jurisdiction",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["jurisdiction", "day"], name="look_by_district"),
                    models.Index(fields=["firm", "day"], name="look_by_firm"),
                    models.Index(fields=["day"], name="look_by_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FirmHabit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("visits", models.PositiveIntegerField()),
                ("all_normal", models.PositiveIntegerField()),
                ("minutes", models.JSONField(default=list)),
                ("kept_at", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["month"], name="habit_by_month")],
                "constraints": [
                    models.UniqueConstraint(fields=("firm", "month"), name="one_habit_each_month"),
                    models.CheckConstraint(
                        condition=models.Q(("all_normal__lte", models.F("visits"))),
                        name="habit_within_its_visits",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="inquirystep",
            trigger=pgtrigger.compiler.Trigger(
                name="inquiry_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: inquiry_step';",
                    hash="70c02b70f28ef1e86b6237ef690f5329f7f486ad",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_inquiry_step_rows_stay_dc4eb",
                    table="supervision_inquirystep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="inquirystep",
            trigger=pgtrigger.compiler.Trigger(
                name="inquiry_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: inquiry_step';",
                    hash="bd92db0e8bd91cf3f111be15c4283e5a5ffaf62d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_inquiry_step_table_stays_d6789",
                    table="supervision_inquirystep",
                    when="BEFORE",
                ),
            ),
        ),
    ]
