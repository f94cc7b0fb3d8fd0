import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0003_inspection_bodies'),
    ]

    operations = [
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('program', models.CharField(max_length=80)),
                ('roles', models.JSONField()),
                ('subject', models.CharField(max_length=120)),
                ('shown_name', models.CharField(blank=True, max_length=60)),
                ('code', models.CharField(max_length=12)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('used_at', models.DateTimeField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='PartnerUser',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('program', models.CharField(max_length=80)),
                ('subject', models.CharField(max_length=120)),
                ('shown_name', models.CharField(blank=True, max_length=60)),
                ('confirmed_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['account'], name='partner_user_by_account')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('program', 'subject'), name='one_account_each_partner_user')],
            },
        ),
    ]
