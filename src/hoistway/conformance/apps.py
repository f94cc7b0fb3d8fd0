"""Django's name plate of the room."""

from django.apps import AppConfig


class ConformanceConfig(AppConfig):
    """The conformance room."""

    name = "hoistway.conformance"
    label = "conformance"
    default_auto_field = "django.db.models.BigAutoField"
