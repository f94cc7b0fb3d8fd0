

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('emergency', '0001_first_furniture'),
        ('registry', '0001_first_furniture'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnplacedCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=32, unique=True)),
                ('form_id', models.UUIDField(unique=True)),
                ('typed_code', models.CharField(blank=True, max_length=80)),
                ('address', models.CharField(max_length=300)),
                ('phone', models.CharField(blank=True, max_length=32)),
                ('made_at', models.DateTimeField(db_index=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('incident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emergency.incident')),
            ],
        ),
        migrations.CreateModel(
            name='RiderRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=32, unique=True)),
                ('form_id', models.UUIDField(unique=True)),
                ('asker', models.CharField(max_length=32)),
                ('suspicion', models.CharField(max_length=32)),
                ('origin_hash', models.CharField(max_length=32)),
                ('made_at', models.DateTimeField(db_index=True)),
                ('elevator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='emergency.incident')),
            ],
            options={
                'indexes': [models.Index(fields=['origin_hash', '-made_at'], name='request_by_origin')],
            },
        ),
    ]
