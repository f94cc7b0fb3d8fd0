from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0005_know_insurers'),
        ('sampling', '0001_first_furniture'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='sampledraw',
            name='draw_purpose_known',
        ),
        migrations.AddField(
            model_name='sampledraw',
            name='drawn',
            field=models.JSONField(null=True),
        ),
        migrations.AddConstraint(
            model_name='sampledraw',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['pilot_district', 'pilot_city', 'use_units', 'key_units', 'firms'])), name='draw_purpose_known'),
        ),
    ]
