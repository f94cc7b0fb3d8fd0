"""The resources of a firm's daily work and of the pilot, by address."""

from ninja import Router

from hoistway.openapi.v1 import duties, notice_deeds, notices

ROUTERS: tuple[tuple[str, Router], ...] = (
    ("/duties", duties.router),
    ("/notices", notices.router),
    ("/notices", notice_deeds.router),
)
