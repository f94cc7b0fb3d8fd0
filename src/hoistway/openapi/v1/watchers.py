"""The resources of supervision, credit, insurance, inspection and figures, by address."""

from ninja import Router

from hoistway.openapi.v1 import (
    checks,
    inquiries,
    irregular_visits,
    orders,
    samples,
)

ROUTERS: tuple[tuple[str, Router], ...] = (
    ("/checks", checks.router),
    ("/inquiries", inquiries.router),
    ("/irregular-visits", irregular_visits.router),
    ("/orders", orders.router),
    ("/samples", samples.router),
)
