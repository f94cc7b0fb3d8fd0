from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('riders', '0004_take_public_reports'),
    ]

    operations = [
        migrations.DeleteModel(
            name='Suggestion',
        ),
    ]
