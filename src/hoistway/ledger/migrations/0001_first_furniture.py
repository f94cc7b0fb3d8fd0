import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


FORGET = """
CREATE FUNCTION ledger_forget(today date, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE gone integer;
BEGIN
    UPDATE ledger_document SET body = '' WHERE id IN (
        SELECT d.id FROM ledger_document d
        WHERE d.body <> '' AND d.keep_until < least(today, current_date)
          AND NOT EXISTS (SELECT 1 FROM ledger_hold h
                          WHERE h.elevator_id = d.elevator_id AND h.lifted_at IS NULL)
        ORDER BY d.id LIMIT most);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
"""
# It runs as the owner of the tables, whoever calls it, and knows no later day than the database.


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('registry', '0003_claims_of_filings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('elevator', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='registry.elevator')),
                ('began_as', models.CharField(max_length=64)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('link', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Key',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
                ('algorithm', models.CharField(max_length=32)),
                ('public_key', models.TextField()),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Stamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority', models.CharField(max_length=120)),
                ('token', models.BinaryField()),
                ('token_sha256', models.CharField(max_length=64)),
                ('chain', models.TextField()),
                ('stamped_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form_id', models.UUIDField(unique=True)),
                ('reason', models.CharField(max_length=300)),
                ('since', models.DateTimeField()),
                ('ordered_by', models.JSONField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('lifted_by', models.JSONField(null=True)),
                ('lifted_reason', models.CharField(blank=True, max_length=300)),
                ('elevator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator')),
            ],
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(unique=True)),
                ('sequence', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=32)),
                ('body', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('previous_link', models.CharField(max_length=64)),
                ('link', models.CharField(max_length=64, unique=True)),
                ('signature', models.TextField()),
                ('kept_at', models.DateTimeField()),
                ('keep_until', models.DateField()),
                ('elevator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.elevator')),
                ('refers_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.document')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.key')),
            ],
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('after_id', models.BigIntegerField()),
                ('through_id', models.BigIntegerField()),
                ('documents', models.PositiveIntegerField()),
                ('root', models.CharField(max_length=64)),
                ('previous', models.CharField(max_length=64)),
                ('body', models.TextField()),
                ('signature', models.TextField()),
                ('signed_at', models.DateTimeField()),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.key')),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='key',
            trigger=pgtrigger.compiler.Trigger(name='ledger_key_rows_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: ledger_key';", hash='d1c15e21850b70cdb43ac3608d8004232e897e0e', operation='UPDATE OR DELETE', pgid='pgtrigger_ledger_key_rows_stay_06570', table='ledger_key', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='key',
            trigger=pgtrigger.compiler.Trigger(name='ledger_key_table_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: ledger_key';", hash='f689c92481c25ffded1080cca0177f145cee9cd5', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_ledger_key_table_stays_1e78d', table='ledger_key', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='stamp',
            name='digest',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.digest'),
        ),
        migrations.AddIndex(
            model_name='hold',
            index=models.Index(condition=models.Q(('lifted_at', None)), fields=['elevator'], name='hold_in_force'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['sha256'], name='document_by_sha256'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['kept_at'], name='document_by_time'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(condition=models.Q(('refers_to__isnull', False)), fields=['refers_to'], name='document_by_reference'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('elevator', 'sequence'), name='one_chain_each'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='document_rows_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF TG_OP = 'UPDATE'\n   AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)\n   AND NEW.body = '' AND OLD.keep_until < current_date\n   AND to_jsonb(NEW) - 'body' = to_jsonb(OLD) - 'body'\n   AND NOT EXISTS (SELECT 1 FROM ledger_hold h\n                   WHERE h.elevator_id = OLD.elevator_id AND h.lifted_at IS NULL)\nTHEN RETURN NEW; END IF;\nRAISE EXCEPTION 'append-only: document';", hash='c8840478b0762bd97f43951af9ab6530da47fcec', operation='UPDATE OR DELETE', pgid='pgtrigger_document_rows_stay_1433e', table='ledger_document', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='document_table_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: document';", hash='1810ecce3cb6e3e4930914ae7f894fedb0d53957', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_document_table_stays_ffaa6', table='ledger_document', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='digest',
            trigger=pgtrigger.compiler.Trigger(name='digest_rows_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: digest';", hash='288fab87ddfcb130641b599bee84929c21e42599', operation='UPDATE OR DELETE', pgid='pgtrigger_digest_rows_stay_e6013', table='ledger_digest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='digest',
            trigger=pgtrigger.compiler.Trigger(name='digest_table_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: digest';", hash='1ec18842cda4f1a6c99d8d61ac74785c2c908cb1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_digest_table_stays_43749', table='ledger_digest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stamp',
            trigger=pgtrigger.compiler.Trigger(name='ledger_stamp_rows_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: ledger_stamp';", hash='015ca553f8582d38832a714cb8ff11091a649b1b', operation='UPDATE OR DELETE', pgid='pgtrigger_ledger_stamp_rows_stay_29b6c', table='ledger_stamp', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stamp',
            trigger=pgtrigger.compiler.Trigger(name='ledger_stamp_table_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'append-only: ledger_stamp';", hash='9fdbe13473695ac285b8619d060344094bc05d01', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_ledger_stamp_table_stays_f1c52', table='ledger_stamp', when='BEFORE')),
        ),
        migrations.RunSQL(FORGET, 'DROP FUNCTION ledger_forget(date, integer);'),
    ]
