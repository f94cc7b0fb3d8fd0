import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0003_inspection_bodies"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("registry", "0003_claims_of_filings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bulletin",
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
                ("scope", models.CharField(max_length=32)),
                ("title_zh", models.CharField(max_length=60)),
                ("title_en", models.CharField(blank=True, max_length=120)),
                ("text_zh", models.TextField(max_length=2000)),
                ("text_en", models.TextField(blank=True, max_length=4000)),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("state", models.CharField(default="submitted", max_length=32)),
                ("written_at", models.DateTimeField()),
                ("written_by", models.JSONField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("checked_by", models.JSONField(null=True)),
                ("checked_reason", models.CharField(blank=True, max_length=300)),
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
                    "jurisdiction",
                    models.ForeignKey(
                        null=True,
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
                (
                    "place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.place",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["scope", "jurisdiction", "state"], name="bulletin_by_area"
                    ),
                    models.Index(fields=["place", "state"], name="bulletin_by_place"),
                    models.Index(fields=["elevator", "state"], name="bulletin_by_elevator"),
                    models.Index(fields=["organisation", "-written_at"], name="bulletin_by_author"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["notice", "stopped", "work", "safety"])),
                        name="bulletin_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scope__in", ["city", "jurisdiction", "place", "elevator"])
                        ),
                        name="bulletin_scope_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["submitted", "returned", "published", "withdrawn"])
                        ),
                        name="bulletin_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("elevator", None),
                                ("jurisdiction", None),
                                ("place", None),
                                ("scope", "city"),
                            ),
                            models.Q(
                                ("elevator", None),
                                ("jurisdiction__isnull", False),
                                ("place", None),
                                ("scope", "jurisdiction"),
                            ),
                            models.Q(
                                ("elevator", None), ("place__isnull", False), ("scope", "place")
                            ),
                            models.Q(
                                ("elevator__isnull", False), ("place", None), ("scope", "elevator")
                            ),
                            _connector="OR",
                        ),
                        name="bulletin_of_its_scope",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BulletinEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("form_id", models.UUIDField()),
                ("number", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=32)),
                ("scope", models.CharField(max_length=32)),
                ("title_zh", models.CharField(max_length=60)),
                ("title_en", models.CharField(blank=True, max_length=120)),
                ("text_zh", models.TextField(max_length=2000)),
                ("text_en", models.TextField(blank=True, max_length=4000)),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("state", models.CharField(default="submitted", max_length=32)),
                ("written_at", models.DateTimeField()),
                ("written_by", models.JSONField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("checked_by", models.JSONField(null=True)),
                ("checked_reason", models.CharField(blank=True, max_length=300)),
                (
                    "elevator",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.elevator",
                    ),
                ),
                (
                    "jurisdiction",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="parties.jurisdiction",
                    ),
                ),
                (
                    "organisation",
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
                        to="bulletins.bulletin",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.place",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "bulletin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="bulletins.bulletin",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="parties.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "bulletin"), name="read_once_each")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bulletin",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "bulletins_bulletinevent" ("checked_at", "checked_by", "checked_reason", "elevator_id", "form_id", "id", "jurisdiction_id", "kind", "number", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "scope", "state", "text_en", "text_zh", "title_en", "title_zh", "written_at", "written_by") VALUES (OLD."checked_at", OLD."checked_by", OLD."checked_reason", OLD."elevator_id", OLD."form_id", OLD."id", OLD."jurisdiction_id", OLD."kind", OLD."number", OLD."organisation_id", OLD."period", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."place_id", OLD."scope", OLD."state", OLD."text_en", OLD."text_zh", OLD."title_en", OLD."title_zh", OLD."written_at", OLD."written_by"); RETURN NULL;',
                    hash="70f2dda978d32c6adf05cd2c6cbd54229bad98cb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_722ac",
                    table="bulletins_bulletin",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bulletinevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1c836cfb22322ba128cc87f8808951e676f9b3b0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3072b",
                    table="bulletins_bulletinevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
