"""Django's name plate of the room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The exchange room."""

    name = "hoistway.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
