

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('registry', '0001_first_furniture'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True)),
                ('key_version', models.PositiveSmallIntegerField()),
                ('rescue_number', models.CharField(db_index=True, max_length=8)),
                ('state', models.CharField(max_length=32)),
                ('issued_at', models.DateTimeField()),
                ('voided_at', models.DateTimeField(null=True)),
                ('elevator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['issued', 'posted', 'void'])), name='plate_state_known'), models.UniqueConstraint(condition=models.Q(('state', 'void'), _negated=True), fields=('elevator',), name='one_living_plate_each'), models.UniqueConstraint(condition=models.Q(('state', 'void'), _negated=True), fields=('rescue_number',), name='one_living_number_each')],
            },
        ),
    ]
