import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messages', '0001_first_furniture'),
        ('parties', '0005_know_insurers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation'),
        ),
    ]
