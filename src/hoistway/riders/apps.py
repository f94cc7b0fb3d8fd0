"""Django's name plate of the room."""

from django.apps import AppConfig


class RidersConfig(AppConfig):
    """The riders room."""

    name = "hoistway.riders"
    label = "riders"
    default_auto_field = "django.db.models.BigAutoField"
