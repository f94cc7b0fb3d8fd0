from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0001_attachments'),
        ('ledger', '0001_first_furniture'),
        ('maintenance', '0004_on_demand'),
        ('parties', '0005_know_insurers'),
        ('registry', '0003_claims_of_filings'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['counted_on'], name='visit_by_day'),
        ),
    ]
