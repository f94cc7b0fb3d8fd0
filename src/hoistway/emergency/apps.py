"""Django's name plate of the room."""

from django.apps import AppConfig


class EmergencyConfig(AppConfig):
    """The emergency room."""

    name = "hoistway.emergency"
    label = "emergency"
    default_auto_field = "django.db.models.BigAutoField"
