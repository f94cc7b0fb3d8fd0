"""Django's name plate of the room."""

from django.apps import AppConfig


class ReformConfig(AppConfig):
    """The reform room."""

    name = "hoistway.reform"
    label = "reform"
    default_auto_field = "django.db.models.BigAutoField"
