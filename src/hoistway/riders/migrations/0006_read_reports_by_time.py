from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('faults', '0001_first_furniture'),
        ('parties', '0006_outside_sign_in'),
        ('registry', '0003_claims_of_filings'),
        ('riders', '0005_drop_suggestions_after_public_reports'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='publicreport',
            index=models.Index(fields=['-made_at', '-id'], name='report_by_time'),
        ),
    ]
