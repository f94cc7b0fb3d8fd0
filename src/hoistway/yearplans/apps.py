"""Django's name plate of the room."""

from django.apps import AppConfig


class YearPlansConfig(AppConfig):
    """The year plans room."""

    name = "hoistway.yearplans"
    label = "yearplans"
    default_auto_field = "django.db.models.BigAutoField"
