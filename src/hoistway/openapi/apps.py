"""Django's name plate of the door."""

from django.apps import AppConfig


class OpenapiConfig(AppConfig):
    """The door for programs."""

    name = "hoistway.openapi"
    label = "openapi"
    default_auto_field = "django.db.models.BigAutoField"
