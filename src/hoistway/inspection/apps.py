"""Django's name plate of the room."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    """The inspection room."""

    name = "hoistway.inspection"
    label = "inspection"
    default_auto_field = "django.db.models.BigAutoField"
