"""Django's name plate of the room."""

from django.apps import AppConfig


class InsuranceConfig(AppConfig):
    """The insurance room."""

    name = "hoistway.insurance"
    label = "insurance"
    default_auto_field = "django.db.models.BigAutoField"
