"""Django's name plate of the room."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """The programs room."""

    name = "hoistway.programs"
    label = "programs"
    default_auto_field = "django.db.models.BigAutoField"
