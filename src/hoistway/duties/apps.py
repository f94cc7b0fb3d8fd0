"""Django's name plate of the room."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """The duties room."""

    name = "hoistway.duties"
    label = "duties"
    default_auto_field = "django.db.models.BigAutoField"
