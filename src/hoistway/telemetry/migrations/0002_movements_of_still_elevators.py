import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("registry", "0001_first_furniture"),
        ("telemetry", "0001_first_furniture"),
    ]

    operations = [
        migrations.CreateModel(
            name="Movement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("lowest", models.SmallIntegerField()),
                ("highest", models.SmallIntegerField()),
                ("speed_mm_s", models.SmallIntegerField()),
                ("elevator", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.elevator")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("elevator", "began_at"), name="one_movement_per_run")],
            },
        ),
    ]
