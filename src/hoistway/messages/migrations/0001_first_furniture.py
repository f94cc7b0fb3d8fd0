

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_first_furniture'),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120)),
                ('channel', models.CharField(max_length=32)),
                ('purpose', models.CharField(max_length=32)),
                ('phone', models.CharField(blank=True, max_length=32)),
                ('zh', models.TextField()),
                ('en', models.TextField()),
                ('link', models.CharField(max_length=200)),
                ('state', models.CharField(max_length=32)),
                ('queued_at', models.DateTimeField(db_index=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('receipt', models.CharField(blank=True, max_length=200)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sent', 'expired', 'failed', 'no_address'])), name='message_state_known'), models.UniqueConstraint(fields=('key', 'channel'), name='one_message_per_channel')],
            },
        ),
    ]
