import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('foundation', '0001_attachments'),
        ('parties', '0005_know_insurers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('span', models.CharField(max_length=32)),
                ('first_day', models.DateField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('edition', models.CharField(max_length=40)),
                ('counts', models.JSONField(default=dict)),
                ('counts_sha256', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField(null=True)),
                ('at', models.DateTimeField()),
                ('by', models.JSONField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('span__in', ['month', 'year'])), name='statement_span_known'), models.UniqueConstraint(fields=('span', 'first_day', 'version'), name='one_statement_each_version')],
            },
        ),
        migrations.CreateModel(
            name='DistrictFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('figure', models.CharField(max_length=32)),
                ('part', models.PositiveIntegerField()),
                ('whole', models.PositiveIntegerField()),
                ('jurisdiction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.jurisdiction')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('figure__in', ['filed', 'posted', 'connected', 'paperless', 'on_time', 'pilot', 'sampled', 'checked', 'orders', 'response'])), name='reform_figure_known'), models.UniqueConstraint(fields=('jurisdiction', 'figure', 'day'), name='one_figure_each_day')],
            },
        ),
        migrations.CreateModel(
            name='Effort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.UUIDField(unique=True)),
                ('kind', models.CharField(max_length=32)),
                ('title', models.CharField(max_length=120)),
                ('words', models.CharField(blank=True, max_length=4000)),
                ('on', models.DateField()),
                ('audience', models.CharField(blank=True, max_length=200)),
                ('people', models.PositiveIntegerField(default=0)),
                ('firms', models.PositiveIntegerField(default=0)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_why', models.CharField(blank=True, max_length=400)),
                ('at', models.DateTimeField()),
                ('by', models.JSONField()),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.attachment')),
                ('jurisdiction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.jurisdiction')),
            ],
            options={
                'indexes': [models.Index(fields=['jurisdiction', 'on'], name='effort_by_district')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['training', 'publicity', 'coordination', 'lesson'])), name='effort_kind_known')],
            },
        ),
    ]
