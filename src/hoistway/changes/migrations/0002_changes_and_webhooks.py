import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('changes', '0001_first_furniture'),
        ('parties', '0005_know_insurers'),
        ('registry', '0003_claims_of_filings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('subject', models.CharField(max_length=120)),
                ('line', models.CharField(max_length=120)),
                ('state', models.CharField(default='waiting', max_length=32)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('made_at', models.DateTimeField()),
                ('next_at', models.DateTimeField(null=True)),
                ('held_until', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='DeliveryAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('sent', models.JSONField(default=dict)),
                ('answered', models.JSONField(default=dict)),
                ('body', models.CharField(blank=True, max_length=500)),
                ('error', models.CharField(blank=True, max_length=200)),
                ('took_ms', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Heard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(max_length=60)),
                ('fields', models.JSONField()),
                ('set_aside', models.CharField(blank=True, default='', max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.UUIDField(unique=True)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('program', models.CharField(blank=True, default='', max_length=80)),
                ('scopes', models.JSONField(default=list)),
                ('url', models.CharField(max_length=500)),
                ('kinds', models.JSONField(default=list)),
                ('elevators', models.JSONField(default=list)),
                ('jurisdictions', models.JSONField(default=list)),
                ('state', models.CharField(default='checking', max_length=32)),
                ('pause_reason', models.CharField(blank=True, default='', max_length=32)),
                ('secret_version', models.PositiveSmallIntegerField(default=1)),
                ('old_until', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.JSONField()),
                ('failing_since', models.DateTimeField(null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='WebhookStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(max_length=32)),
                ('at', models.DateTimeField()),
                ('by', models.JSONField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name='change',
            name='change_by_subject',
        ),
        migrations.RemoveField(
            model_name='change',
            name='transaction',
        ),
        migrations.AddField(
            model_name='change',
            name='noted_at',
            field=models.DateTimeField(db_index=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='change',
            name='version',
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(fields=['subject', 'kind', 'id'], name='change_by_subject'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(fields=['elevator', 'id'], name='change_by_elevator'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='change',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='changes.change'),
        ),
        migrations.AddField(
            model_name='deliveryattempt',
            name='delivery',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='changes.delivery'),
        ),
        migrations.AddIndex(
            model_name='heard',
            index=models.Index(condition=models.Q(('set_aside', '')), fields=['id'], name='heard_untold'),
        ),
        migrations.AddField(
            model_name='webhook',
            name='membership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.membership'),
        ),
        migrations.AddField(
            model_name='webhook',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='webhook',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='changes.webhook'),
        ),
        migrations.AddField(
            model_name='webhookstep',
            name='webhook',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='changes.webhook'),
        ),
        migrations.AddIndex(
            model_name='deliveryattempt',
            index=models.Index(fields=['delivery', 'at'], name='attempt_of_delivery'),
        ),
        migrations.AddIndex(
            model_name='webhook',
            index=models.Index(fields=['organisation', '-opened_at'], name='webhook_by_organisation'),
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['checking', 'active', 'paused', 'ended'])), name='webhook_state_known'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['webhook', 'line', 'id'], name='delivery_lines'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['next_at'], name='delivery_due'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['webhook', '-id'], name='delivery_log'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['made_at'], name='delivery_age'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'delivered', 'failed'])), name='delivery_state_known'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('webhook', 'change'), name='one_delivery_of_a_change_each'),
        ),
        migrations.AddIndex(
            model_name='webhookstep',
            index=models.Index(fields=['webhook', 'at'], name='webhook_step_in_order'),
        ),
    ]
