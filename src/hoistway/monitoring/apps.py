"""Django's name plate of the room."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """The monitoring room."""

    name = "hoistway.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"
