from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0004_partner_users'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_role_known',
        ),
        migrations.RemoveConstraint(
            model_name='organisation',
            name='organisation_kind_known',
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['technician', 'firm_office', 'use_unit', 'dispatcher', 'district_regulator', 'city_regulator', 'inspector', 'insurer'])), name='membership_role_known'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['firm', 'use_unit', 'bureau', 'dispatch_centre', 'inspection_body', 'insurer'])), name='organisation_kind_known'),
        ),
    ]
