"""Django's name plate of the room."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    """The changes room."""

    name = "hoistway.changes"
    label = "changes"
    default_auto_field = "django.db.models.BigAutoField"
