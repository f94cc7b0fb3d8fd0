import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0001_attachments'),
    ]

    operations = [
        migrations.CreateModel(
            name='AttachmentSender',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation_id', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.attachment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('attachment', 'organisation_id'), name='one_sender_each_attachment')],
            },
        ),
    ]
