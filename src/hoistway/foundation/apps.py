"""Django's name plate of the ground floor."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """The ground: what would make sense in a city without elevators."""

    name = "hoistway.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
