"""Django's name plate of the room."""

from django.apps import AppConfig


class PlatesConfig(AppConfig):
    """The plates room."""

    name = "hoistway.plates"
    label = "plates"
    default_auto_field = "django.db.models.BigAutoField"
