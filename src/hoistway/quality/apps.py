"""Django's name plate of the room."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """The quality room."""

    name = "hoistway.quality"
    label = "quality"
    default_auto_field = "django.db.models.BigAutoField"
