import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0005_know_insurers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Examination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=32)),
                ('at', models.DateTimeField()),
                ('edition', models.CharField(max_length=40)),
                ('passed', models.BooleanField()),
                ('report', models.JSONField(default=dict)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'topic', '-at'], name='examination_by_firm')],
                'constraints': [models.CheckConstraint(condition=models.Q(('topic__in', ['maintenance', 'telemetry'])), name='examination_topic_known')],
            },
        ),
    ]
