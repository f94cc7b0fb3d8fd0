import django.db.models.deletion
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0005_know_insurers'),
        ('sampling', '0002_checks'),
        ('supervision', '0002_frequency'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeyUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(max_length=32)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('by', models.JSONField()),
                ('ended_by', models.JSONField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='check',
            name='dropped_words',
            field=models.CharField(blank=True, default='', max_length=500),
        ),
        migrations.AddField(
            model_name='check',
            name='record_form',
            field=models.UUIDField(null=True, unique=True),
        ),
        migrations.AddField(
            model_name='check',
            name='record_sha256',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AddField(
            model_name='check',
            name='refusal',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='check',
            name='signatures',
            field=models.JSONField(default=list),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['underway', 'signed', 'refused']), _negated=True), django.db.models.lookups.GreaterThanOrEqual(models.Func(models.F('officers'), function='jsonb_array_length', output_field=models.IntegerField()), models.Value(2)), _connector='OR'), name='a_check_takes_two_officers'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), ('refusal__isnull', False), _connector='OR'), name='a_refusal_is_kept_with_its_evidence'),
        ),
        migrations.AddField(
            model_name='keyunit',
            name='jurisdiction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.jurisdiction'),
        ),
        migrations.AddField(
            model_name='keyunit',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation'),
        ),
        migrations.AddConstraint(
            model_name='keyunit',
            constraint=models.CheckConstraint(condition=models.Q(('ground__in', ['crowds', 'accident', 'complaints', 'other'])), name='key_ground_known'),
        ),
        migrations.AddConstraint(
            model_name='keyunit',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='key_unit_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='keyunit',
            constraint=models.UniqueConstraint(condition=models.Q(('until', None)), fields=('organisation', 'jurisdiction'), name='one_living_key_entry_each'),
        ),
    ]
