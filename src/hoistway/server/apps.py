"""The house opens: the switchboard is connected once all rooms stand."""

from django.apps import AppConfig


class ServerConfig(AppConfig):
    """The roof."""

    name = "hoistway.server"
    label = "server"

    def ready(self) -> None:
        """Connect the switchboard."""
        from hoistway.server import switchboard  # noqa: PLC0415 -- rooms are ready only now

        switchboard.connect()
