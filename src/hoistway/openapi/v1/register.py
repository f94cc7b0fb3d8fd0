"""The resources of register, filings, people, mismatches, bulletins and plates, by address."""

from ninja import Router

from hoistway.openapi.v1 import (
    bulletins,
    corrections,
    elevator_files,
    elevators,
    filing_deeds,
    filings,
    findings,
    firm_filings,
    mismatches,
    organisations,
    plates,
    technicians,
    use_requests,
)

ROUTERS: tuple[tuple[str, Router], ...] = (
    ("/bindings", technicians.binding_router),
    ("/bulletins", bulletins.router),
    ("/corrections", corrections.router),
    ("/elevators", elevators.router),
    ("/elevators", elevator_files.router),
    ("/filings", filings.router),
    ("/filings", filing_deeds.router),
    ("/findings", findings.router),
    ("/firm-filings", firm_filings.router),
    ("/jurisdictions", organisations.area_router),
    ("/mismatches", mismatches.router),
    ("/organisations", organisations.router),
    ("/plates", plates.router),
    ("/public-bulletins", bulletins.public_router),
    ("/site-checks", mismatches.checks),
    ("/technicians", technicians.router),
    ("/use-requests", use_requests.router),
)
