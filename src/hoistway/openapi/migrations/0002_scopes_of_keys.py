from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('openapi', '0001_first_furniture'),
    ]

    operations = [
        migrations.AddField(
            model_name='apikey',
            name='scopes',
            field=models.JSONField(db_default=models.Value(['claims'], models.JSONField()), default=list),
        ),
    ]
