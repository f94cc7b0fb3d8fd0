import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messages', '0001_first_furniture'),
        ('parties', '0005_know_insurers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=32)),
                ('at', models.DateTimeField()),
                ('outcome', models.CharField(max_length=32)),
                ('said', models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quiet_from', models.PositiveSmallIntegerField(null=True)),
                ('quiet_until', models.PositiveSmallIntegerField(null=True)),
                ('digest', models.BooleanField(default=False)),
                ('language', models.CharField(default='zh', max_length=2)),
                ('off', models.JSONField(default=list)),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Reach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('follower', models.CharField(blank=True, db_index=True, max_length=64)),
                ('channel', models.CharField(max_length=32)),
                ('address', models.CharField(max_length=500)),
                ('keys', models.JSONField(default=dict)),
                ('name', models.CharField(blank=True, max_length=60)),
                ('rung', models.PositiveSmallIntegerField(default=0)),
                ('added_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='message',
            name='message_state_known',
        ),
        migrations.AddField(
            model_name='message',
            name='bundle',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='messages.message'),
        ),
        migrations.AddField(
            model_name='message',
            name='confirm_by',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='delivered_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='email',
            field=models.CharField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name='message',
            name='follower',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='message',
            name='language',
            field=models.CharField(default='zh', max_length=2),
        ),
        migrations.AddField(
            model_name='message',
            name='next_attempt_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='overtake_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='read_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='resent_by',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='rung',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='message',
            name='secret',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='message',
            name='token',
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AlterField(
            model_name='message',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation'),
        ),
        migrations.AlterField(
            model_name='message',
            name='receipt',
            field=models.CharField(blank=True, db_index=True, max_length=200),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('next_attempt_at__isnull', False)), fields=['next_attempt_at'], name='message_to_be_tried'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('overtake_at__isnull', False)), fields=['overtake_at'], name='message_to_be_overtaken'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('confirm_by__isnull', False)), fields=['confirm_by'], name='message_to_be_confirmed'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['organisation', 'channel', '-queued_at'], name='message_inbox'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'waiting', 'bundled', 'sent', 'delivered', 'expired', 'failed', 'no_address'])), name='message_state_known'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(condition=models.Q(('token', ''), _negated=True), fields=('token',), name='one_message_per_token'),
        ),
        migrations.AddField(
            model_name='attempt',
            name='message',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='messages.message'),
        ),
        migrations.AddField(
            model_name='preference',
            name='organisation',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation'),
        ),
        migrations.AddField(
            model_name='preference',
            name='person',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.person'),
        ),
        migrations.AddField(
            model_name='reach',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation'),
        ),
        migrations.AddField(
            model_name='reach',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.person'),
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(fields=['channel', '-at'], name='attempt_of_channel'),
        ),
        migrations.AddIndex(
            model_name='attempt',
            index=models.Index(fields=['message', 'at'], name='attempt_of_message'),
        ),
        migrations.AddConstraint(
            model_name='attempt',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['taken', 'unreachable', 'refused', 'arrived', 'lost'])), name='attempt_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='reach',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('organisation', 'person', 'follower', 'channel', 'address'), name='one_reach_each', nulls_distinct=False),
        ),
    ]
