from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partner', models.CharField(max_length=60)),
                ('topic', models.CharField(max_length=60)),
                ('direction', models.CharField(max_length=32)),
                ('number', models.CharField(max_length=80)),
                ('at', models.DateTimeField(db_index=True)),
                ('records', models.PositiveIntegerField(default=0)),
                ('body_sha256', models.CharField(max_length=64)),
                ('receipt', models.JSONField(default=dict)),
                ('acknowledged_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('direction__in', ['out', 'in'])), name='passage_direction_known'), models.UniqueConstraint(fields=('partner', 'direction', 'number'), name='one_passage_each_number')],
            },
        ),
    ]
