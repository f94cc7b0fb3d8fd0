import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0001_first_furniture'),
    ]

    operations = [
        migrations.DeleteModel(name='Passage'),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True)),
                ('secret_version', models.PositiveSmallIntegerField(default=1)),
                ('old_until', models.DateTimeField(null=True)),
                ('paused_at', models.DateTimeField(null=True)),
                ('failing_since', models.DateTimeField(null=True)),
                ('taken_at', models.DateTimeField(null=True)),
                ('heard_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=32)),
                ('mode', models.CharField(max_length=32)),
                ('sequence', models.PositiveBigIntegerField()),
                ('first', models.PositiveBigIntegerField()),
                ('part', models.PositiveIntegerField(default=1)),
                ('parts', models.PositiveIntegerField(default=1)),
                ('number', models.CharField(max_length=120, unique=True)),
                ('state', models.CharField(default='waiting', max_length=32)),
                ('drawn_at', models.DateTimeField(db_index=True)),
                ('records', models.PositiveIntegerField()),
                ('withdrawn', models.PositiveIntegerField(default=0)),
                ('left_out', models.PositiveIntegerField(default=0)),
                ('body', models.BinaryField(null=True)),
                ('body_sha256', models.CharField(max_length=64)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('next_at', models.DateTimeField(null=True)),
                ('held_until', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('receipted_at', models.DateTimeField(null=True)),
                ('receipt', models.JSONField(default=dict)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exchange.partner')),
            ],
        ),
        migrations.CreateModel(
            name='PassageAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('error', models.CharField(blank=True, max_length=200)),
                ('answer', models.TextField(blank=True)),
                ('took_ms', models.PositiveIntegerField(default=0)),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='exchange.passage')),
            ],
        ),
        migrations.CreateModel(
            name='Taken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=32)),
                ('number', models.CharField(max_length=80)),
                ('outcome', models.CharField(max_length=32)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('ours', models.CharField(blank=True, max_length=40)),
                ('thing', models.PositiveBigIntegerField(null=True)),
                ('state', models.CharField(blank=True, max_length=32)),
                ('state_at', models.DateTimeField(null=True)),
                ('body_sha256', models.CharField(max_length=64)),
                ('first_at', models.DateTimeField(db_index=True)),
                ('last_at', models.DateTimeField()),
                ('times', models.PositiveIntegerField(default=1)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exchange.partner')),
            ],
        ),
        migrations.CreateModel(
            name='Held',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=32)),
                ('key', models.CharField(max_length=120)),
                ('thing', models.PositiveBigIntegerField()),
                ('area', models.CharField(blank=True, max_length=16)),
                ('sha256', models.CharField(max_length=64)),
                ('sequence', models.PositiveBigIntegerField()),
                ('state', models.CharField(max_length=32)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exchange.partner')),
            ],
            options={
                'indexes': [models.Index(fields=['partner', 'topic', 'sequence'], name='held_by_passage'), models.Index(fields=['partner', 'topic', 'thing'], name='held_by_thing')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['sent', 'held', 'refused', 'gone', 'left_out'])), name='held_state_known'), models.UniqueConstraint(fields=('partner', 'topic', 'key'), name='one_held_each_key')],
            },
        ),
        migrations.CreateModel(
            name='Count',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=32)),
                ('at', models.DateTimeField()),
                ('area', models.CharField(blank=True, max_length=16)),
                ('theirs', models.PositiveBigIntegerField()),
                ('sent', models.PositiveBigIntegerField()),
                ('ours', models.PositiveBigIntegerField()),
                ('under_way', models.PositiveBigIntegerField(default=0)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exchange.partner')),
            ],
            options={
                'indexes': [models.Index(fields=['partner', 'topic', '-at'], name='count_in_order')],
            },
        ),
        migrations.CreateModel(
            name='PartnerStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(max_length=32)),
                ('topic', models.CharField(blank=True, max_length=32)),
                ('facts', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('by', models.JSONField()),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='exchange.partner')),
            ],
            options={
                'indexes': [models.Index(fields=['partner', '-at'], name='partner_step_in_order')],
            },
        ),
        migrations.AddIndex(
            model_name='passage',
            index=models.Index(condition=models.Q(('state__in', ['sent', 'waiting'])), fields=['next_at'], name='passage_due'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'sent', 'receipted', 'superseded'])), name='passage_state_known'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.UniqueConstraint(fields=('partner', 'topic', 'sequence'), name='one_passage_each_sequence'),
        ),
        migrations.AddIndex(
            model_name='passageattempt',
            index=models.Index(fields=['passage', 'at'], name='passage_attempt_in_order'),
        ),
        migrations.AddIndex(
            model_name='taken',
            index=models.Index(fields=['topic', 'thing'], name='taken_by_thing'),
        ),
        migrations.AddConstraint(
            model_name='taken',
            constraint=models.UniqueConstraint(fields=('partner', 'topic', 'number'), name='one_taken_each_number'),
        ),
    ]
