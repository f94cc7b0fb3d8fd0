"""Django's name plate of the room."""

from django.apps import AppConfig


class TelemetryConfig(AppConfig):
    """The telemetry room."""

    name = "hoistway.telemetry"
    label = "telemetry"
    default_auto_field = "django.db.models.BigAutoField"
