"""Django's name plate of the room."""

from django.apps import AppConfig


class OnDemandConfig(AppConfig):
    """The on-demand room."""

    name = "hoistway.ondemand"
    label = "ondemand"
    default_auto_field = "django.db.models.BigAutoField"
