import django.db.models.deletion
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
            name="SampleDraw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("form_id", models.UUIDField(unique=True)),
                ("purpose", models.CharField(max_length=32)),
                ("year", models.PositiveSmallIntegerField()),
                ("state", models.CharField(default="frozen", max_length=32)),
                ("population", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("frame", models.TextField()),
                ("frame_sha256", models.CharField(max_length=64)),
                ("seed", models.CharField(blank=True, max_length=80)),
                ("seed_source", models.CharField(blank=True, max_length=200)),
                ("edition", models.CharField(max_length=40)),
                ("frozen_at", models.DateTimeField()),
                ("frozen_by", models.JSONField()),
                ("drawn_at", models.DateTimeField(null=True)),
                ("drawn_by", models.JSONField(null=True)),
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
                "indexes": [models.Index(fields=["jurisdiction", "year"], name="draw_by_district")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["pilot_district", "pilot_city"])),
                        name="draw_purpose_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["frozen", "drawn", "done"])),
                        name="draw_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "frozen"),
                            models.Q(("seed", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_draw_has_a_seed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "frozen")),
                        fields=("purpose", "jurisdiction"),
                        name="one_frozen_frame_each",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SampleCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.CharField(max_length=40)),
                ("place", models.PositiveIntegerField()),
                ("stratum", models.CharField(blank=True, max_length=80)),
                ("inspectors", models.JSONField(default=list)),
                ("present", models.JSONField(default=list)),
                ("checklist", models.CharField(blank=True, max_length=40)),
                ("answers", models.JSONField(default=dict)),
                ("score", models.FloatField(null=True)),
                ("result", models.CharField(blank=True, default="", max_length=32)),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("form_id", models.UUIDField(null=True, unique=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("checked_by", models.JSONField(null=True)),
                ("mend_by", models.DateField(null=True)),
                ("mended_at", models.DateTimeField(null=True)),
                ("mended_words", models.CharField(blank=True, max_length=1000)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.JSONField(null=True)),
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
                    "mended_file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation.attachment",
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="sampling.sampledraw",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["elevator", "draw"], name="sample_check_by_elevator")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "unit"), name="one_check_each_unit"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result", ""), ("checked_at__isnull", False), _connector="OR"
                        ),
                        name="sample_checked_at_an_instant",
                    ),
                ],
            },
        ),
    ]
