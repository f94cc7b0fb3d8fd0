from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0005_know_insurers"),
        ("reform", "0002_statements"),
    ]

    operations = [
        migrations.AddField(
            model_name="districtfigure",
            name="counted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="districtfigure",
            index=models.Index(fields=["day", "figure"], name="figure_by_day"),
        ),
        migrations.AddConstraint(
            model_name="districtfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__lte", models.F("whole"))),
                name="figure_part_of_its_whole",
            ),
        ),
    ]
