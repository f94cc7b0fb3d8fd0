"""Django's name plate of the room."""

from django.apps import AppConfig


class FaultsConfig(AppConfig):
    """The faults room."""

    name = "hoistway.faults"
    label = "faults"
    default_auto_field = "django.db.models.BigAutoField"
