from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reform', '0001_first_furniture'),
    ]

    operations = [
        migrations.AddField(
            model_name='statement',
            name='asked',
            field=models.CharField(blank=True, max_length=4000),
        ),
        migrations.AddField(
            model_name='statement',
            name='published_by',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='statement',
            name='typical',
            field=models.CharField(blank=True, max_length=4000),
        ),
    ]
