"""Django's name plate of the people's door."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages for people."""

    name = "hoistway.web"
    label = "web"
