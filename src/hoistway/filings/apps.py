"""Django's name plate of the room."""

from django.apps import AppConfig


class FilingsConfig(AppConfig):
    """The filings room."""

    name = "hoistway.filings"
    label = "filings"
    default_auto_field = "django.db.models.BigAutoField"
