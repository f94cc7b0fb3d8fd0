"""Django's name plate of the room."""

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """The bulletins room."""

    name = "hoistway.bulletins"
    label = "bulletins"
    default_auto_field = "django.db.models.BigAutoField"
