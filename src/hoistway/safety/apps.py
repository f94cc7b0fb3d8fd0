"""Django's name plate of the room."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """The safety room."""

    name = "hoistway.safety"
    label = "safety"
    default_auto_field = "django.db.models.BigAutoField"
