"""Django's name plate of the room."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """The supervision room."""

    name = "hoistway.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"
