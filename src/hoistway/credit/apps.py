"""Django's name plate of the room."""

from django.apps import AppConfig


class CreditConfig(AppConfig):
    """The credit room."""

    name = "hoistway.credit"
    label = "credit"
    default_auto_field = "django.db.models.BigAutoField"
