from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('openapi', '0002_scopes_of_keys'),
        ('programs', '0001_first_furniture'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='Receipt'),
                migrations.DeleteModel(name='ApiKey'),
            ],
        ),
    ]
