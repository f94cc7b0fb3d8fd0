"""Django's name plate of the room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger room."""

    name = "hoistway.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
