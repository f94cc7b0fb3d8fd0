import django.db.models.deletion
import hoistway.registry.vocabulary.imports
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conformance', '0001_first_furniture'),
        ('foundation', '0001_attachments'),
        ('parties', '0005_know_insurers'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExaminedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=60)),
                ('thing', models.CharField(blank=True, max_length=64)),
                ('words', models.JSONField()),
                ('raw', models.CharField(blank=True, max_length=400)),
                ('refused', models.BooleanField()),
            ],
        ),
        migrations.AddField(
            model_name='examination',
            name='by',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='examination',
            name='ended_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='examination',
            name='file',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.attachment'),
        ),
        migrations.AddField(
            model_name='examination',
            name='file_name',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='examination',
            name='form_id',
            field=models.UUIDField(null=True, unique=True),
        ),
        migrations.AddField(
            model_name='examination',
            name='mapping',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='examination',
            name='origin',
            field=models.CharField(default='feed', max_length=32),
        ),
        migrations.AddField(
            model_name='examination',
            name='rows',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='examination',
            name='rows_done',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='examination',
            name='said',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='examination',
            name='state',
            field=models.CharField(default='done', max_length=32),
        ),
        migrations.AddConstraint(
            model_name='examination',
            constraint=models.CheckConstraint(condition=models.Q(('origin__in', ['feed', 'file', 'address'])), name='examination_origin_known'),
        ),
        migrations.AddConstraint(
            model_name='examination',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'failed', 'stopped'])), name='examination_state_known'),
        ),
        migrations.AddConstraint(
            model_name='examination',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('passed', True), _negated=True), ('state', hoistway.registry.vocabulary.imports.RunState['DONE']), _connector='OR'), name='examination_passed_done'),
        ),
        migrations.AddField(
            model_name='examinedrow',
            name='examination',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='conformance.examination'),
        ),
        migrations.AddIndex(
            model_name='examinedrow',
            index=models.Index(fields=['examination', 'row', 'id'], name='examined_row_in_order'),
        ),
    ]
