"""Django's name plate of the room."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """The registry room."""

    name = "hoistway.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"
