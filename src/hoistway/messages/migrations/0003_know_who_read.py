import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messages', '0002_tell_people_without_an_organisation'),
        ('parties', '0005_know_insurers'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='read_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.person'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('channel', 'page'), ('read_at__isnull', True)), fields=['organisation'], name='message_unread_by_organisation'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('channel', 'page'), ('read_at__isnull', True)), fields=['person'], name='message_unread_by_person'),
        ),
    ]
