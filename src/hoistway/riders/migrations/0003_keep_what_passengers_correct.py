import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0002_claims_and_decisions'),
        ('riders', '0002_keep_callers_numbers_apart'),
    ]

    operations = [
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.UUIDField(unique=True)),
                ('origin_hash', models.CharField(max_length=32)),
                ('made_at', models.DateTimeField(db_index=True)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.claim')),
                ('elevator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator')),
            ],
            options={
                'indexes': [models.Index(fields=['origin_hash', '-made_at'], name='suggestion_by_origin')],
            },
        ),
    ]
