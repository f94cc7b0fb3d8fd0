from django.db import migrations, models

PASSING = """
CREATE TABLE parties_passing (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX parties_passing_expires ON parties_passing (expires);
"""
# What lives for minutes and every process must see: codes of partners' apps (Django's DatabaseCache).


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0005_know_insurers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('way', models.CharField(max_length=32)),
                ('program', models.CharField(max_length=200)),
                ('subject', models.CharField(max_length=120)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('used_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='partneruser',
            name='one_account_each_partner_user',
        ),
        migrations.AddField(
            model_name='partneruser',
            name='way',
            field=models.CharField(db_default='hand_over', default='hand_over', max_length=32),
        ),
        migrations.AlterField(
            model_name='partneruser',
            name='program',
            field=models.CharField(max_length=200),
        ),
        migrations.AddConstraint(
            model_name='partneruser',
            constraint=models.CheckConstraint(condition=models.Q(('way__in', ['hand_over', 'city', 'wechat'])), name='partner_user_way_known'),
        ),
        migrations.AddConstraint(
            model_name='partneruser',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('way', 'program', 'subject'), name='one_account_each_outside_user'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('way__in', ['hand_over', 'city', 'wechat'])), name='ticket_way_known'),
        ),
        migrations.RunSQL(PASSING, 'DROP TABLE parties_passing'),
    ]
