import django.db.models.deletion
import hoistway.programs.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('openapi', '0002_scopes_of_keys'),
        ('parties', '0001_first_furniture'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    'ALTER TABLE openapi_apikey RENAME TO programs_apikey;'
                    'ALTER TABLE openapi_receipt RENAME TO programs_receipt;',
                    'ALTER TABLE programs_apikey RENAME TO openapi_apikey;'
                    'ALTER TABLE programs_receipt RENAME TO openapi_receipt;',
                ),
            ],
            state_operations=[
                migrations.CreateModel(
                    name='ApiKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('source', models.CharField(max_length=48)),
                        ('scopes', models.JSONField(db_default=models.Value(['claims'], models.JSONField()), default=hoistway.programs.models.only_claims)),
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
                        ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.apikey')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('key', 'idempotency_key'), name='one_receipt_each_write')],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name='apikey',
            name='membership',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.membership'),
        ),
    ]
