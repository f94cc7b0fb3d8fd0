"""The house opens: the switchboard is connected once all rooms stand."""

from django.apps import AppConfig


class ServerConfig(AppConfig):
    """The roof."""

    name = "hoistway.server"
    label = "server"

    def ready(self) -> None:
        """Connect the switchboard, and tell the public pages how long what is kept."""
        from hoistway.server import retention, switchboard  # noqa: PLC0415 -- rooms are ready only now
        from hoistway.web.public import privacy  # noqa: PLC0415 -- rooms are ready only now

        switchboard.connect()
        privacy.tell_spans(told=retention.spans_on)
