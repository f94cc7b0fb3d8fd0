"""Django's name plate of the room."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The messages room."""

    name = "hoistway.messages"
    label = "messages"
    default_auto_field = "django.db.models.BigAutoField"
