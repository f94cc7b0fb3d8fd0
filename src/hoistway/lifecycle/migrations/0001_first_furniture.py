
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_first_furniture'),
        ('registry', '0002_claims_and_decisions'),
    ]

    operations = [
        migrations.CreateModel(
            name='UseRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.UUIDField(unique=True)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('kind', models.CharField(max_length=32)),
                ('state', models.CharField(default='filed', max_length=32)),
                ('effective_on', models.DateField()),
                ('until', models.DateField(null=True)),
                ('changes', models.JSONField(default=dict)),
                ('reason', models.CharField(max_length=300)),
                ('filed_at', models.DateTimeField()),
                ('filed_by', models.JSONField()),
                ('checked_at', models.DateTimeField(null=True)),
                ('checked_by', models.JSONField(null=True)),
                ('checked_reason', models.CharField(blank=True, max_length=300)),
                ('in_force_at', models.DateTimeField(null=True)),
                ('claim', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.claim')),
                ('elevator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator')),
                ('jurisdiction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.jurisdiction')),
                ('use_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['jurisdiction', 'state', 'filed_at'], name='use_request_queue'), models.Index(fields=['elevator', '-filed_at'], name='use_request_by_elevator'), models.Index(fields=['use_unit', '-filed_at'], name='use_request_by_unit'), models.Index(condition=models.Q(('state', 'confirmed')), fields=['effective_on'], name='use_request_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['suspend', 'resume', 'scrap', 'change'])), name='use_request_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['filed', 'returned', 'confirmed', 'in_force', 'withdrawn'])), name='use_request_state_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='use_request_has_a_reason'), models.UniqueConstraint(condition=models.Q(('state__in', ['filed', 'confirmed'])), fields=('elevator',), name='one_open_use_request_each')],
            },
        ),
    ]
