import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0005_know_insurers"),
        ("registry", "0003_claims_of_filings"),
        ("telemetry", "0002_movements_of_still_elevators"),
    ]

    operations = [
        migrations.CreateModel(
            name="Continuity",
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
                ("through", models.DateField()),
                ("share", models.FloatField(null=True)),
                ("longest_gap_s", models.PositiveIntegerField(default=0)),
                ("days_known", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share__isnull", True),
                            models.Q(("share__gte", 0), ("share__lte", 1)),
                            _connector="OR",
                        ),
                        name="continuity_share_is_a_fraction",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Gap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("cause", models.CharField(max_length=32)),
                ("evidence", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Rest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Uptime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("began_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["name", "last_at"], name="uptime_by_last")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "began_at"), name="one_uptime_each_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_at__gte", models.F("began_at"))),
                        name="uptime_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UseBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("block", models.PositiveIntegerField()),
                ("days", models.BinaryField()),
                ("doors", models.BinaryField()),
                ("hours", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["day"], name="use_block_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("block", "day"), name="one_use_block_a_day")
                ],
            },
        ),
        migrations.AddField(
            model_name="device",
            name="cadence_kind",
            field=models.CharField(default="heartbeat", max_length=32),
        ),
        migrations.AddField(
            model_name="device",
            name="cadence_s",
            field=models.PositiveSmallIntegerField(default=60),
        ),
        migrations.AddField(
            model_name="feed",
            name="cadence_kind",
            field=models.CharField(default="heartbeat", max_length=32),
        ),
        migrations.AddField(
            model_name="feed",
            name="cadence_s",
            field=models.PositiveSmallIntegerField(default=60),
        ),
        migrations.AddField(
            model_name="presence",
            name="cadence_s",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="presence",
            name="source",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="presence",
            index=models.Index(
                condition=models.Q(("cadence_s__isnull", True)),
                fields=["elevator"],
                name="presence_without_cadence",
            ),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.CheckConstraint(
                condition=models.Q(("cadence_s__gte", 5), ("cadence_s__lte", 1200)),
                name="device_cadence_sensible",
            ),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.CheckConstraint(
                condition=models.Q(("cadence_s__gte", 5), ("cadence_s__lte", 1200)),
                name="feed_cadence_sensible",
            ),
        ),
        migrations.AddField(
            model_name="gap",
            name="elevator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.elevator",
            ),
        ),
        migrations.AddField(
            model_name="rest",
            name="elevator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.elevator",
            ),
        ),
        migrations.AddConstraint(
            model_name="gap",
            constraint=models.CheckConstraint(
                condition=models.Q(("cause__in", ["device", "firm_platform", "ours", "suspended"])),
                name="gap_cause_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="gap",
            constraint=models.UniqueConstraint(
                fields=("elevator", "began_at"), name="one_gap_each_silence"
            ),
        ),
        migrations.AddConstraint(
            model_name="gap",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("elevator",),
                name="one_open_gap_each_elevator",
            ),
        ),
        migrations.AddIndex(
            model_name="rest",
            index=models.Index(fields=["elevator", "began_at"], name="rest_by_elevator"),
        ),
        migrations.AddConstraint(
            model_name="rest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("elevator",),
                name="one_open_rest_each_elevator",
            ),
        ),
    ]
