import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('maintenance', '0002_pauses_and_year_exports'),
        ('parties', '0004_partner_users'),
    ]

    operations = [
        migrations.CreateModel(
            name='MakersItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.UUIDField(unique=True)),
                ('made_by', models.CharField(max_length=80)),
                ('model', models.CharField(blank=True, max_length=60)),
                ('item', models.CharField(blank=True, max_length=12)),
                ('level', models.CharField(max_length=32, null=True)),
                ('place', models.CharField(max_length=32, null=True)),
                ('words', models.CharField(blank=True, max_length=120)),
                ('asks', models.CharField(blank=True, max_length=200)),
                ('at_least', models.DecimalField(decimal_places=3, max_digits=9, null=True)),
                ('at_most', models.DecimalField(decimal_places=3, max_digits=9, null=True)),
                ('unit', models.CharField(blank=True, max_length=12)),
                ('manual', models.CharField(max_length=160)),
                ('counts_from', models.DateField()),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.JSONField()),
                ('ended_on', models.DateField(null=True)),
                ('ended_by', models.JSONField(null=True)),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_on__isnull', True)), fields=['firm'], name='makers_item_in_force')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('item', ''), _negated=True), models.Q(('at_least__isnull', False), ('at_most__isnull', False), _connector='OR')), models.Q(('item', ''), ('level__isnull', False), ('place__isnull', False), models.Q(('words', ''), _negated=True)), _connector='OR'), name='makers_item_says_something')],
            },
        ),
    ]
