"""Django's name plate of the room."""

from django.apps import AppConfig


class MaintenanceConfig(AppConfig):
    """The maintenance room."""

    name = "hoistway.maintenance"
    label = "maintenance"
    default_auto_field = "django.db.models.BigAutoField"
