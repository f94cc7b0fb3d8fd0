import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("foundation", "0001_attachments"),
        ("parties", "0003_inspection_bodies"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("registry", "0003_claims_of_filings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Binding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("state", models.CharField(max_length=32)),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("known_at", models.DateTimeField()),
                ("bound_by", models.JSONField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("agreed_by", models.JSONField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("unbound_by", models.JSONField(null=True)),
                ("unbound_by_office", models.BooleanField(default=False)),
                ("unbound_reason", models.CharField(blank=True, max_length=200)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "elevator"], name="binding_by_person"),
                    models.Index(fields=["firm", "state"], name="binding_by_firm"),
                    models.Index(
                        condition=models.Q(("state__in", ["asked", "bound"])),
                        fields=["elevator"],
                        name="binding_in_force",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "bound", "refused", "unbound"])),
                        name="binding_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state__in", ["asked", "bound"])),
                            models.Q(
                                ("ended_at__isnull", False), ("state__in", ["refused", "unbound"])
                            ),
                            _connector="OR",
                        ),
                        name="binding_open_while_it_holds",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("elevator"),
                                    models.F("elevator"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("person"),
                                    models.F("person"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="one_binding_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BindingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("form_id", models.UUIDField()),
                ("state", models.CharField(max_length=32)),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("known_at", models.DateTimeField()),
                ("bound_by", models.JSONField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("agreed_by", models.JSONField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("unbound_by", models.JSONField(null=True)),
                ("unbound_by_office", models.BooleanField(default=False)),
                ("unbound_reason", models.CharField(blank=True, max_length=200)),
                (
                    "elevator",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="parties.person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="filings.binding",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BindingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("self_binding", models.BooleanField()),
                ("set_at", models.DateTimeField()),
                ("set_by", models.JSONField()),
                (
                    "firm",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BindingRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("self_binding", models.BooleanField()),
                ("set_at", models.DateTimeField()),
                ("set_by", models.JSONField()),
                (
                    "firm",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="filings.bindingrule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("seed", models.CharField(max_length=64)),
                ("population", models.PositiveIntegerField()),
                ("population_sha256", models.CharField(max_length=64)),
                ("population_keys", models.JSONField()),
                ("size", models.PositiveIntegerField()),
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
            ],
        ),
        migrations.CreateModel(
            name="ElevatorFiling",
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
                ("state", models.CharField(default="filed", max_length=32)),
                ("contract_number", models.CharField(max_length=60)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "technicians",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("promise_min", models.PositiveSmallIntegerField(default=30)),
                ("remark", models.CharField(blank=True, max_length=300)),
                ("faults", models.JSONField(default=list)),
                ("edition", models.CharField(max_length=40)),
                ("unit_answer", models.CharField(default="asked", max_length=32)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.JSONField(null=True)),
                ("answered_reason", models.CharField(blank=True, max_length=300)),
                ("objection_until", models.DateTimeField(null=True)),
                (
                    "rivals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("consents", models.JSONField(default=list)),
                ("filed_at", models.DateTimeField()),
                ("filed_by", models.JSONField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("checked_by", models.JSONField(null=True)),
                ("checked_reason", models.CharField(blank=True, max_length=300)),
                (
                    "contract_file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
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
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=32)),
                ("inputs", models.JSONField()),
                ("reasons", models.JSONField()),
                ("undo", models.JSONField(default=list)),
                ("edition", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                (
                    "elevator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="filings.decision",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="filings.elevatorfiling",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["elevator", "-at"], name="filing_decision_by_elevator")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["begin", "hand_over", "end", "refuse", "reverse", "merge"],
                            )
                        ),
                        name="filing_decision_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FirmFiling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("state", models.CharField(default="filed", max_length=32)),
                ("content", models.JSONField()),
                ("faults", models.JSONField(default=list)),
                ("edition", models.CharField(max_length=40)),
                ("filed_at", models.DateTimeField()),
                ("filed_by", models.JSONField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("checked_by", models.JSONField(null=True)),
                ("checked_reason", models.CharField(blank=True, max_length=300)),
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
                    models.Index(
                        fields=["jurisdiction", "state", "filed_at"], name="firm_filing_queue"
                    ),
                    models.Index(fields=["firm", "-filed_at"], name="firm_filing_by_firm"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "filed",
                                    "disputed",
                                    "checked",
                                    "returned",
                                    "withdrawn",
                                    "refused",
                                    "replaced",
                                ],
                            )
                        ),
                        name="firm_filing_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "filed")),
                        fields=("firm",),
                        name="one_open_firm_filing_each",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "checked")),
                        fields=("firm",),
                        name="one_firm_filing_in_force",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FirmFilingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("form_id", models.UUIDField()),
                ("number", models.CharField(max_length=20)),
                ("state", models.CharField(default="filed", max_length=32)),
                ("content", models.JSONField()),
                ("faults", models.JSONField(default=list)),
                ("edition", models.CharField(max_length=40)),
                ("filed_at", models.DateTimeField()),
                ("filed_by", models.JSONField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("checked_by", models.JSONField(null=True)),
                ("checked_reason", models.CharField(blank=True, max_length=300)),
                (
                    "firm",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="parties.jurisdiction",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="filings.firmfiling",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Licence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(max_length=32)),
                ("level", models.CharField(default="none", max_length=32)),
                ("number", models.CharField(max_length=40)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="filings.firmfiling",
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "item__in",
                                [
                                    "traction",
                                    "goods",
                                    "hydraulic",
                                    "escalator",
                                    "dumbwaiter",
                                    "explosion_proof",
                                ],
                            )
                        ),
                        name="licence_item_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["A1", "A2", "B", "none"])),
                        name="licence_level_known",
                    ),
                    models.UniqueConstraint(
                        fields=("firm", "item", "number", "period"), name="one_licence_each_item"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LicenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("item", models.CharField(max_length=32)),
                ("level", models.CharField(default="none", max_length=32)),
                ("number", models.CharField(max_length=40)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "filing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="filings.firmfiling",
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="filings.licence",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Mismatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("number", models.CharField(max_length=20, unique=True)),
                ("field", models.CharField(max_length=32)),
                ("filed", models.CharField(blank=True, max_length=200)),
                ("found", models.CharField(max_length=200)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("state", models.CharField(default="open", max_length=32)),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("found_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
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
                    "photo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
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
                        fields=["jurisdiction", "state", "opened_at"], name="mismatch_queue"
                    ),
                    models.Index(fields=["elevator", "-opened_at"], name="mismatch_by_elevator"),
                    models.Index(fields=["firm", "state"], name="mismatch_by_firm"),
                    models.Index(fields=["use_unit", "state"], name="mismatch_by_use_unit"),
                    models.Index(
                        condition=models.Q(("state__in", ["open", "answered"])),
                        fields=["due_at"],
                        name="mismatch_due",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "field__in",
                                [
                                    "firm",
                                    "use_unit",
                                    "duty_phone",
                                    "technicians",
                                    "address",
                                    "other",
                                ],
                            )
                        ),
                        name="mismatch_field_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "answered", "closed", "dismissed"])
                        ),
                        name="mismatch_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["open", "answered"])),
                        fields=("elevator", "field"),
                        name="one_open_mismatch_each_field",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MismatchStep",
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
                ("words", models.CharField(blank=True, max_length=500)),
                ("facts", models.JSONField(default=dict)),
                (
                    "mismatch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="filings.mismatch",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["mismatch", "at"], name="mismatch_step_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "deed__in",
                                [
                                    "report",
                                    "answer",
                                    "confirm",
                                    "verify",
                                    "escalate",
                                    "close",
                                    "dismiss",
                                ],
                            )
                        ),
                        name="mismatch_deed_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                (
                    "evidence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="filings.elevatorfiling",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="objection_has_a_reason",
                    ),
                    models.UniqueConstraint(
                        fields=("filing", "organisation"), name="one_objection_each"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Responsibility",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("decided_at", models.DateTimeField()),
                (
                    "elevator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="filings.elevatorfiling",
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
            ],
            options={
                "indexes": [
                    models.Index(fields=["firm", "elevator"], name="responsibility_by_firm")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False)),
                        name="responsibility_has_days",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("elevator"),
                                    models.F("elevator"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="one_firm_answers_each_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResponsibilityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("decided_at", models.DateTimeField()),
                (
                    "elevator",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="filings.elevatorfiling",
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="filings.responsibility",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServicePoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("branch", models.BooleanField(default=False)),
                ("credit_code", models.CharField(blank=True, max_length=18)),
                ("address", models.CharField(max_length=200)),
                ("phone", models.CharField(blank=True, max_length=32)),
                ("longitude", models.FloatField(null=True)),
                ("latitude", models.FloatField(null=True)),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="filings.firmfiling",
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
            ],
            options={
                "indexes": [models.Index(fields=["firm"], name="service_point_by_firm")],
            },
        ),
        migrations.CreateModel(
            name="SiteCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form_id", models.UUIDField(unique=True)),
                (
                    "agreed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), default=list, size=None
                    ),
                ),
                (
                    "differed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), default=list, size=None
                    ),
                ),
                ("found_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                (
                    "elevator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["elevator", "-at"], name="site_check_by_elevator"),
                    models.Index(fields=["reporter", "-at"], name="site_check_by_reporter"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpotCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("result", models.CharField(default="pending", max_length=32)),
                ("phone", models.CharField(blank=True, max_length=32)),
                ("answered_s", models.PositiveIntegerField(null=True)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.JSONField(null=True)),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="filings.draw",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="filings.elevatorfiling",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["filing"], name="spot_check_by_filing")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result__in", ["pending", "true", "false", "no_answer"])
                        ),
                        name="spot_check_result_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result", "pending"), ("done_at__isnull", False), _connector="OR"
                        ),
                        name="spot_check_done_at_an_instant",
                    ),
                    models.UniqueConstraint(fields=("draw", "filing"), name="drawn_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TableRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.JSONField()),
                ("state", models.CharField(max_length=32)),
                ("apply", models.BooleanField(default=False)),
                ("file_name", models.CharField(max_length=200)),
                ("contracts", models.JSONField(default=dict)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("rows_done", models.PositiveIntegerField(default=0)),
                ("filed", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("told", models.PositiveIntegerField(default=0)),
                ("said", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "file",
                    models.ForeignKey(
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
                    "tried",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="filings.tablerun",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["firm", "-at"], name="table_run_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "running", "done", "failed", "stopped"])
                        ),
                        name="table_run_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TableRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField()),
                ("refused", models.BooleanField()),
                ("cells", models.JSONField()),
                ("reasons", models.JSONField()),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="filings.tablerun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "line"), name="one_telling_each_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="ElevatorFilingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("form_id", models.UUIDField()),
                ("number", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=32)),
                ("state", models.CharField(default="filed", max_length=32)),
                ("contract_number", models.CharField(max_length=60)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "technicians",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("promise_min", models.PositiveSmallIntegerField(default=30)),
                ("remark", models.CharField(blank=True, max_length=300)),
                ("faults", models.JSONField(default=list)),
                ("edition", models.CharField(max_length=40)),
                ("unit_answer", models.CharField(default="asked", max_length=32)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.JSONField(null=True)),
                ("answered_reason", models.CharField(blank=True, max_length=300)),
                ("objection_until", models.DateTimeField(null=True)),
                (
                    "rivals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("consents", models.JSONField(default=list)),
                ("filed_at", models.DateTimeField()),
                ("filed_by", models.JSONField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("checked_by", models.JSONField(null=True)),
                ("checked_reason", models.CharField(blank=True, max_length=300)),
                (
                    "contract_file",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="foundation.attachment",
                    ),
                ),
                (
                    "elevator",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="parties.organisation",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="parties.jurisdiction",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="filings.elevatorfiling",
                    ),
                ),
                (
                    "table_run",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="filings.tablerun",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="elevatorfiling",
            name="table_run",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="filings.tablerun",
            ),
        ),
        migrations.CreateModel(
            name="Urging",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                ("reason", models.CharField(max_length=32)),
                ("days", models.SmallIntegerField()),
                ("count", models.PositiveIntegerField(default=1)),
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
                    models.Index(fields=["organisation", "-at"], name="urging_by_organisation")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "firm_not_filed",
                                    "elevator_not_filed",
                                    "returned",
                                    "unit_silent",
                                    "contract_ends",
                                    "licence_ends",
                                    "certificate_ends",
                                    "mismatch",
                                ],
                            )
                        ),
                        name="urge_reason_known",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="binding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "filings_bindingevent" ("agreed_at", "agreed_by", "bound_by", "elevator_id", "ended_at", "firm_id", "form_id", "id", "known_at", "period", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "unbound_by", "unbound_by_office", "unbound_reason") VALUES (OLD."agreed_at", OLD."agreed_by", OLD."bound_by", OLD."elevator_id", OLD."ended_at", OLD."firm_id", OLD."form_id", OLD."id", OLD."known_at", OLD."period", OLD."person_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."state", OLD."unbound_by", OLD."unbound_by_office", OLD."unbound_reason"); RETURN NULL;',
                    hash="be468ed38f24cc11d369d87bc7794bb522ed229e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9cc65",
                    table="filings_binding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bindingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="49c24fe575c904f7d8dc1f8fae10654528697603",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b34f6",
                    table="filings_bindingevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bindingrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "filings_bindingruleevent" ("firm_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "self_binding", "set_at", "set_by") VALUES (OLD."firm_id", OLD."id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."self_binding", OLD."set_at", OLD."set_by"); RETURN NULL;',
                    hash="81065a0486838e1e3cb3d40d7390d7f11994f807",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b56d2",
                    table="filings_bindingrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bindingruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c36d0ef393efcf2dbd9756cd387fcce95233429c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2c0cd",
                    table="filings_bindingruleevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draw",
            trigger=pgtrigger.compiler.Trigger(
                name="filing_draw_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: filing_draw';",
                    hash="690a040c06ec91fb7a1f2b8a2ecd7ac0429fa510",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_filing_draw_rows_stay_96184",
                    table="filings_draw",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draw",
            trigger=pgtrigger.compiler.Trigger(
                name="filing_draw_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: filing_draw';",
                    hash="6cf6125543e15ae9ce4885c59f1971feb42e959c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_filing_draw_table_stays_cca46",
                    table="filings_draw",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="filing_decision_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: filing_decision';",
                    hash="ee22fcd686a0d64703ad159c46eb60f69f5a178c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_filing_decision_rows_stay_3d4af",
                    table="filings_decision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="filing_decision_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: filing_decision';",
                    hash="54ae9b6d3fe62da8c30d1023a9c2f7f85110673f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_filing_decision_table_stays_4f2f7",
                    table="filings_decision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="firmfiling",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "filings_firmfilingevent" ("checked_at", "checked_by", "checked_reason", "content", "edition", "faults", "filed_at", "filed_by", "firm_id", "form_id", "id", "jurisdiction_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (OLD."checked_at", OLD."checked_by", OLD."checked_reason", OLD."content", OLD."edition", OLD."faults", OLD."filed_at", OLD."filed_by", OLD."firm_id", OLD."form_id", OLD."id", OLD."jurisdiction_id", OLD."number", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."state"); RETURN NULL;',
                    hash="a29b6f70219fd9e8b1bdc82b5b7c1aa4f812eed3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fadf0",
                    table="filings_firmfiling",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="firmfilingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="71f2bfc374ad4d67de30115a68a763535a7ccb54",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e8de0",
                    table="filings_firmfilingevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="licence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "filings_licenceevent" ("filing_id", "firm_id", "id", "item", "level", "number", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."filing_id", OLD."firm_id", OLD."id", OLD."item", OLD."level", OLD."number", OLD."period", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="53409051ecd323431ae1debece5e034ba984f72c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8230b",
                    table="filings_licence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="licenceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b3b098a746e5b3e767c5b2f75e8eceaf89f8abfb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_97495",
                    table="filings_licenceevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mismatchstep",
            trigger=pgtrigger.compiler.Trigger(
                name="mismatch_step_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: mismatch_step';",
                    hash="a8f4fcea1aec99a95c03d473fa793bb8e98ebb51",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_mismatch_step_rows_stay_86bc8",
                    table="filings_mismatchstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mismatchstep",
            trigger=pgtrigger.compiler.Trigger(
                name="mismatch_step_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: mismatch_step';",
                    hash="7ffef8efcaeb26aa076f47d3eb0b2fe29463e9a9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_mismatch_step_table_stays_0e7ba",
                    table="filings_mismatchstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="objection_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: objection';",
                    hash="278133d3e596d24c987099c11d389bff6c1aff91",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_objection_rows_stay_6173d",
                    table="filings_objection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="objection_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: objection';",
                    hash="4b9a768cbe473038f17ee6a34a15f18cf2e408ca",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_objection_table_stays_78826",
                    table="filings_objection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="responsibility",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "filings_responsibilityevent" ("decided_at", "elevator_id", "filing_id", "firm_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."decided_at", OLD."elevator_id", OLD."filing_id", OLD."firm_id", OLD."id", OLD."period", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="ee47b951bb99c4895ab9941bfbf285ad7894003a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1703d",
                    table="filings_responsibility",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="responsibilityevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4b50c3e86b384578a025afd7f77a90c94203f650",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c8e3e",
                    table="filings_responsibilityevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitecheck",
            trigger=pgtrigger.compiler.Trigger(
                name="site_check_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: site_check';",
                    hash="7bf0f756a297af9b095beab9f5e147fa7edaccba",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_site_check_rows_stay_cee18",
                    table="filings_sitecheck",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sitecheck",
            trigger=pgtrigger.compiler.Trigger(
                name="site_check_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: site_check';",
                    hash="eb374d3856ce5a3fbf46236e3fa278e63b8f4173",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_site_check_table_stays_953c8",
                    table="filings_sitecheck",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="elevatorfilingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f762b8d4ed41d31e67f66eb8a83b1673b167427b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3668b",
                    table="filings_elevatorfilingevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="elevatorfiling",
            index=models.Index(
                fields=["jurisdiction", "state", "filed_at"], name="elevator_filing_queue"
            ),
        ),
        migrations.AddIndex(
            model_name="elevatorfiling",
            index=models.Index(fields=["elevator", "-filed_at"], name="filing_by_elevator"),
        ),
        migrations.AddIndex(
            model_name="elevatorfiling",
            index=models.Index(
                fields=["firm", "state", "-filed_at"], name="elevator_filing_by_firm"
            ),
        ),
        migrations.AddIndex(
            model_name="elevatorfiling",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["rivals"], name="elevator_filing_rivals"
            ),
        ),
        migrations.AddIndex(
            model_name="elevatorfiling",
            index=models.Index(
                condition=models.Q(("state__in", ["filed", "disputed"])),
                fields=["objection_until"],
                name="elevator_filing_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="elevatorfiling",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["start", "renew", "change", "end"])),
                name="elevator_filing_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="elevatorfiling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "filed",
                            "disputed",
                            "checked",
                            "returned",
                            "withdrawn",
                            "refused",
                            "replaced",
                        ],
                    )
                ),
                name="elevator_filing_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="elevatorfiling",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit_answer__in", ["asked", "confirmed", "denied", "nobody"])),
                name="elevator_filing_answer_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="elevatorfiling",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["filed", "disputed"])),
                fields=("elevator", "firm"),
                name="one_open_elevator_filing_each",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="elevatorfiling",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "filings_elevatorfilingevent" ("answered_at", "answered_by", "answered_reason", "checked_at", "checked_by", "checked_reason", "consents", "contract_file_id", "contract_number", "edition", "elevator_id", "faults", "filed_at", "filed_by", "firm_id", "form_id", "id", "jurisdiction_id", "kind", "number", "objection_until", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promise_min", "remark", "rivals", "state", "table_run_id", "technicians", "unit_answer") VALUES (OLD."answered_at", OLD."answered_by", OLD."answered_reason", OLD."checked_at", OLD."checked_by", OLD."checked_reason", OLD."consents", OLD."contract_file_id", OLD."contract_number", OLD."edition", OLD."elevator_id", OLD."faults", OLD."filed_at", OLD."filed_by", OLD."firm_id", OLD."form_id", OLD."id", OLD."jurisdiction_id", OLD."kind", OLD."number", OLD."objection_until", OLD."period", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."promise_min", OLD."remark", OLD."rivals", OLD."state", OLD."table_run_id", OLD."technicians", OLD."unit_answer"); RETURN NULL;',
                    hash="fa1b82b09630745fa449dc7f888d0ffd5c96eed7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3dc34",
                    table="filings_elevatorfiling",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="urging",
            trigger=pgtrigger.compiler.Trigger(
                name="urging_rows_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: urging';",
                    hash="e239b83870959592f3b5e3bb70ee6f250d8d1e33",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_urging_rows_stay_0f1ea",
                    table="filings_urging",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="urging",
            trigger=pgtrigger.compiler.Trigger(
                name="urging_table_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'append-only: urging';",
                    hash="73841e181383979ed5ccd01229dca1006c24f914",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_urging_table_stays_ef735",
                    table="filings_urging",
                    when="BEFORE",
                ),
            ),
        ),
    ]
