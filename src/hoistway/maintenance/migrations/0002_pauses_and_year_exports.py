import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('maintenance', '0001_first_furniture'),
        ('parties', '0004_partner_users'),
        ('registry', '0003_claims_of_filings'),
    ]

    operations = [
        migrations.AddField(
            model_name='schedule',
            name='calibrated_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='schedule',
            name='calibration_due',
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('elevator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator')),
            ],
            options={
                'indexes': [models.Index(fields=['elevator', 'since'], name='pause_by_elevator')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('elevator',), name='one_open_pause_each'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='pause_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='YearExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.UUIDField(unique=True)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('state', models.CharField(max_length=32)),
                ('visits', models.PositiveIntegerField()),
                ('visits_done', models.PositiveIntegerField(default=0)),
                ('file_name', models.CharField(blank=True, max_length=120)),
                ('said', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.JSONField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['firm', '-at'], name='year_export_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'failed', 'stopped'])), name='year_export_state_known')],
            },
        ),
    ]
