import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('emergency', '0001_first_furniture'),
        ('riders', '0001_first_furniture'),
    ]

    operations = [
        migrations.CreateModel(
            name='CallerNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phone', models.CharField(max_length=32)),
                ('told_at', models.DateTimeField(db_index=True)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emergency.incident')),
            ],
        ),
    ]
