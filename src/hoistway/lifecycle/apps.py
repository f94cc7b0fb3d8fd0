"""Django's name plate of the room."""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """The lifecycle room."""

    name = "hoistway.lifecycle"
    label = "lifecycle"
    default_auto_field = "django.db.models.BigAutoField"
