
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_first_furniture'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('source', models.CharField(max_length=48)),
                ('key_hash', models.CharField(max_length=64, unique=True)),
                ('opened_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('idempotency_key', models.CharField(max_length=80)),
                ('body_sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField(db_index=True)),
                ('answer', models.JSONField(null=True)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='openapi.apikey')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'idempotency_key'), name='one_receipt_each_write')],
            },
        ),
    ]
