"""The resources of supervision, credit, insurance, inspection and figures, by address."""

from ninja import Router

from hoistway.openapi.v1 import (
    checks,
    covers,
    credit,
    credit_objections,
    due_inspections,
    inquiries,
    inspection_requests,
    irregular_visits,
    messages,
    monitoring,
    orders,
    outages,
    policies,
    reform,
    samples,
    statements,
    stops,
)

ROUTERS: tuple[tuple[str, Router], ...] = (
    ("/checks", checks.router),
    ("/credit-objections", credit_objections.router),
    ("/credit-rounds", credit.router),
    ("/defects", stops.defect_router),
    ("/due-inspections", due_inspections.router),
    ("/efforts", reform.effort_router),
    ("/elevators", covers.of_elevators),
    ("/elevators", due_inspections.of_elevators),
    ("/elevators", monitoring.of_elevators),
    ("/inquiries", inquiries.router),
    ("/inspection-requests", inspection_requests.router),
    ("/insurance-gaps", covers.lacking),
    ("/irregular-visits", irregular_visits.router),
    ("/messages", messages.router),
    ("/monitored-elevators", monitoring.router),
    ("/orders", orders.router),
    ("/outages", outages.router),
    ("/policies", policies.router),
    ("/policies", covers.under_policies),
    ("/reform-figures", reform.router),
    ("/samples", samples.router),
    ("/statements", statements.router),
    ("/stops", stops.router),
)
