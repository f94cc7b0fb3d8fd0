import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0005_know_insurers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.UUIDField(unique=True)),
                ('post', models.CharField(max_length=32)),
                ('name', models.CharField(max_length=60)),
                ('telephone', models.CharField(blank=True, max_length=20)),
                ('certificate', models.CharField(blank=True, max_length=40)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('at', models.DateTimeField()),
                ('by', models.JSONField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'post'], name='safety_post_by_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('post__in', ['head', 'director', 'officer'])), name='safety_post_known')],
            },
        ),
        migrations.CreateModel(
            name='KeptRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.UUIDField(unique=True)),
                ('kind', models.CharField(max_length=32)),
                ('first_day', models.DateField()),
                ('facts', models.JSONField(default=dict)),
                ('answers', models.JSONField(default=dict)),
                ('words', models.CharField(blank=True, max_length=2000)),
                ('edition', models.CharField(max_length=40)),
                ('signed_text', models.JSONField(null=True)),
                ('at', models.DateTimeField()),
                ('by', models.JSONField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['daily', 'weekly', 'monthly'])), name='safety_round_known'), models.UniqueConstraint(fields=('organisation', 'kind', 'first_day'), name='one_round_each_period')],
            },
        ),
    ]
