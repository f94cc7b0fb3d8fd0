from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('maintenance', '0005_visits_by_day'),
    ]

    operations = [
        migrations.AddField(
            model_name='phonekey',
            name='registered_by',
            field=models.JSONField(null=True),
        ),
    ]
