from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ondemand', '0003_keep_outcomes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='condition',
            name='condition_clause_known',
        ),
        migrations.RemoveConstraint(
            model_name='firmconditionchange',
            name='firm_condition_clause_known',
        ),
        migrations.AddConstraint(
            model_name='condition',
            constraint=models.CheckConstraint(condition=models.Q(('clause__in', ['period', 'firm_listed', 'firm_monitoring', 'firm_paperless', 'firm_plan', 'firm_credit', 'consent', 'online', 'insured', 'year_plan', 'inspected', 'answered_for'])), name='condition_clause_known'),
        ),
        migrations.AddConstraint(
            model_name='firmconditionchange',
            constraint=models.CheckConstraint(condition=models.Q(('clause__in', ['period', 'firm_listed', 'firm_monitoring', 'firm_paperless', 'firm_plan', 'firm_credit', 'consent', 'online', 'insured', 'year_plan', 'inspected', 'answered_for'])), name='firm_condition_clause_known'),
        ),
    ]
