import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0005_know_insurers'),
        ('registry', '0003_claims_of_filings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=60)),
                ('subject', models.CharField(max_length=120)),
                ('organisations', models.JSONField(default=list)),
                ('data', models.JSONField(default=dict)),
                ('transaction', models.BigIntegerField()),
                ('elevator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator')),
                ('jurisdiction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.jurisdiction')),
            ],
            options={
                'indexes': [models.Index(fields=['subject', 'id'], name='change_by_subject')],
            },
        ),
    ]
