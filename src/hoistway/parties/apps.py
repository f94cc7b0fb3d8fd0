"""Django's name plate of the room."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """The parties room."""

    name = "hoistway.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"
