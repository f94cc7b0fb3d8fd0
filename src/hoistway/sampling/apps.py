"""Django's name plate of the room."""

from django.apps import AppConfig


class SamplingConfig(AppConfig):
    """The sampling room."""

    name = "hoistway.sampling"
    label = "sampling"
    default_auto_field = "django.db.models.BigAutoField"
